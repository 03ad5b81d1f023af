"""The rulebook as the content has it now."""

from hashlib import sha256

from anatomy.content import kept_by_version, with_numbers
from anatomy.models import Region
from screening import models
from screening.rulebook import (
    Kind,
    Level,
    Mode,
    Option,
    Question,
    Restriction,
    Rulebook,
    Scope,
    Section,
    Unsure,
)


@kept_by_version
def rulebook() -> Rulebook:
    """The rulebook, kept in the process until content changes."""
    sections = tuple(_section(row) for row in models.Section.objects.in_use())
    rows = (
        models.Question.objects.in_use()
        .filter(contraindication__retired_at=None)
        .order_by("section__order", "order", "slug")
        .select_related("contraindication", "section")
        .prefetch_related(
            "options__restrictions__hazard",
            "options__restrictions__region",
            "options__follow_up__contraindication",
            "options__emergency_with__contraindication",
        )
    )
    questions = {row.contraindication.code: _question(row) for row in rows}
    return Rulebook(
        sections=sections,
        questions=questions,
        regions=dict(Region.objects.in_use().values_list("code", "name")),
        version=_version(sections, questions.values()),
    )


def _section(row: models.Section) -> Section:
    return Section(
        slug=row.slug,
        title=row.title,
        short_title=row.short_title,
        why=row.why,
        layout=row.layout,
        none_label=row.none_label,
        each_session=row.each_session,
        partner_only=row.partner_only,
    )


def _question(row: models.Question) -> Question:
    contraindication = row.contraindication
    return Question(
        code=contraindication.code,
        slug=row.slug,
        name=contraindication.name,
        section=row.section.slug,
        text=row.text,
        label=row.label,
        no_label=row.no_label,
        message=with_numbers(contraindication.message),
        changes=contraindication.changes,
        unsure=Unsure(row.unsure),
        options=tuple(_option(o) for o in row.options.all() if not o.retired_at),
        sites=row.sites,
        partner_text=row.partner_text,
        hint=row.hint,
        sites_text=row.sites_text,
        offer_unsure=row.offer_unsure,
        several=row.several,
        no_after=row.no_after,
    )


def _option(row: models.Option) -> Option:
    restrictions = [r for r in row.restrictions.all() if not r.retired_at]
    return Option(
        code=row.code,
        label=row.label,
        level=Level(row.level),
        message=with_numbers(row.message),
        restrictions=tuple(_restriction(r) for r in restrictions if not r.when_cleared),
        cleared_level=None if row.cleared_level is None else Level(row.cleared_level),
        cleared_restrictions=tuple(_restriction(r) for r in restrictions if r.when_cleared),
        clearance_text=row.clearance_text,
        cleared_message=with_numbers(row.cleared_message),
        follow_up=row.follow_up.contraindication.code if row.follow_up else "",
        emergency_with=row.emergency_with.contraindication.code if row.emergency_with else "",
    )


def _restriction(row: models.Restriction) -> Restriction:
    return Restriction(
        kind=Kind(row.kind),
        scope=Scope(row.scope),
        mode=Mode(row.mode) if row.mode else None,
        hazard=row.hazard.slug if row.hazard else "",
        region=row.region.code if row.region else "",
        limit=row.limit or 0,
        advice=row.advice,
    )


def _version(sections, questions) -> str:
    """Changes when what people are asked changes, and not when only a consequence does."""
    pages = [(s.slug, s.title, s.layout, s.each_session, s.partner_only) for s in sections]
    asked = [
        (
            *(q.code, q.section, q.sites, q.text, q.partner_text, q.label, q.hint),
            *(q.no_label, q.sites_text, q.several, q.offer_unsure),
            [(o.code, o.label, o.clearance_text, o.follow_up) for o in q.options],
        )
        for q in questions
    ]
    return sha256(repr(pages + asked).encode()).hexdigest()[:16]
