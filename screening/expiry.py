"""How long answers hold, and which pages of the questionnaire must be asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from screening.rulebook import Mode, Rulebook

# "all of it every 28 days or on any change" (content, section 0.8; PAR-Q+ lapses at 12 months
# or on change, W41; 28 days is our judgement).
LASTS = timedelta(days=28)
# "every session": until a session is noted, and no longer than a day's waking hours, so that
# what is asked about today is never yesterday's (our judgement).
LASTS_FOR_A_SESSION = timedelta(hours=12)
# A clinician's word is about the body as it is: after a year they are asked anew (PAR-Q+ lapses
# at 12 months, W41; that this holds for their word too is our judgement).
WORD_LASTS = timedelta(days=365)
# Asked by the session itself, while it runs.
LIVE_SECTION = "during"


def asked_sections(rulebook: Rulebook, mode: Mode) -> tuple[str, ...]:
    """The slugs of the pages that a person meets in this mode, in order."""
    return tuple(
        section.slug
        for section in rulebook.sections
        if section.slug != LIVE_SECTION and (mode is Mode.PARTNER or not section.partner_only)
    )


def fresh_pages(
    answered: Mapping[str, datetime],
    questionnaire: str,
    rulebook: Rulebook,
    now: datetime,
    session_done_at: datetime | None = None,
) -> frozenset[str]:
    """The pages whose answers still hold.

    `answered`: when each page was last answered. A page is named by its section's slug, and what
    is asked below it by a path that begins with that: `spots/rg-bruise`. `questionnaire`: the
    version that was answered; answers to another one never hold.
    """
    if questionnaire != rulebook.version:
        return frozenset()
    each_session = {section.slug for section in rulebook.sections if section.each_session}

    def holds(page: str, at: datetime) -> bool:
        if at > now or now - at > LASTS:
            return False
        if page.partition("/")[0] not in each_session:
            return True
        since_session = session_done_at is None or at > session_done_at
        return since_session and now - at <= LASTS_FOR_A_SESSION

    return frozenset(page for page, at in answered.items() if holds(page, at))


def due_sections(
    answered: Mapping[str, datetime],
    questionnaire: str,
    rulebook: Rulebook,
    mode: Mode,
    now: datetime,
    session_done_at: datetime | None = None,
) -> tuple[str, ...]:
    """The sections to ask before anything may be done: never answered, or no longer holding."""
    fresh = fresh_pages(answered, questionnaire, rulebook, now, session_done_at)
    return tuple(section for section in asked_sections(rulebook, mode) if section not in fresh)


@dataclass(frozen=True, slots=True)
class Until:
    """Until when a check holds at the most: for the next session, and all of it."""

    session: datetime
    all: datetime


def holds_until(answered: Mapping[str, datetime], rulebook: Rulebook, mode: Mode) -> Until:
    """When the first of the pages that hold now will have to be asked again.

    A session that is noted ends the first of the two at once. Raises KeyError for a check that
    lacks a page: ask `due_sections` first.
    """
    asked = set(asked_sections(rulebook, mode))
    each = {s.slug for s in rulebook.sections if s.slug in asked and s.each_session}
    lasting = min((answered[slug] + LASTS for slug in asked - each), default=None)
    session = min((answered[slug] + LASTS_FOR_A_SESSION for slug in each), default=lasting)
    if session is None:
        raise KeyError("No page is asked.")
    lasting = session if lasting is None else lasting
    return Until(min(session, lasting), lasting)
