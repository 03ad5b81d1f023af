"""What a page brings with it: one stylesheet, and names that change with what is in the file."""

import re
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
# Where a line's end and the next one's indentation mean nothing.
LINE_END = re.compile(r"(?<=[{;,}])\s*\n\s*|\s*\n\s*(?=})")


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Files under hashed names, compressed once; modules import each other by those names too."""

    support_js_module_import_aggregation = True

    def compress_files(self, paths):
        """Only what is new, since a hashed name stands for the same bytes for good. Files of
        earlier releases stay, for pages that are still open in somebody's browser.
        """
        return super().compress_files(path for path in paths if not self.exists(f"{path}.gz"))


def join(folder: Path) -> str:
    """Every part's rules, without comments and indentation, as every first visit waits for them.
    The parts put theirs into cascade layers, whose order base.css gives: it must come first, and
    the order of the others does not matter.
    """
    parts = sorted(folder.glob("*.css"), key=lambda part: (part.name != "base.css", part.name))
    text = "".join(COMMENT.sub("", part.read_text()) for part in parts)
    return LINE_END.sub("", text)


class StylesheetFinder(BaseFinder):
    """The parts in static/css as one css/site.css, made anew when asked for, so that a page asks
    once and a new part is served without being named anywhere.
    """

    @cached_property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(settings.VAR_DIR / "made")

    def find(self, path, find_all=False):
        if path != STYLESHEET:
            return []
        made = str(self._make())
        return [made] if find_all else made

    def list(self, ignore_patterns):
        self._make()
        yield STYLESHEET, self.storage

    def check(self, **kwargs):
        return []

    def _make(self) -> Path:
        made, text = Path(self.storage.path(STYLESHEET)), join(settings.BASE_DIR / "static/css")
        # An unchanged file keeps its time, by which collectstatic sees what is new.
        if not made.exists() or made.read_text() != text:
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(text)
        return made
