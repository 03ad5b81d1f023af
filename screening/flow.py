"""Which page of the questionnaire comes next, and which one came before.

A page is asked once its answers are missing or no longer hold; what an answer makes worth asking
comes right after it. The clock is elsewhere: `expiry` says which pages are still fresh.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from screening.expiry import asked_sections
from screening.gate import Clearance, assess
from screening.rulebook import NOT_SURE, Answer, Mode, Option, Question, Rulebook, Scope, Section

# A sign was ticked, and which of its answers is true is not said yet. No rulebook has this
# option, so the gate refuses it: nothing is decided from half an answer.
PENDING = ""


class Kind(StrEnum):
    """What a page asks."""

    SECTION = "section"  # a whole section
    UNSURE = "not-sure"  # which of a section's signs somebody is not sure about
    QUESTION = "question"  # which of a question's answers is true
    CLEARANCE = "clearance"  # whether a clinician has said that massage is OK
    WHERE = "where"  # on which sites


@dataclass(frozen=True, slots=True)
class Page:
    """One page: of a section, or of one of its questions (by slug)."""

    kind: Kind
    section: str
    question: str = ""

    @property
    def key(self) -> str:
        """The page's name in a person's `answered`, as `expiry` reads it."""
        below = "" if self.kind in (Kind.SECTION, Kind.QUESTION) else self.kind.value
        return "/".join(filter(None, (self.section, self.question, below)))


@dataclass(frozen=True)
class Progress:
    """How far a person is. `fresh`: the keys of the pages whose answers still hold.

    `earlier`: when each page was last answered, whether that holds or not; `said_at`: when each
    question was, by its code, if the answer was not 'no'.
    """

    rulebook: Rulebook
    mode: Mode
    answers: frozenset[Answer] = frozenset()
    fresh: frozenset[str] = frozenset()
    earlier: Mapping[str, datetime] = field(default_factory=dict)
    said_at: Mapping[str, datetime] = field(default_factory=dict)

    def section(self, slug: str) -> Section | None:
        """The section of that slug, if it is asked in this mode."""
        asked = asked_sections(self.rulebook, self.mode)
        return next((s for s in self.rulebook.sections if s.slug == slug and slug in asked), None)

    def question(self, section: str, slug: str) -> Question | None:
        questions = self.rulebook.questions_in(section) if self.section(section) else []
        return next((question for question in questions if question.slug == slug), None)

    def said(self, question: Question) -> list[Answer]:
        """The answers to a question, in the order of its options."""
        order = {option.code: place for place, option in enumerate(question.options)}
        answers = [answer for answer in self.answers if answer.question == question.code]
        return sorted(answers, key=lambda answer: order.get(answer.option, len(order)))

    def clearable(self, question: Question) -> list[Option]:
        """The given options that a clinician's word would lift."""
        return [o for _, o in self._given(question) if o.cleared_level is not None]

    def placed(self, question: Question) -> list[tuple[Answer, Option]]:
        """The given answers for which it matters where."""
        if question.sites == "none":
            return []
        return [(a, o) for a, o in self._given(question) if _depends_on_place(o, a.cleared)]

    def path(self) -> list[Page]:
        """Every page that the answers so far lead to, in the order of asking."""
        pages: dict[Page, None] = {}
        for slug in asked_sections(self.rulebook, self.mode):
            pages[Page(Kind.SECTION, slug)] = None
            for question in self.rulebook.questions_in(slug):
                pages.update(dict.fromkeys(self._pages_below(question)))
                pages.update(dict.fromkeys(self._asked_after(question)))
        for question in self.rulebook.questions.values():
            if not self.section(question.section):  # what was felt during a session
                pages.update(dict.fromkeys(self._asked_after(question)))
        return list(pages)

    def follow_ups(self) -> Iterator[Page]:
        """Every page that some answer of this mode could lead to, whether it was given or not."""
        for slug in asked_sections(self.rulebook, self.mode):
            yield Page(Kind.UNSURE, slug)
            for question in self.rulebook.questions_in(slug):
                for kind in (Kind.QUESTION, Kind.CLEARANCE, Kind.WHERE):
                    yield Page(kind, slug, question.slug)

    def is_done(self, page: Page) -> bool:
        """What the page asks was answered, and the answer still holds."""
        return page.key in self.fresh and self.is_said(page)

    def is_said(self, page: Page) -> bool:
        """Nothing that the page asks is left open, whether the answer still holds or not."""
        question = self.question(page.section, page.question)
        if question is None:
            return True
        if page.kind is Kind.WHERE:
            return all(a.sites or agreed_regions(o) for a, o in self.placed(question))
        return all(answer.option != PENDING for answer in self.said(question))

    def next_page(self) -> Page | None:
        """The first page that has to be answered; None: all is said."""
        return next((page for page in self.path() if not self.is_done(page)), None)

    def page_before(self, page: Page) -> Page | None:
        """Where 'back' leads on the way through; None: to where the way began."""
        path = self.path()
        before = path[: path.index(page)] if page in path else []
        return before[-1] if before else None

    def opens(self, page: Page) -> bool:
        """Whether the answers so far make this page mean something."""
        question = self.question(page.section, page.question)
        if question is None:
            return page.kind is Kind.SECTION and self.section(page.section) is not None
        if page.kind is Kind.QUESTION:
            is_sign = self.rulebook.section_of(question).layout == "signs"
            return is_sign and (page in self.path() or bool(self.said(question)))
        return page in self._pages_below(question)

    def in_mode(self, mode: Mode) -> Clearance:
        """What all the answers come to, once every page is done."""
        return assess(self.answers, self.rulebook, mode)

    def so_far(self) -> Clearance:
        """What the complete answers that still hold come to. More answers only make it stricter,
        so a stop is a stop however much is still to be asked."""
        questions = self.rulebook.questions
        known = {
            answer
            for answer in self.answers
            if questions[answer.question].section in self.fresh
            and all(map(self.is_done, self._pages_below(questions[answer.question])))
        }
        return assess(known, self.rulebook, Mode.SELF)

    def part(self, page: Page) -> tuple[int, int, Section]:
        """Which part of how many a page belongs to: where it is asked, not where it is filed."""
        asked = asked_sections(self.rulebook, self.mode)
        question = self.question(page.section, page.question)
        trigger = self.asked_because_of(question) if question and not self.said(question) else None
        slug = trigger.section if trigger and trigger.section in asked else page.section
        section = next(section for section in self.rulebook.sections if section.slug == slug)
        return asked.index(slug) + 1, len(asked), section

    def asked_because_of(self, question: Question) -> Question | None:
        """The question whose answer makes this one worth asking by itself."""
        return next(
            (
                other
                for other in self.rulebook.questions.values()
                if any(option.follow_up == question.code for _, option in self._given(other))
            ),
            None,
        )

    def _given(self, question: Question) -> list[tuple[Answer, Option]]:
        pairs = ((answer, question.option(answer.option)) for answer in self.said(question))
        return [(answer, option) for answer, option in pairs if option]

    def _pages_below(self, question: Question) -> Iterator[Page]:
        section = self.section(question.section)
        said = self.said(question)
        if section is None or not said:
            return
        is_list = section.layout == "signs"
        if is_list and len(question.options) != 1 and any(a.option != NOT_SURE for a in said):
            yield Page(Kind.QUESTION, section.slug, question.slug)
        if self.clearable(question):
            yield Page(Kind.CLEARANCE, section.slug, question.slug)
        if self.placed(question):
            yield Page(Kind.WHERE, section.slug, question.slug)

    def _asked_after(self, question: Question) -> Iterator[Page]:
        """Questions that the answers to this one make worth asking, though no list had them
        ticked. Where each question has its own answers, 'no' was said already."""
        for _, option in self._given(question):
            other = self.rulebook.questions.get(option.follow_up)
            section = other and self.section(other.section)
            if other and section and section.layout == "signs" and not self.said(other):
                yield Page(Kind.QUESTION, section.slug, other.slug)


def agreed_regions(option: Option) -> tuple[str, ...]:
    """The regions that stay off unless the answer names them, as consent does."""
    return tuple(r.region for r in option.restrictions if r.scope is Scope.REST)


def _depends_on_place(option: Option, cleared: bool) -> bool:
    lifted = cleared and option.cleared_level is not None
    restrictions = option.cleared_restrictions if lifted else option.restrictions
    return any(restriction.scope is not Scope.BOTH for restriction in restrictions)
