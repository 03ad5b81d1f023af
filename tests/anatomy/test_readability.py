"""How hard texts are to read, by a formula that can be worked out by hand."""

import pytest

from anatomy.readability import count_words, grade, is_hard, syllables


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "hip press use used stretched lie goes sides hands whole 30"),
        (2, "muscle muscles table movement pressure minutes needed bleeding lying diet places"),
        (3, "gluteus iliac region area sciatic clinician carefully trochanter"),
        (4, "emergency piriformis"),
    ],
)
def test_syllables_are_counted_as_spoken(number, words):
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), number)


def test_the_grade_is_flesch_and_kincaids():
    assert grade("Press the hip. Then stop and breathe.") == pytest.approx(
        0.39 * 7 / 2 + 11.8 * 7 / 7 - 15.59
    )


def test_a_line_a_colon_and_a_full_stop_end_a_sentence():
    assert grade("Press.\nStop: breathe; rest") == grade("Press. Stop. Breathe. Rest.")


def test_what_nobody_reads_is_not_counted():
    assert count_words("Press **here** (W50, R7), see [the page](https://a.example/long/way).") == 5


def test_nothing_to_read_has_no_grade():
    assert grade(" … ") == 0


LONG = "Interdisciplinary physiotherapeutic consultation necessitates "


def test_a_few_words_are_never_hard():
    assert not is_hard(LONG)
    assert is_hard(LONG * 3)
