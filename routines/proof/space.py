"""All single answers in one mode, and what the real code makes of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from routines.catalogue import Catalogue
from routines.eligibility import Barred, Situation, Verdict, Verdicts, judge
from routines.proof.bans import Ban, Bans, bans_of
from routines.proof.rooms import Cells, cells_of
from screening.gate import Clearance, Reason, assess
from screening.rulebook import Answer, Mode, Rulebook
from screening.space import consent, single_answers

NOBODY = Reason("", "", "", "", "")
KEPT_FAULTS = 20


@dataclass
class Tally:
    """What a check did: sets of answers put through the real code, how many sets these stand
    for, and what was wrong, answers first."""

    checked: int = 0
    stands_for: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, answers: Iterable[Answer], faults: Iterable[str], stands_for: int = 1) -> None:
        self.checked += 1
        self.stands_for += stands_for
        if found := list(faults):
            said = "; ".join(sorted(map(spell, answers))) or "no answers"
            self.faults += [f"{said}: {fault}" for fault in found]

    def __iadd__(self, other: "Tally") -> "Tally":
        self.checked += other.checked
        self.stands_for += other.stands_for
        self.faults = (self.faults + other.faults)[:KEPT_FAULTS]
        return self


def spell(answer: Answer) -> str:
    places = ",".join(map(str, sorted(answer.sites))) or "nowhere named"
    return f"{answer.question}={answer.option} ({places}{', cleared' * answer.cleared})"


def reasons_of(verdict: Verdict) -> tuple[Reason, ...]:
    return verdict.reasons if isinstance(verdict, Barred) else verdict.limited_by


class Space:
    """The answer space in one mode. Consent to everything is always among the answers, since
    without it nothing is allowed that could be proven wrong; `checks.closed` goes without."""

    def __init__(self, rulebook: Rulebook, catalogue: Catalogue, mode: Mode):
        self.rulebook, self.catalogue, self.mode = rulebook, catalogue, mode
        self.answers = single_answers(rulebook)
        self.consent = consent(rulebook)
        sessions = [stage.from_session for stage in catalogue.stages]
        sessions += [v.from_session for t in catalogue.techniques.values() for v in t.variants]
        self.sessions = sorted({1, *sessions})
        # Where most is allowed, so that nothing hides what an answer rules out.
        self.widest = Situation(frozenset(catalogue.tools), session=self.sessions[-1])

    def assess(self, *answers: Answer) -> Clearance:
        return assess({*self.consent, *answers}, self.rulebook, self.mode)

    def judge(self, *answers: Answer, situation: Situation | None = None) -> Verdicts:
        return judge(self.assess(*answers), self.catalogue, situation or self.widest)

    def cells(self, verdicts: Verdicts) -> Cells:
        return cells_of(verdicts, self.catalogue)

    def bans(self, *answers: Answer) -> Bans:
        return Bans({ban for answer in answers for ban in self._bans[answer]}, self.mode)

    @cached_property
    def _bans(self) -> Mapping[Answer, frozenset[Ban]]:
        return {answer: bans_of(answer, self.rulebook, self.mode) for answer in self.answers}

    @cached_property
    def classes(self) -> list[list[Answer]]:
        """The answers sorted into those that are alike but for their reasons."""
        found: dict[object, list[Answer]] = defaultdict(list)
        for answer in self.answers:
            clearance = self.assess(answer)
            limits = frozenset(replace(limit, reason=NOBODY) for limit in clearance.limits)
            found["stopped" if clearance.is_stopped else limits].append(answer)
        return list(found.values())

    @cached_property
    def class_of(self) -> Mapping[Answer, int]:
        return {answer: n for n, alike in enumerate(self.classes) for answer in alike}

    @cached_property
    def verdicts(self) -> list[Verdicts]:
        """What each class allows."""
        return [self.judge(alike[0]) for alike in self.classes]

    @cached_property
    def room(self) -> list[Cells]:
        """What each class leaves."""
        return [self.cells(verdicts) for verdicts in self.verdicts]

    @cached_property
    def said_at(self) -> list[set[tuple[str, str]]]:
        """Where each class gives a reason by itself."""
        return [
            {
                key
                for key, verdict in verdicts.items()
                if any(reason.code == alike[0].question for reason in reasons_of(verdict))
            }
            for alike, verdicts in zip(self.classes, self.verdicts, strict=True)
        ]
