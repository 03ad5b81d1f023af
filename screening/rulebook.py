"""The questionnaire and its rules as plain frozen data, and the words that the gate speaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from screening.cycles import find_cycle

SIDES = ("left", "right")
NOT_SURE = "not_sure"
# A question that has this option takes it for its answer until another is given:
# consent is not there until somebody says yes.
NO = "no"


# Who may know about a condition and say that massage is OK.
CLINICIANS = {
    "physio": "A physio",
    "doctor": "A doctor",
    "nurse": "A nurse",
    "midwife": "A midwife",
    "other": "Another clinician",
}


class Level(IntEnum):
    """How serious an answer is. The highest level of all answers wins (content, section 0.1)."""

    NONE = 0
    ADVISE = 1
    LIMIT = 2
    CONSULT = 3
    URGENT = 4
    EMERGENCY = 5


class Mode(StrEnum):
    """Who does the massage."""

    SELF = "self"
    PARTNER = "partner"


class Scope(StrEnum):
    """Where a restriction holds."""

    BOTH = "both"  # both sides, whatever sites were answered
    SIDE = "side"  # the sides of the answered sites
    SITE = "site"  # the answered sites
    REST = "rest"  # every site but the answered ones


class Kind(StrEnum):
    """What a restriction does."""

    HAZARD = "hazard"  # bars whatever carries the hazard
    CARE = "care"  # bars nothing: says how to do what carries the hazard
    REGION = "region"  # bars pressing the region
    LOAD = "load"  # bars movements that load the region
    PRESSURE = "pressure"  # caps the pressure, 0 to 10
    HOLD = "hold"  # limits holds, seconds
    MINUTES = "minutes"  # limits the session, minutes
    OIL = "oil"  # no oil or lotion
    PARTNER = "partner"  # no partner mode
    EVERYTHING = "everything"  # nothing today, movements included


class Unsure(StrEnum):
    """What 'I am not sure' counts as (content, section 0.6)."""

    URGENT = "urgent"
    CONSULT = "consult"
    AS_YES = "as_yes"


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A region on a side: `buttock/left`. The side is the person's own."""

    region: str
    side: str

    def __str__(self) -> str:
        return f"{self.region}/{self.side}"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer other than 'no'.

    No sites means that nobody said where: what depends on the place then holds everywhere.
    `cleared`: a clinician who knows about this said that massage is OK; `cleared_by` (a key of
    CLINICIANS) and `cleared_on` say who and when, and decide nothing.
    """

    question: str
    option: str
    sites: frozenset[Site] = frozenset()
    cleared: bool = False
    cleared_by: str = field(default="", compare=False)
    cleared_on: date | None = field(default=None, compare=False)

    @property
    def word(self) -> str:
        """Who said when that massage is OK, to begin a sentence with; empty if nobody did."""
        if not self.cleared:
            return ""
        who = CLINICIANS.get(self.cleared_by, "A clinician")
        on = f" on {self.cleared_on.day} {self.cleared_on:%B %Y}" if self.cleared_on else ""
        return f"{who} said{on} that massage is OK"


@dataclass(frozen=True, slots=True)
class Restriction:
    """One thing that an answer rules out or limits; `mode` None: whoever does the massage."""

    kind: Kind
    scope: Scope = Scope.BOTH
    mode: Mode | None = None
    hazard: str = ""
    region: str = ""
    limit: int = 0
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer other than 'no'.

    `cleared_level` None: no clinician's word lifts it here. `follow_up`: a question that this
    answer makes worth asking. `emergency_with`: a question beside which, if it too is answered,
    this is an emergency.
    """

    code: str
    label: str
    level: Level
    message: str
    restrictions: tuple[Restriction, ...] = ()
    cleared_level: Level | None = None
    cleared_restrictions: tuple[Restriction, ...] = ()
    clearance_text: str = ""
    cleared_message: str = ""
    follow_up: str = ""
    emergency_with: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the questionnaire, under the code of its contraindication.

    `no_after`: how many of the options stand before 'no' where all are shown.
    """

    code: str
    slug: str
    name: str
    section: str
    text: str
    label: str
    no_label: str
    message: str
    unsure: Unsure
    options: tuple[Option, ...]
    changes: str = ""
    sites: str = "none"
    partner_text: str = ""
    hint: str = ""
    sites_text: str = ""
    offer_unsure: bool = True
    several: bool = False
    no_after: int = 99

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the questionnaire."""

    slug: str
    title: str
    short_title: str
    why: str
    layout: str
    none_label: str = ""
    each_session: bool = False
    partner_only: bool = False


class EndlessQuestions(ValueError):
    """Questions that lead to one another in a circle, so that asking them would have no end.

    `circle`: their codes, the first one once more at the end.
    """

    def __init__(self, circle: tuple[str, ...]) -> None:
        super().__init__(f"Follow-up questions go round in a circle: {' → '.join(circle)}.")
        self.circle = circle


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All questions and rules, in order. `regions`: code → name. `version`: of the questions.

    Raises EndlessQuestions if the answers' follow-ups lead back to where they began.
    """

    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    regions: Mapping[str, str]
    version: str

    def __post_init__(self) -> None:
        leads_to = {
            code: [option.follow_up for option in question.options if option.follow_up]
            for code, question in self.questions.items()
        }
        if circle := find_cycle(leads_to):
            raise EndlessQuestions(circle)

    @property
    def sites(self) -> frozenset[Site]:
        return frozenset(Site(region, side) for region in self.regions for side in SIDES)

    def section_of(self, question: Question) -> Section:
        return next(section for section in self.sections if section.slug == question.section)

    def questions_in(self, section: str) -> list[Question]:
        return [question for question in self.questions.values() if question.section == section]


def read_sites(texts: Iterable[str], regions: Iterable[str]) -> frozenset[Site]:
    """Sites from `buttock/left`, `left` (every region there) or `buttock` (on both sides).

    Raises ValueError for a region or side that does not exist.
    """
    regions = tuple(regions)
    sites = set()
    for text in texts:
        region, _, side = str(text).partition("/")
        if not side and region in SIDES:
            region, side = "", region
        if (region and region not in regions) or (side and side not in SIDES):
            raise ValueError(f"There is no site '{text}'.")
        if not region and not side:
            raise ValueError("A site needs a region, a side or both.")
        sites |= {
            Site(r, s)
            for r in ((region,) if region else regions)
            for s in ((side,) if side else SIDES)
        }
    return frozenset(sites)
