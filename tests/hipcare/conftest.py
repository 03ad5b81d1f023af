from io import StringIO

import pytest
import yaml
from django.core.management import call_command


@pytest.fixture
def load(tmp_path):
    """Write these files to a folder of their own, load it, and give back what was said."""

    def load(*options, **files) -> str:
        for name, content in files.items():
            text = content if isinstance(content, str) else yaml.safe_dump(content)
            (tmp_path / f"{name}.yaml").write_text(text)
        said = StringIO()
        call_command("load_content", "--from", str(tmp_path), *options, stdout=said)
        return said.getvalue()

    return load
