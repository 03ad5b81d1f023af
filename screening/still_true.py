"""What was said before and has lapsed: asked as "still true?", and never taken for granted.

WCAG 2.2, 3.3.7: nobody enters the same twice. Not silently either: an answer that was carried
along counts once the person has said again that it is true.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html

from screening.expiry import LASTS_FOR_A_SESSION, WORD_LASTS
from screening.fields import Choice
from screening.flow import PENDING, Kind, Page, Progress
from screening.rulebook import NOT_SURE, Question
from screening.summary import say_answers

YES, CHANGED, GONE = "yes", "changed", "no"
PREFIX = "still-"


def find_earlier(progress: Progress, questions: list[Question]) -> list[Question]:
    """The questions of a page that were answered before, with something other than 'no'.

    What was ticked on the way through, or just before all is asked again, is a tick still.
    """
    return [q for q in questions if _was_said(progress, q) and not _is_under_way(progress, q)]


def _was_said(progress: Progress, question: Question) -> bool:
    return any(answer.option != PENDING for answer in progress.said(question))


def _is_under_way(progress: Progress, question: Question) -> bool:
    at = progress.said_at.get(question.code)
    is_new = at is not None and timezone.now() - at < LASTS_FOR_A_SESSION
    return is_new and question.section not in progress.earlier


def still_field(progress: Progress, question: Question) -> Choice:
    """Whether what was said to a question is still so."""
    said = "; ".join(say_answers(progress, question))
    if is_unsure(progress, question):
        choices = [
            (YES, "I am still not sure"),
            (CHANGED, "I am sure now that I have it"),
            (GONE, "I am sure now that I do not have it"),
        ]
    else:
        has_more = any(page.question == question.slug for page in progress.path())
        changed = [(CHANGED, "I still have it, but something is different")] if has_more else []
        choices = [(YES, "Yes, still true"), *changed, (GONE, "No, not any more")]
    return Choice(
        label=question.label,
        help_text=format_html(
            "{} you said: {}. Is that still true?", said_on(progress, question), said
        ),
        choices=choices,
        ask=f"Select whether this is still true: ‘{question.name}’",
    )


def is_unsure(progress: Progress, question: Question) -> bool:
    """'I am not sure' is all that was said."""
    return all(answer.option == NOT_SURE for answer in progress.said(question))


def said_on(progress: Progress, question: Question) -> str:
    """When a question was last answered, to begin a sentence with."""
    at = progress.said_at.get(question.code) or progress.earlier.get(question.section)
    return say_day(at)


def say_day(at: datetime | None) -> str:
    if at is None:
        return "Before"
    if timezone.now() - at < LASTS_FOR_A_SESSION:
        return "A few hours ago"
    return f"On {at.day} {at:%B %Y}"


def pages_confirmed(progress: Progress, question: Question) -> list[Page]:
    """What need not be asked again below an answer that is still true: all that was said in full.

    A clinician's word is asked for anew once it is too old, or if nobody was ever asked for it.
    """
    return [
        page
        for page in progress.path()
        if page.question == question.slug and _is_said(progress, page, question)
    ]


def _is_said(progress: Progress, page: Page, question: Question) -> bool:
    if page.kind is not Kind.CLEARANCE:
        return progress.is_said(page)
    oldest = timezone.localdate() - WORD_LASTS
    words = [a.cleared_on for a in progress.said(question) if a.cleared]
    return page.key in progress.earlier and all(on and on >= oldest for on in words)
