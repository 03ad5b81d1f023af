"""A person's answers in words, section by section, to check before they count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from screening.expiry import asked_sections
from screening.flow import PENDING, Kind, Page, Progress, agreed_regions
from screening.rulebook import NOT_SURE, SIDES, Answer, Question, Section, Site


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in words. `clearance`: what a clinician said about it, if that matters."""

    text: str
    places: tuple[str, ...] = ()
    clearance: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What was said to one question, and the page that changes it."""

    name: str
    said: tuple[Said, ...]
    change: Page | None
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One section. `lines` empty: none of its signs."""

    section: Section
    page: Page | None
    is_done: bool
    lines: tuple[Line, ...]


def summarise(progress: Progress) -> tuple[Part, ...]:
    """All sections of the questionnaire in order, then what was felt during a session."""
    rules = progress.rulebook
    asked = asked_sections(rules, progress.mode)
    parts = [_part(progress, section) for section in rules.sections if section.slug in asked]
    felt = [s for s in rules.sections if s.slug not in asked and not s.partner_only]
    live = [Part(section, None, True, _lines(progress, section)) for section in felt]
    return (*parts, *(part for part in live if part.lines))


def say_places(
    sites: Collection[Site], regions: Mapping[str, str], sides_only: bool = False
) -> list[str]:
    """Sites in words: whole sides first, then each region once; no words for everywhere.

    `regions`: code → name.
    """
    on = {side: {site.region for site in sites if site.side == side} for side in SIDES}
    whole = [s for s in SIDES if on[s] and (sides_only or on[s] >= set(regions))]
    if len(whole) == len(SIDES):
        return ["Both sides"] if sides_only else []
    said = [f"{side.capitalize()} side" for side in whole]
    for region, name in regions.items():
        sides = [side for side in SIDES if region in on[side] and side not in whole]
        if sides:
            said.append(f"{name}, {'both sides' if len(sides) == len(SIDES) else sides[0]}")
    return said


def say_name(question: Question, option: str) -> str:
    """A contraindication's name, with the answer where there are several."""
    if option == NOT_SURE:
        return f"{question.name} (I am not sure)"
    known = question.option(option)
    return (
        f"{question.name} ({known.label})" if known and len(question.options) > 1 else question.name
    )


def say_answers(progress: Progress, question: Question) -> list[str]:
    """What was said to a question: each answer with its places and a clinician's word."""
    texts = []
    for said in (_said(progress, question, answer) for answer in progress.said(question)):
        places = f" ({'; '.join(said.places)})" if said.places else ""
        word = f". {said.clearance}" if said.clearance else ""
        texts.append(f"{said.text}{places}{word}")
    return texts


def _part(progress: Progress, section: Section) -> Part:
    page = Page(Kind.SECTION, section.slug)
    return Part(section, page, progress.is_done(page), _lines(progress, section))


def _lines(progress: Progress, section: Section) -> tuple[Line, ...]:
    is_list = section.layout == "signs"
    questions = progress.rulebook.questions_in(section.slug)
    return tuple(
        _line(progress, question, is_list)
        for question in questions
        if progress.said(question) or (not is_list and progress.section(section.slug))
    )


def _line(progress: Progress, question: Question, is_list: bool) -> Line:
    kind = Kind.QUESTION if is_list else Kind.SECTION
    page = Page(kind, question.section, question.slug if is_list else "")
    below = [p for p in progress.path() if p.question == question.slug]
    said = tuple(_said(progress, question, answer) for answer in progress.said(question))
    return Line(
        name=question.name,
        said=said or (Said(question.no_label),),
        change=page if progress.opens(page) else None,
        is_done=all(progress.is_done(p) for p in below),
    )


def _said(progress: Progress, question: Question, answer: Answer) -> Said:
    if answer.option == PENDING:
        return Said("Not answered yet")
    if answer.option == NOT_SURE:
        return Said("I am not sure")
    option = question.option(answer.option)
    clearance = ""
    if option and option.cleared_level is not None:
        clearance = answer.word or "No clinician has said yet that massage is OK"
    return Said(
        text=option.label if option else answer.option,
        places=tuple(_places(progress, question, answer)),
        clearance=clearance,
    )


def _places(progress: Progress, question: Question, answer: Answer) -> list[str]:
    rules = progress.rulebook
    option = next((o for a, o in progress.placed(question) if a == answer), None)
    if option is None or not answer.sites:
        return []
    if agreed := agreed_regions(option):
        named = {site for site in answer.sites if site.region in agreed}
        without = "None of the places that need a yes of their own"
        return [rules.regions[r] for r in agreed if any(s.region == r for s in named)] or [without]
    return say_places(answer.sites, rules.regions, question.sites == "side") or ["Everywhere"]
