"""How hard a text is to read: the grade of school (United States) that it needs.

Flesch and Kincaid's formula: 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid
and others 1975, Navy research report 8-75). The reader's age is the grade + 5. A sentence ends,
as Flesch counted them, at a full stop, colon, semicolon, question or exclamation mark; and at the
end of a line.
"""

import re

# A grade of a few words says little: one long word decides it.
FEW_WORDS = 10
# What one text may need at most: some 13 years of age.
HARDEST = 8.0

_NOT_READ = re.compile(r"\((?:[WR]\d+(?:, )?)+\)|\]\([^)]*\)|https?://\S+|[*_`#\[]")
_SENTENCE_END = re.compile(r"[.:;!?]+(?:[\"'”’)]*\s+|$)|\n+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")
# Vowels side by side that are spoken apart: il-i-ac, di-et, flu-id, but not spe-cial, men-tion.
_APART = re.compile(
    r"(?<![cst])i[ao]|iu|ie[tr]|ui[dn]|\bscia|[aeou]ing\b|ying\b|eu[sm]\b|ea(?:te|tor|l\b)|rea\b"
)
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouyr]l)es?$|(?<=[^aeiouytd])ed$|(?<=[^aeiouylsxzcgh])es$"
    r"|(?<=[^aeiouy])e(?=(?:ment|ments|ly|ful|fully|less|ness)$)"
)


def grade(text: str) -> float:
    """The grade of school that a text needs; 0 for one without words."""
    sentences = [found for part in _sentences(text) if (found := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def count_words(text: str) -> int:
    return len(_WORD.findall(_NOT_READ.sub(" ", text)))


def is_hard(text: str) -> bool:
    """Whether one text needs more than it may; a few words never do."""
    return count_words(text) >= FEW_WORDS and grade(text) > HARDEST


def syllables(word: str) -> int:
    """Some of a word, by its vowels: near enough for a sum over a text. A number counts as one."""
    word = re.sub(r"['’]\w+$", "", word.lower())
    spoken = _SILENT.sub("", word)
    return max(len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)), 1)


def _sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(_NOT_READ.sub(" ", text))
