"""How hard the site is to read: `python -m tests.readability` prints it, and fails if too hard.

Measured are all texts of ten words or more: the content's, field by field, and the templates',
block by block. A file's median must not need more than grade 6, which is 11 years of age. What
needs more than grade 8 by itself must stand in readability.yaml with the reason why it cannot be
plainer; and what stands there must need it.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from html import unescape
from pathlib import Path
from statistics import median

import yaml

from anatomy.readability import FEW_WORDS, count_words, grade, is_hard

ROOT = Path(__file__).parents[1]
WAIVED = Path(__file__).with_suffix(".yaml")
HARDEST_MEDIAN = 6.0
FEW_TEXTS = 5  # of fewer, the median is just one of them
# Titles of publications are theirs, and so are claims: as people make them.
NOT_OURS = {("sources", "citation"), ("sources", "addresses"), ("claims", "text")}
NOT_SHOWN = {"slug", "code", "loaded_digest"}
ROW = "{:<44} {:>5} {:>7} {:>4} {:>6}  {}"

_UNSEEN = re.compile(r"(?s){#.*?#}|{% comment.*?endcomment %}|<(script|style|svg)\b.*?</\1>")
_ELSE = re.compile(r"{% el[^%]*%}")
_TAG = re.compile(r"(?s){%.*?%}")
_VALUE = re.compile(r"{{.*?}}")
_INLINE = re.compile(r"</?(?:a|abbr|b|strong|em|i|span|q|code)\b[^>]*>")
_HTML = re.compile(r"<[^>]*>")


def texts() -> dict[str, list[tuple[str, str]]]:
    """By file, every text that is long enough to have a grade, and where it stands."""
    found = defaultdict(list)
    for file, where, text in [*texts_of_content(), *texts_of_templates()]:
        if count_words(text) >= FEW_WORDS:
            found[file].append((where, text))
    return found


def texts_of_content() -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / "fixtures").glob("*.yaml")):
        for entry in yaml.load(path.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            for name, value in entry["fields"].items():
                is_read = name not in NOT_SHOWN and (path.stem, name) not in NOT_OURS
                if isinstance(value, str) and is_read:
                    yield path.name, f"{path.stem}/{entry['fields']['slug']}: {name}", value


def texts_of_templates() -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT / "templates"))
        for block in blocks(path.read_text()):
            yield name, f"{name}: {' '.join(block.split()[:4])}", block


def blocks(template: str) -> list[str]:
    """What a template says, one block of text each; for a value, some short word."""
    said = _ELSE.sub(". ", _UNSEEN.sub(" ", template))
    said = _VALUE.sub("it", _TAG.sub("", said))
    said = _HTML.sub("\n\n", _INLINE.sub("", said))
    return [" ".join(unescape(block).split()) for block in re.split(r"\n\s*\n", said)]


def too_hard() -> list[str]:
    """What is over a limit, or waived without need."""
    waived = [one["where"] for one in yaml.safe_load(WAIVED.read_text()) if one["why"]]
    used, faults = set(), []
    for file, found in texts().items():
        grades = [grade(text) for _, text in found]
        if len(found) >= FEW_TEXTS and median(grades) > HARDEST_MEDIAN:
            faults.append(f"{file}: grade {median(grades):.1f} in the median")
        for where, text in found:
            if is_hard(text):
                reasons = {pattern for pattern in waived if fnmatchcase(where, pattern)}
                used |= reasons
                if not reasons:
                    faults.append(f"{where}: grade {grade(text):.1f}: {' '.join(text.split())}")
    return faults + [
        f"{one}: waived, but plain enough or gone" for one in waived if one not in used
    ]


def main() -> int:
    print(ROW.format("Flesch-Kincaid; age: of the median", "texts", "median", "age", "worst", ""))
    every = []
    for file, found in texts().items():
        grades = {where: grade(text) for where, text in found}
        every += grades.values()
        worst = max(grades, key=grades.__getitem__).partition("/")[2]
        print(row(file, grades.values(), worst if file.endswith(".yaml") else ""))
    print(row("all", every))
    faults = too_hard()
    print(*faults, sep="\n")
    return int(bool(faults))


def row(name: str, grades: Collection[float], worst: str = "") -> str:
    middle = median(grades)
    age = f"{max(middle, 0) + 5:.0f}"
    return ROW.format(name, len(grades), f"{middle:.1f}", age, f"{max(grades):.1f}", worst)


if __name__ == "__main__":
    sys.exit(main())
