"""The questionnaire's pages as forms: what they offer, and the answers that they come to.

Every form says which questions it is `about`; `answers()` is all that the person then says to
those. 'None' and 'no' are checked here, whatever the browser did.
"""

from collections.abc import Collection, Iterator

from django import forms
from django.utils.html import format_html

from screening.answer_fields import answer_field, mark
from screening.fields import NONE, Choice, Ticks
from screening.flow import PENDING, Page, Progress
from screening.rulebook import NOT_SURE, Answer, Level, Mode, Question
from screening.still_true import (
    CHANGED,
    GONE,
    PREFIX,
    YES,
    find_earlier,
    is_unsure,
    pages_confirmed,
    say_day,
    still_field,
)

UNSURE_LABEL = "I am not sure about one or more of these"
# The page that also asks who will do the massage.
WHO_SECTION = "about-you"


class PageForm(forms.Form):
    """A page of the questionnaire. `heading`, `lead`: where no field is the page's heading."""

    heading = ""
    lead = ""
    # Whether it has pictures that stand beside its list.
    is_wide = False
    # Whether the page still leaves something open, and must be asked again.
    is_whole = True
    # Pages below of which the person said that they are still true, and questions of which
    # something is different now.
    confirmed: Collection[Page] = ()
    reopened: Collection[Question] = ()
    wants_partner: bool | None = None

    def __init__(self, progress: Progress, page: Page, data=None):
        super().__init__(data)
        self.progress = progress
        self.is_fresh = page.key in progress.fresh
        self.section = progress.section(page.section)
        self.question = progress.question(page.section, page.question)

    @property
    def about(self) -> list[Question]:
        return [self.question]

    def answers(self) -> Iterator[Answer]:
        raise NotImplementedError

    def ask_as_heading(self, name: str, field: forms.Field) -> None:
        field.is_heading = True
        self.fields[name] = field


class SignsForm(PageForm):
    """A list of signs. A tick keeps what was said about it before.

    What was ticked before and has lapsed is not a tick any more, but asked as "still true?".
    """

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        asks_still = not self.is_fresh or any(name.startswith(PREFIX) for name in data or ())
        self.earlier = find_earlier(progress, self.about) if asks_still else []
        choices = [(q.slug, _sign(q)) for q in self.about if q not in self.earlier]
        if any(question.offer_unsure for question in self.about):
            choices.append((NOT_SURE, UNSURE_LABEL))
        for question in self.earlier:
            self.fields[PREFIX + question.slug] = still_field(progress, question)
        if self.earlier:
            self.heading, self.lead = self.section.title, self.section.why
        field = Ticks(
            label="Is there anything else?" if self.earlier else self.section.title,
            help_text="" if self.earlier else format_html("{} {}", self.section.why, self._none()),
            choices=choices,
            none_label="No, nothing else on this list" if self.earlier else self.section.none_label,
            initial=list(self._ticked_before()),
        )
        field.is_heading = not self.earlier
        self.fields["signs"] = field

    def _none(self):
        """What was said before, where that was 'none'."""
        at = self.progress.earlier.get(self.section.slug)
        if self.is_fresh or at is None:
            return ""
        return f"{say_day(at)} you said: {self.section.none_label}. Look whether that is still so."

    @property
    def about(self):
        return self.progress.rulebook.questions_in(self.section.slug)

    def _ticked_before(self):
        ticked = False
        for question in self.about:
            said = {answer.option for answer in self.progress.said(question)}
            if said - {NOT_SURE} and question not in self.earlier:
                yield question.slug
            ticked = ticked or bool(said)
        before = [q for q in self.about if q not in self.earlier]
        if any(a.option == NOT_SURE for q in before for a in self.progress.said(q)):
            yield NOT_SURE
        # 'None' is kept where a page is only changed; one that has lapsed asks for it anew.
        if self.is_fresh and not ticked:
            yield NONE

    @property
    def ticked(self):
        """What applies: ticked now, or said before and not gone."""
        told = self.cleaned_data
        still = {q.slug for q in self.earlier if told[PREFIX + q.slug] != GONE}
        return still | set(told["signs"])

    def _told(self, answer):
        return [q for q in self.earlier if self.cleaned_data[PREFIX + q.slug] == answer]

    @property
    def confirmed(self):
        return [p for q in self._told(YES) for p in pages_confirmed(self.progress, q)]

    @property
    def reopened(self):
        return self._told(CHANGED)

    @property
    def is_whole(self):
        """An emergency settles the page, whatever else the person is not sure about."""
        sure = self.ticked - {q.slug for q in self._told(YES) if is_unsure(self.progress, q)}
        levels = {o.level for q in self.about if q.slug in sure for o in q.options}
        return NOT_SURE not in self.ticked or Level.EMERGENCY in levels

    def answers(self):
        confirmed = self._told(YES)
        for question in self.about:
            before = self.progress.said(question)
            if question in confirmed:
                yield from before
            elif question.slug in self.ticked:
                kept = [a for a in before if a.option not in (NOT_SURE, PENDING)]
                yield from kept or [Answer(question.code, _only_option(question))]
            elif NOT_SURE in self.ticked and question not in self.earlier:
                yield from (answer for answer in before if answer.option == NOT_SURE)


class UnsureForm(PageForm):
    """Which of the signs that were not ticked the person is not sure about."""

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        self.open = [q for q in self.about if q.offer_unsure and not self._sure_answers(q)]
        field = Ticks(
            label="Which are you not sure about?",
            help_text="We treat these with care, as if they might be true.",
            choices=[(question.slug, _sign(question)) for question in self.open],
            none_label="None of these: I am sure now that I have none of them",
            ask="Select which you are not sure about",
            initial=[question.slug for question in self.open if progress.said(question)],
        )
        self.ask_as_heading("signs", field)

    @property
    def about(self):
        return self.progress.rulebook.questions_in(self.section.slug)

    def _sure_answers(self, question):
        return [a for a in self.progress.said(question) if a.option != NOT_SURE]

    def answers(self):
        for question in self.about:
            yield from self._sure_answers(question)
            if question in self.open and question.slug in self.cleaned_data["signs"]:
                yield Answer(question.code, NOT_SURE)


class QuestionForm(PageForm):
    """One question with all of its answers."""

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        trigger = None if progress.said(self.question) else progress.asked_because_of(self.question)
        because = f"We ask because of what you said about this: {trigger.name}." if trigger else ""
        field = answer_field(progress, self.question, is_fresh=self.is_fresh, keeps=True)
        field.help_text = format_html("{}", self.question.hint or because)
        self.ask_as_heading("answer", field)

    def answers(self):
        yield from _answers(self.progress, self.question, self.cleaned_data["answer"])


class QuestionsForm(PageForm):
    """A few questions on one page, each with its own answers."""

    def __init__(self, progress, page, data=None, wants_partner=None):
        super().__init__(progress, page, data)
        self.heading, self.lead = self.section.title, self.section.why
        for question in self.about:
            field = answer_field(progress, question, is_fresh=self.is_fresh)
            field.help_text = format_html("{}", question.hint)
            self.fields[question.slug] = field
        if self.section.slug == WHO_SECTION:
            self.fields["who"] = Choice(
                label="Who will do the massage?",
                help_text="With a partner we ask a few more things.",
                choices=[(Mode.SELF, "Just me"), (Mode.PARTNER, "Sometimes a partner")],
                ask="Select who will do the massage",
            )
            who, at = self.fields["who"], progress.earlier.get(page.key)
            before = Mode.PARTNER if wants_partner else Mode.SELF
            # Who came here for a massage by a partner has said so, though not on this page.
            who.initial = before if self.is_fresh or (wants_partner and at is None) else None
            if not self.is_fresh:
                mark(who, [before], at)

    @property
    def about(self):
        return self.progress.rulebook.questions_in(self.section.slug)

    @property
    def wants_partner(self):
        return self.cleaned_data["who"] == Mode.PARTNER if "who" in self.fields else None

    def answers(self):
        for question in self.about:
            yield from _answers(self.progress, question, self.cleaned_data[question.slug])


def _sign(question: Question) -> str:
    if not question.hint:
        return question.label
    return format_html(
        '<span>{}<br><span class="hint">{}</span></span>', question.label, question.hint
    )


def _only_option(question: Question) -> str:
    return question.options[0].code if len(question.options) == 1 else PENDING


def _answers(progress: Progress, question: Question, told: str | list[str]) -> Iterator[Answer]:
    """What was told, as answers; the same answer as before keeps its sites and clearance."""
    before = {answer.option: answer for answer in progress.said(question)}
    for option in [told] if isinstance(told, str) else told:
        if option in before:
            yield before[option]
        elif option == NOT_SURE or question.option(option):
            yield Answer(question.code, option)
