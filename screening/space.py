"""Every answer that a person could give: the space that the proof goes through."""

from collections.abc import Iterator

from screening.rulebook import (
    NO,
    NOT_SURE,
    SIDES,
    Answer,
    Question,
    Restriction,
    Rulebook,
    Scope,
    Site,
)

Places = frozenset[Site]
NOWHERE: Places = frozenset()


def single_answers(rulebook: Rulebook) -> tuple[Answer, ...]:
    """Every answer to every question, 'no' aside: each option, with and without a clinician's
    word where that lifts something, and 'I am not sure', each at each of its places."""
    return tuple(
        Answer(question.code, option, where, cleared)
        for question in rulebook.questions.values()
        for where in places(question, rulebook)
        for option, cleared in _said(question)
    )


def _said(question: Question) -> Iterator[tuple[str, bool]]:
    for option in question.options:
        yield option.code, False
        if option.cleared_level is not None:
            yield option.code, True
    yield NOT_SURE, False


def places(question: Question, rulebook: Rulebook) -> tuple[Places, ...]:
    """Where an answer can be, as far as anything depends on it; first: nobody said where.

    A side, each site. Several places at once are these added up: `check_places` holds the gate
    to that. Where silence is what bars (consent to places), it is all but one site instead.
    """
    everywhere = rulebook.sites
    scopes = {restriction.scope for restriction in restrictions_of(question)}
    found = [NOWHERE]
    if Scope.REST in scopes:
        found += [everywhere, *(everywhere - {site} for site in sorted(everywhere))]
    if scopes & {Scope.SIDE, Scope.SITE}:
        found += [frozenset(s for s in everywhere if s.side == side) for side in SIDES]
    if Scope.SITE in scopes:
        found += [frozenset({site}) for site in sorted(everywhere)]
    return tuple(found)


def restrictions_of(question: Question) -> tuple[Restriction, ...]:
    """All that any answer to the question could bring."""
    return tuple(
        restriction
        for option in question.options
        for restriction in (*option.restrictions, *option.cleared_restrictions)
    )


def consent(rulebook: Rulebook) -> frozenset[Answer]:
    """The answers without which silence means 'no': the mildest of each, to every site."""
    return frozenset(
        Answer(question.code, min(yes, key=lambda option: option.level).code, rulebook.sites)
        for question in rulebook.questions.values()
        if question.option(NO)
        if (yes := [option for option in question.options if option.code != NO])
    )


def mirrored(answer: Answer) -> Answer:
    """The same answer about the other side."""
    sites = frozenset(Site(site.region, OTHER_SIDE[site.side]) for site in answer.sites)
    return Answer(answer.question, answer.option, sites, answer.cleared)


OTHER_SIDE = dict(zip(SIDES, reversed(SIDES), strict=True))
