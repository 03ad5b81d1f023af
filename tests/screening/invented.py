"""Rulebooks made up for a test: only what a rule says is told, the rest is of no weight."""

from screening.rulebook import (
    Answer,
    Kind,
    Level,
    Option,
    Question,
    Restriction,
    Rulebook,
    Section,
    Site,
    Unsure,
)

LEFT_HIP, RIGHT_HIP = Site("hip", "left"), Site("hip", "right")
LEFT_KNEE, RIGHT_KNEE = Site("knee", "left"), Site("knee", "right")


def option(code: str = "yes", level: Level = Level.LIMIT, *bars: Restriction, **more) -> Option:
    usual = {"label": f"Label {code}", "message": f"Message {code}"}
    return Option(code=code, level=level, restrictions=bars, **(usual | more))


def question(code: str, *options: Option, **more) -> Question:
    usual = {
        "slug": code,
        "name": f"Name {code}",
        "section": "conditions",
        "text": "",
        "label": "",
        "no_label": "No",
        "message": f"Message of {code}",
        "unsure": Unsure.AS_YES,
    }
    return Question(code=code, options=options, **(usual | more))


def rulebook(*questions: Question) -> Rulebook:
    return Rulebook(
        sections=(
            Section("conditions", "", "", "", "signs"),
            Section("partner", "", "", "", "questions", partner_only=True),
        ),
        questions={one.code: one for one in questions},
        regions={"hip": "Hip", "knee": "Knee"},
        version="v1",
    )


def says(code: str, option: str = "yes", *sites: Site, cleared: bool = False) -> Answer:
    return Answer(code, option, frozenset(sites), cleared)


def cap(limit: int, **where) -> Restriction:
    return Restriction(Kind.PRESSURE, limit=limit, **where)
