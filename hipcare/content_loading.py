"""Bring the database to what the content's files say, without undoing what admins did."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import models, transaction

from anatomy.content import Content
from hipcare.content_check import find_blocks, row_of
from hipcare.content_files import FILES, ContentError, Entry, fields_of, hint, relations_of
from screening.faults import Fault


@dataclass
class Tally:
    """What became of one file's entries."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)  # by an admin, hence left alone
    in_no_file: int = 0

    def __str__(self):
        said = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
        if self.edited:
            said += f", {len(self.edited)} edited by an admin and left alone"
        if self.in_no_file:
            said += f", {self.in_no_file} in no file and left alone"
        return said


# Of each model, every slug that a row or a file has, and the row's key once there is a row.
type Keys = dict[type[models.Model], dict[str, int | None]]


@transaction.atomic
def load(files: Mapping[str, list[Entry]], overwrite: bool = False) -> dict[str, Tally]:
    """Write all that is new or changed, or nothing.

    Raises ContentError for the first entry that is not valid or names a row that is not there, and
    for what may not be in use as it then is.
    """
    keys: Keys = {}
    for entries in files.values():
        _check_relations(entries, keys)
    tallies = {
        name: _load_file(apps.get_model(FILES[name]), entries, keys, overwrite)
        for name, entries in files.items()
    }
    if any(tally.added or tally.changed for tally in tallies.values()):
        for fault in find_blocks():
            raise _refused(fault, files)
    return tallies


def _refused(fault: Fault, files: Mapping[str, list[Entry]]) -> ContentError:
    """What may not be in use, by its entry; or by its row, where an admin edited that."""
    row = row_of(fault)
    entries = [e for of_file in files.values() for e in of_file if e.model is type(row)]
    for entry in entries:
        if entry.slug == row.slug:
            return entry.error(fault.text, fault.field)
    return ContentError(f"{fault.kind} {row.slug}, field {fault.field}: {fault.text}")


def _check_relations(entries: list[Entry], keys: Keys) -> None:
    """Refuse a slug that names neither a row nor an entry of this file or one above it."""

    def known(model: type[models.Model]) -> dict[str, int | None]:
        if model not in keys:
            keys[model] = dict(model._base_manager.values_list("slug", "pk"))
        return keys[model]

    for entry in entries:
        known(entry.model).setdefault(entry.slug, None)
    for entry in entries:
        for relation in relations_of(entry.model):
            target = relation.related_model
            for slug in entry.named(relation):
                if slug not in known(target):
                    text = f"there is no {target._meta.verbose_name} '{slug}'."
                    raise entry.error(text + hint(slug, known(target)), relation.name)


def _load_file(model: type[Content], entries: list[Entry], keys: Keys, overwrite: bool) -> Tally:
    tally, saved = Tally(), []
    rows = _rows(model)
    for entry in entries:
        row = rows.pop(entry.slug, None)
        wanted = digest(entry.row(), {f.name: entry.named(f) for f in relations_of(model)})
        present = digest(row, _slugs_of(row)) if row else ""
        if row and present == wanted:
            tally.unchanged += 1
            if row.loaded_digest != wanted:  # an admin wrote the very same
                model._base_manager.filter(pk=row.pk).update(loaded_digest=wanted)
        elif row and present != row.loaded_digest and not overwrite:
            tally.edited.append(entry.slug)
        else:
            saved.append(_save(entry, keys, wanted))
            tally.changed += bool(row)
            tally.added += not row
    for new in saved:
        if new.deferred_fields:  # it names a row that came after it
            new.save_deferred_fields()
    tally.in_no_file = len(rows)
    return tally


def _save(entry: Entry, keys: Keys, wanted: str) -> DeserializedObject:
    fields = dict(entry.fields)
    for relation in relations_of(entry.model):
        # A key spares the deserializer a query; without one yet, it defers the relation.
        found = [keys[relation.related_model][slug] for slug in entry.named(relation)]
        if found and None not in found:
            fields[relation.name] = found if relation.many_to_many else found[0]
    given = {"model": entry.model._meta.label_lower, "fields": fields}
    [new] = Deserializer([given], handle_forward_references=True)
    new.object._state.adding = new.object.pk is None  # else a row clashes with itself
    new.object.loaded_digest = wanted
    try:
        new.object.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise entry.error(messages[0], "" if name == "__all__" else name) from error
    new.save()
    keys[entry.model][entry.slug] = new.object.pk
    return new


def _rows(model: type[Content]) -> dict[str, Content]:
    """All rows by slug, locked, so that no admin saves between our look and our write."""
    related = [relation.name for relation in relations_of(model)]
    rows = model._base_manager.select_for_update().prefetch_related(*related)
    return {row.slug: row for row in rows}


def digest(row: Content, relations: Mapping[str, list[str]]) -> str:
    """A line that is another as soon as anything that a file can say of the row is another.

    What holds its field's default is left out: a field that a later release adds must not make
    every row look edited.
    """
    said = {name: slugs for name, slugs in relations.items() if slugs}
    for plain in fields_of(type(row)):
        value = plain.value_from_object(row)
        if not plain.is_relation and value != plain.get_default():
            said[plain.name] = value
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _slugs_of(row: Content) -> dict[str, list[str]]:
    """What the row's relations name, as `Entry.named` gives it."""
    named = {}
    for relation in relations_of(type(row)):
        held = getattr(row, relation.name)
        if relation.many_to_many:
            named[relation.name] = sorted(one.slug for one in held.all())
        else:
            named[relation.name] = [held.slug] if held else []
    return named
