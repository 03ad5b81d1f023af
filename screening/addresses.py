"""The addresses of the questionnaire's pages.

Addresses end up in histories and logs. A page that is met only by who gave some answer would tell
that answer by its name; so it has a code instead, another one for each person.
"""

from django.urls import reverse
from django.utils.crypto import salted_hmac

from screening.flow import Kind, Page, Progress
from screening.models import Person


def address(page: Page, person: Person | None) -> str:
    """Where this person finds the page. Only the sections, which everybody meets, are there for
    nobody (AttributeError for any other page)."""
    if page.kind is Kind.SECTION:
        return reverse("screening:section", args=[page.section])
    return reverse("screening:follow_up", args=[_code(page, person)])


def page_at(code: str, progress: Progress, person: Person | None) -> Page | None:
    """The page that has this code for this person; None: none that could be asked now."""
    pages = progress.follow_ups() if person else ()
    return next((page for page in pages if _code(page, person) == code), None)


def _code(page: Page, person: Person) -> str:
    said = f"{person.pk}/{page.key}"
    return salted_hmac(__name__, said, algorithm="sha256").hexdigest()[:16]
