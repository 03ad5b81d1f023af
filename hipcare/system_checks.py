"""The content linter as a system check: `manage.py check --database default`.

W001 may not be in use as it is: a technique of which something is not known, follow-up questions
in a circle, an answer that leads to a question which is not in use, a question that nobody can
answer, partner mode without consent, no stage for a first session. `load_content` and admin
refuse these. W002 is safe as it is, and is for an editor to judge: an answer that changes nothing
or that nobody can give, a hazard that no rule bars, a message that is hard to read.

Neither is an error, at which `migrate` would stop: content that a new release finds wanting could
then not be mended.
"""

from django.core.checks import Tags, Warning, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from anatomy.content import ContentVersion
from hipcare.content_check import find_faults, row_of


@register(Tags.database, "content")
def check_content(app_configs, databases, **kwargs):
    if "default" not in (databases or ()) or not _is_there():
        return []
    return [
        Warning(
            f"{fault.field}: {fault.text}" if fault.field else fault.text,
            obj=row_of(fault),
            id="content.W001" if fault.blocks else "content.W002",
        )
        for fault in find_faults()
    ]


def _is_there() -> bool:
    """`migrate` runs checks too, before the tables are what the models say."""
    executor = MigrationExecutor(connection)
    is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return is_migrated and ContentVersion.current() > 0
