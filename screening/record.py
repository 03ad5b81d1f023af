"""A person's answers as rows: how far they are, and what a page that was sent in changes.

Every change is one transaction on the locked person: two tabs, or a press too many, cannot mix
their halves.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from screening.content import rulebook
from screening.expiry import LASTS_FOR_A_SESSION, LIVE_SECTION, WORD_LASTS, fresh_pages
from screening.flow import PENDING, Kind, Page, Progress
from screening.models import Answer as Row
from screening.models import Person
from screening.rulebook import NOT_SURE, Answer, Mode, Question, Rulebook


def progress_of(person: Person | None, mode: Mode) -> Progress:
    """How far this person is with the questionnaire as it is now."""
    rules = rulebook()
    if person is None:
        return Progress(rules, mode)
    answered, fresh = person.answered_at, _fresh(person, rules, timezone.now())
    gone = _lapsed_partner_sections(rules, fresh)
    rows = list(person.answers.all())
    return Progress(
        rulebook=rules,
        mode=mode,
        answers=frozenset(
            answer
            for answer in _fitting(rows, rules)
            if rules.questions[answer.question].section not in gone
        ),
        fresh=fresh,
        earlier={page: at for page, at in answered.items() if page.partition("/")[0] not in gone},
        said_at={row.question: row.given_at for row in sorted(rows, key=lambda r: r.given_at)},
    )


def _fresh(person: Person, rules: Rulebook, now: datetime) -> frozenset[str]:
    """The pages of which this person's answers still hold."""
    return fresh_pages(person.answered_at, person.questionnaire, rules, now, person.session_done_at)


def _lapsed_partner_sections(rules: Rulebook, fresh: Collection[str]) -> set[str]:
    """What both of another day agreed to, and whose hands they were, is not for the next giver."""
    return {s.slug for s in rules.sections if s.partner_only and s.slug not in fresh}


def save_page(
    person: Person,
    page: Page,
    about: Collection[Question],
    answers: Collection[Answer],
    *,
    is_whole: bool = True,
    confirmed: Collection[Page] = (),
    reopened: Collection[Question] = (),
    wants_partner: bool | None = None,
) -> None:
    """Put these answers in the place of all earlier ones to the page's questions.

    `is_whole` False: the page must be asked again, as something on it is still open.
    `confirmed`: pages below it of which the person said that they are still true; `reopened`:
    questions of which something is different, so that all below them is asked again.
    `wants_partner`: who will do the massage, if the page asked that.
    """
    rules = rulebook()
    with transaction.atomic():
        person = get_object_or_404(Person.objects.select_for_update(), pk=person.pk)
        _meet(person, rules)
        changed = _replace(person, about, answers)
        now = timezone.now()
        if wants_partner is not None:
            person.wants_partner = wants_partner
            if not wants_partner:
                leave_partner_sections(person, rules)
        person.answered |= {below.key: now.isoformat() for below in confirmed}
        _stamp(person, page, [*changed, *reopened], now if is_whole else None, rules)
        person.confirmed_at = None
        person.used_at = now
        person.save()


def confirm(person: Person, mode: Mode) -> Page | None:
    """The person has seen all their answers together and says that they stand. Not yet if a page
    is open, which another tab may have opened since: that page."""
    with transaction.atomic():
        person = get_object_or_404(Person.objects.select_for_update(), pk=person.pk)
        if page := progress_of(person, mode).next_page():
            return page
        drop_unfit(person, rulebook())
        _drop_felt_before(person, timezone.now() - LASTS_FOR_A_SESSION)
        person.confirmed_at = timezone.now()
        person.save(update_fields=["confirmed_at"])
    return None


def start_again(person: Person) -> None:
    """Have every page asked again. What was ticked stays ticked, so that nothing is forgotten."""
    Person.objects.filter(pk=person.pk).update(answered={}, confirmed_at=None)


def erase(person: Person) -> None:
    """Forget every answer, and when it was given."""
    with transaction.atomic():
        person = get_object_or_404(Person.objects.select_for_update(), pk=person.pk)
        person.answers.all().delete()
        Person.objects.filter(pk=person.pk).update(
            answered={}, confirmed_at=None, questionnaire="", wants_partner=False
        )


def _fitting(rows: Iterable[Row], rules: Rulebook) -> Iterable[Answer]:
    """The answers that the rulebook still knows, on the sites that there still are."""
    for row in rows:
        question = rules.questions.get(row.question)
        known = question and (row.option in (NOT_SURE, PENDING) or question.option(row.option))
        if known:
            answer = row.plain()
            yield replace(answer, sites=answer.sites & rules.sites)


def _meet(person: Person, rules: Rulebook) -> None:
    """Answers to an older questionnaire become answers to this one, none of them fresh."""
    if person.questionnaire != rules.version:
        drop_unfit(person, rules)
        person.questionnaire = rules.version
        person.answered = {}


def drop_unfit(person: Person, rules: Rulebook) -> None:
    """Forget answers, and sites, that the questionnaire has no place for any more."""
    rows = list(person.answers.all())
    fitting = {(answer.question, answer.option): answer for answer in _fitting(rows, rules)}
    unfit = [row.pk for row in rows if (row.question, row.option) not in fitting]
    person.answers.filter(pk__in=unfit).delete()
    kept = [row for row in rows if (row.question, row.option) in fitting]
    for row in kept:
        row.sites = sorted(map(str, fitting[row.question, row.option].sites))
    Row.objects.bulk_update(kept, ["sites"])


def _drop_felt_before(person: Person, when: datetime) -> None:
    """What was felt during a session holds for the day, and until the person was asked again."""
    live = [question.code for question in rulebook().questions_in(LIVE_SECTION)]
    person.answers.filter(question__in=live, given_at__lt=when).delete()


def _replace(
    person: Person, about: Collection[Question], answers: Collection[Answer]
) -> list[Question]:
    """Make the rows say just these answers. Returns the questions whose options changed."""
    codes = [question.code for question in about]
    rows = {(row.question, row.option): row for row in person.answers.filter(question__in=codes)}
    now = timezone.now()
    wanted = {(answer.question, answer.option) for answer in answers}
    gone = rows.keys() - wanted
    person.answers.filter(pk__in=[rows[key].pk for key in gone]).delete()
    for answer in answers:
        key = (answer.question, answer.option)
        row = rows.get(key) or Row(person=person, question=key[0], option=key[1])
        row.sites = sorted(map(str, answer.sites))
        if not (row.cleared_at and answer.cleared and row.cleared_on == answer.cleared_on):
            row.cleared_at = now if answer.cleared else None
        row.cleared_by, row.cleared_on = answer.cleared_by, answer.cleared_on
        row.given_at = now
        row.save()
    changed = {code for code, _ in gone | (wanted - rows.keys())}
    return [question for question in about if question.code in changed]


def _stamp(
    person: Person, page: Page, changed: list[Question], now: datetime | None, rules: Rulebook
) -> None:
    """Note that the page was answered now; what hung on an answer that changed was not."""
    answered = person.answered
    for question in changed:
        for kind in (Kind.QUESTION, Kind.CLEARANCE, Kind.WHERE):
            below = Page(kind, question.section, question.slug)
            if below != page:
                answered.pop(below.key, None)
    answered.pop(page.key, None)
    if now is None:
        return
    # What was asked below a section and still holds must not lapse before the section does.
    fresh = _fresh(person, rules, now)
    below = {key for key in fresh if page.kind is Kind.SECTION and key.startswith(f"{page.key}/")}
    for key in below & _pages_of_old_words(person, rules):
        del answered[key]
        below.remove(key)
    answered.update(dict.fromkeys([page.key, *below], now.isoformat()))


def _pages_of_old_words(person: Person, rules: Rulebook) -> set[str]:
    """Where clinicians' words were asked for that are too old to be taken along."""
    old = person.answers.filter(cleared_on__lt=timezone.localdate() - WORD_LASTS)
    questions = [rules.questions.get(row.question) for row in old]
    return {Page(Kind.CLEARANCE, q.section, q.slug).key for q in questions if q}


def leave_partner_sections(person: Person, rules: Rulebook) -> None:
    """Forget what was said for massage by a partner; the person's stamps are not saved here."""
    left = {section.slug for section in rules.sections if section.partner_only}
    codes = [question.code for slug in left for question in rules.questions_in(slug)]
    person.answers.filter(question__in=codes).delete()
    for key in [key for key in person.answered if key.partition("/")[0] in left]:
        del person.answered[key]
