"""Answers that are amounts are shown as amounts go, with the harmless one in its place."""

import pytest

from screening.content import rulebook
from screening.flow import Kind, Page, Progress
from screening.forms import QuestionsForm
from screening.rulebook import Mode

pytestmark = [pytest.mark.django_db, pytest.mark.decision]


@pytest.mark.parametrize(
    ("section", "question", "labels"),
    [
        ("about-you", "co-age", ["Under 18", "18 to 69", "70 or over"]),
        ("today", "co-severe-pain", ["0 to 4", "5 or 6", "7 to 10"]),
    ],
)
def test_amounts_are_in_order(section, question, labels):
    form = QuestionsForm(Progress(rulebook(), Mode.SELF), Page(Kind.SECTION, section))

    assert [label for _, label in form.fields[question].choices] == labels


def test_no_comes_last_where_nothing_else_is_said():
    form = QuestionsForm(Progress(rulebook(), Mode.SELF), Page(Kind.SECTION, "about-you"))

    labels = [label for _, label in form.fields["cx-floor"].choices]
    assert labels[:2] == ["Yes", "No"]
