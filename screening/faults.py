"""What is wrong with a rulebook, as far as it shows in itself.

Blocking: what would ask or decide less than is written down, that is an answer that leads to a
question, or is worse beside one, which nobody is asked any more; a question that cannot be
answered; and that nobody is asked for consent. All else is reported and may stand: it is safe,
and only an editor knows whether it is meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from anatomy.readability import HARDEST, grade, is_hard
from screening.flow import PENDING
from screening.rulebook import NO, NOT_SURE, Option, Question, Rulebook


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row of content.

    `kind`: which sort of row, as in `screening.option`. `key`: its codes; of an option, its
    question's and its own. `field`: where to mend it. `blocks`: it may not be in use like this.
    """

    kind: str
    key: tuple[str, ...]
    field: str
    text: str
    blocks: bool = False


def faults_of_rulebook(rulebook: Rulebook, hazards: Mapping[str, str]) -> Iterator[Fault]:
    """`hazards`: all that there are, slug → name."""
    asked = {section.slug for section in rulebook.sections}
    for question in rulebook.questions.values():
        if question.section not in asked:
            text = "Its part of the questions is not in use, so nobody is asked this."
            yield _of_question(question, "section", text, blocks=True)
        if not question.options:
            text = "Nobody can answer it: none of its answers is in use."
            yield _of_question(question, "text", text, blocks=True)
        yield from hard_texts(
            "screening.contraindication", (question.code,), {"message": question.message}
        )
        for option in question.options:
            yield from faults_of_option(option, question, rulebook.questions)
    yield from faults_of_consent(rulebook)
    yield from faults_of_hazards(rulebook, hazards)


def faults_of_consent(rulebook: Rulebook) -> Iterator[Fault]:
    """Partner mode without a question that silence answers with 'no'."""
    sections = [section.slug for section in rulebook.sections if section.partner_only]
    asked = [question for slug in sections for question in rulebook.questions_in(slug)]
    if sections and not any(question.option(NO) for question in asked):
        text = "It asks for nobody's consent: massage by a partner could be done without."
        yield Fault("screening.section", (sections[0],), "", text, blocks=True)


def faults_of_option(
    option: Option, question: Question, questions: Iterable[str]
) -> Iterator[Fault]:
    """`questions`: the codes of those that are in use."""
    kind, key = "screening.option", (question.code, option.code)
    if option.code in (NOT_SURE, PENDING):
        text = f"Nobody can give this answer: '{option.code}' stands for something else."
        yield Fault(kind, key, "code", text)
    for field in ("follow_up", "emergency_with"):
        other = getattr(option, field)
        if other and other not in questions:
            text = f"It names a question that is not in use: {other}."
            yield Fault(kind, key, field, text, blocks=True)
    if option.cleared_level is None and option.cleared_restrictions:
        text = "It has rules for after a clinician's word, and no word lifts it."
        yield Fault(kind, key, "cleared_level", text)
    texts = {"message": option.message, "cleared_message": option.cleared_message}
    yield from hard_texts(kind, key, texts)


def faults_of_hazards(rulebook: Rulebook, hazards: Mapping[str, str]) -> Iterator[Fault]:
    """Those that no rule bars, nor asks for care with."""
    named = {
        restriction.hazard
        for question in rulebook.questions.values()
        for option in question.options
        for restriction in (*option.restrictions, *option.cleared_restrictions)
    }
    for slug in hazards:
        if slug not in named:
            text = "No rule bars it, so it keeps nobody from anything."
            yield Fault("screening.hazard", (slug,), "", text)


def hard_texts(kind: str, key: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[Fault]:
    """Of these texts, by field, those that need more school than most people like to read with."""
    for field, text in texts.items():
        if is_hard(text):
            found = f"Hard to read: grade {grade(text):.1f}, more than {HARDEST:g}. {ADVICE}"
            yield Fault(kind, key, field, found)


ADVICE = "Shorter sentences and plainer words help."


def _of_question(question: Question, field: str, text: str, blocks: bool = False) -> Fault:
    return Fault("screening.question", (question.code,), field, text, blocks)
