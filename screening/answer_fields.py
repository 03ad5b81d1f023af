"""One question with all of its answers, as a form's field."""

from collections.abc import Collection
from datetime import datetime

from django import forms
from django.utils.html import format_html

from screening.fields import NONE, Choice, Ticks
from screening.flow import PENDING, Progress
from screening.rulebook import NO, NOT_SURE, Mode, Question
from screening.still_true import say_day


def answer_field(
    progress: Progress, question: Question, *, is_fresh: bool, keeps: bool = False
) -> forms.Field:
    """All answers to a question, as ticks if several may be true.

    An answer that has lapsed is marked as what was said, and not chosen; `keeps`: still chosen,
    where the person has just said that it is there and different.
    """
    in_partner = progress.mode is Mode.PARTNER and question.partner_text
    label = question.partner_text if in_partner else question.text
    choices = [(option.code, option.label) for option in question.options]
    if not question.several and not question.option(NO):
        choices.insert(question.no_after, (NO, question.no_label))
    if question.offer_unsure:
        choices.append((NOT_SURE, "I am not sure"))
    said = progress.said(question)
    before = [answer.option for answer in said if answer.option != PENDING]
    at = progress.said_at.get(question.code) if before else progress.earlier.get(question.section)
    if not said and (at or is_fresh):
        before = [NONE if question.several else NO]
    initial = before if is_fresh or (keeps and said) else []
    if question.several:
        field = Ticks(
            label=label,
            choices=choices,
            none_label=question.no_label,
            ask=f"Select what applies under ‘{label}’",
            initial=initial,
        )
    else:
        field = Choice(
            label=label,
            choices=choices,
            ask=f"Select one answer to ‘{label}’",
            initial=initial[0] if initial else None,
        )
    if not is_fresh:
        mark(field, before, at)
    return field


def mark(field: forms.ChoiceField, values: Collection[str | None], at: datetime | None) -> None:
    """Say beside the choices which of them was said before, and when."""
    if at is not None:
        day = say_day(at)
        said = format_html(' <span class="hint">{}: {}</span>', day, "this is what you said")
        field.choices = [
            (value, format_html("<span>{}{}</span>", label, said) if value in values else label)
            for value, label in field.choices
        ]
