"""Where anything is missing, old or not understood, nothing is allowed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from routines.eligibility import Allowed, judge
from routines.proof.space import Space, Tally
from screening.expiry import LASTS, LASTS_FOR_A_SESSION, asked_sections, due_sections
from screening.gate import UnknownAnswer, assess
from screening.rulebook import NO, NOT_SURE, Answer, Mode

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # any time will do
MOMENT = timedelta(seconds=1)


def closed(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """Consent that was not given, answers that no question has, a clinician's word where it
    lifts nothing, and parts of the questionnaire that are missing, old, or of another version.

    So quick that it has one part: nothing is done but in the first."""
    if part:
        return Tally()
    tally = Tally()
    _check_silence(space, tally)
    _check_unknown(space, tally)
    _check_words(space, tally)
    _check_expiry(space, tally)
    return tally


def _check_silence(space: Space, tally: Tally) -> None:
    """Without consent, said in full, no answer opens anything."""
    if space.mode is not Mode.PARTNER:
        return
    silent = {q.code for q in space.rulebook.questions.values() if q.option(NO)}
    for alike in space.classes:
        if alike[0].question not in silent:
            clearance = assess({alike[0]}, space.rulebook, space.mode)
            verdicts = judge(clearance, space.catalogue, space.widest)
            is_open = any(isinstance(verdict, Allowed) for verdict in verdicts.values())
            tally.add(alike[:1], ["allowed without consent"] if is_open else [], len(alike))


def _check_unknown(space: Space, tally: Tally) -> None:
    """Half an answer, another question's option, a question that is not there: all refused."""
    options = {o.code for q in space.rulebook.questions.values() for o in q.options}
    for question in space.rulebook.questions.values():
        known = {option.code for option in question.options}
        for code in {"", "no such answer", *options} - known:
            _check_refused(Answer(question.code, code), space, tally)
    _check_refused(Answer("no such question", "yes"), space, tally)


def _check_refused(answer: Answer, space: Space, tally: Tally) -> None:
    is_elsewhere = (
        answer.question in space.rulebook.questions
        and space.rulebook.section_of(space.rulebook.questions[answer.question]).partner_only
    )
    if is_elsewhere and space.mode is not Mode.PARTNER:
        return  # not asked, hence not read
    try:
        space.assess(answer)
    except UnknownAnswer:
        tally.add([answer], [])
    else:
        tally.add([answer], ["understood"])


def _check_words(space: Space, tally: Tally) -> None:
    """A clinician's word where the rules give it no weight changes nothing."""
    for answer in space.answers:
        option = space.rulebook.questions[answer.question].option(answer.option)
        if answer.option == NOT_SURE or (option and option.cleared_level is None):
            same = space.assess(replace(answer, cleared=True)) == space.assess(answer)
            tally.add([answer], [] if same else ["lifted by a word that must not lift it"])


def _check_expiry(space: Space, tally: Tally) -> None:
    """What is missing, old, or of another version is asked, and nothing else is."""
    rules = space.rulebook
    asked = set(asked_sections(rules, space.mode))
    each_session = {section.slug for section in rules.sections if section.each_session} & asked
    fresh = dict.fromkeys(asked, NOW)

    def expect(
        wanted: set[str],
        answered: Mapping[str, datetime],
        version: str = rules.version,
        session: datetime | None = None,
    ) -> None:
        due = set(due_sections(answered, version, rules, space.mode, NOW, session))
        tally.add([], [] if due == wanted else [f"asks {due} again, not {wanted}: {answered}"])

    expect(set(), fresh)
    expect(asked, {})
    expect(asked, fresh, version="another")
    expect(asked, dict.fromkeys(asked, NOW + MOMENT))
    expect(each_session, dict.fromkeys(asked, NOW - MOMENT), session=NOW)
    for slug in asked:
        expect({slug}, {other: NOW for other in asked if other != slug})
        expect({slug}, {**fresh, slug: NOW - LASTS - MOMENT})
        expect({slug} & each_session, {**fresh, slug: NOW - LASTS_FOR_A_SESSION - MOMENT})
