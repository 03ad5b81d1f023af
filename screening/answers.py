"""Answers from outside, as JSON, to the gate's plain data."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from screening.rulebook import NO, NOT_SURE, Answer, Rulebook, read_sites

_SAYS_NOT_SURE = {NOT_SURE, "not sure", "unsure"}
CONSENT = "cx_partner_consent"


class BadAnswers(ValueError):
    """Answers that cannot be understood; the text says which and why."""


def read_answers(
    data: Mapping[str, Any], rulebook: Rulebook, cleared: Collection[str] = ()
) -> frozenset[Answer]:
    """Answers from `{code: option or {"option": …, "sites": […]} or a list of those}`.

    `cleared`: codes that a clinician has said massage is OK for. What is not named is answered
    'no'. Consent given without sites is read as consent to every site.

    Raises BadAnswers for an unknown question, option or site.
    """
    if not isinstance(data, Mapping):
        raise BadAnswers("Answers must be an object of rule codes.")
    for code in [*data, *cleared]:
        if code not in rulebook.questions:
            raise BadAnswers(f"There is no question '{code}'.")
    return frozenset(
        answer
        for code, value in data.items()
        for part in (value if isinstance(value, list) else [value])
        for answer in _read_one(code, part, rulebook, code in cleared)
    )


def _read_one(code: str, value: Any, rulebook: Rulebook, cleared: bool) -> Iterator[Answer]:
    said = value if isinstance(value, Mapping) else {"option": value}
    if unknown := set(said) - {"option", "sites"}:
        raise BadAnswers(f"'{code}': there is no '{min(unknown)}' in an answer.")
    option, places = said.get("option"), said.get("sites", [])
    if not isinstance(option, str) or not isinstance(places, list):
        raise BadAnswers(f"'{code}' must be an option, or an option and a list of sites.")
    question = rulebook.questions[code]
    option = NOT_SURE if option in _SAYS_NOT_SURE else option
    if option == NO and not question.option(NO):
        return
    if option != NOT_SURE and not question.option(option):
        known = ", ".join([NO, *(o.code for o in question.options if o.code != NO), NOT_SURE])
        raise BadAnswers(f"'{code}' has no answer '{option}'. Known: {known}.")
    try:
        sites = read_sites(places, rulebook.regions)
    except ValueError as error:
        raise BadAnswers(f"'{code}': {error}") from None
    if code == CONSENT and option == "yes" and "sites" not in said:
        sites = rulebook.sites
    yield Answer(code, option, sites, cleared)
