"""The checks that make up the proof. Each returns a tally; the faults in it are what it found."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial, reduce
from itertools import combinations, combinations_with_replacement, product
from math import comb

from routines.eligibility import OTHER, Barred, Ease, Situation, Verdict, judge, judge_one
from routines.outcomes import EASE_CAP, EASE_HOLD, SORER
from routines.proof.bans import faults_of_verdict, faults_of_verdicts
from routines.proof.rooms import Cell, Cells, Room, cell_of, meet, waited_for, widened
from routines.proof.space import Space, Tally, reasons_of
from screening.gate import Clearance, assess
from screening.rulebook import NO, Answer, Level, Scope
from screening.space import mirrored, restrictions_of

EASED = Ease(EASE_CAP, EASE_HOLD, SORER)
NOT_OF_ANSWERS = {"mode", "stage", "tools", SORER.code}


def singles(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """Every answer by itself: nothing forbidden is allowed, nothing is wider than without the
    answer, the mirrored answer mirrors it, and what it takes away has a reason that replays."""
    tally, nobody = Tally(), space.cells(space.judge())
    for answer in space.answers[part::parts]:
        clearance, bans, verdicts = space.assess(answer), space.bans(answer), space.judge(answer)
        cells = space.cells(verdicts)
        faults = [*faults_of_verdicts(verdicts, bans, space.catalogue), *widened(cells, nobody)]
        faults += _unmirrored(cells, space.room[space.class_of[mirrored(answer)]])
        if clearance.is_stopped is not bans.stops:
            faults.append("stopped against the rules, or not stopped")
        faults += [f"a message of {m.code} is empty" for m in clearance.messages if not m.text]
        for key, verdict in verdicts.items():
            faults += [f"{key}: {fault}" for fault in _faults_of_reasons(verdict)]
            says_so = any(reason.code == answer.question for reason in reasons_of(verdict))
            if nobody[key][0] and says_so is not _is_less(cells[key], nobody[key]):
                faults.append(f"{key}: the reason is not why")
        tally.add([answer], faults)
    return tally


def situations(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """Every class of answers at every stage, without tools, and eased off: nothing forbidden is
    allowed, and never more for having no tools or easing off."""
    tally = Tally()
    for alike in space.classes[part::parts]:
        clearance, bans = space.assess(alike[0]), space.bans(alike[0])
        faults: list[str] = []
        for session in space.sessions:
            usual = replace(space.widest, session=session)
            room: Cells = {}
            for situation in (usual, replace(usual, ease=EASED), Situation(frozenset(), session)):
                verdicts = judge(clearance, space.catalogue, situation)
                cells = space.cells(verdicts)
                room = room or cells
                faults += faults_of_verdicts(verdicts, bans, space.catalogue)
                faults += widened(cells, room)
                faults += [fault for v in verdicts.values() for fault in _faults_of_reasons(v)]
        tally.add(alike[:1], faults, len(alike))
    return tally


def places(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """What an answer limits about two sites is what it limits about each of them."""
    tally, everywhere = Tally(), space.rulebook.sites
    limited = cache(lambda answer: _limits_by_place(space.assess(answer)))
    for question in list(space.rulebook.questions.values())[part::parts]:
        scopes = {restriction.scope for restriction in restrictions_of(question)}
        kinds = {
            replace(a, sites=frozenset()) for a in space.answers if a.question == question.code
        }
        if not scopes - {Scope.BOTH}:
            continue
        for kind, some in product(kinds, combinations(sorted(everywhere), 2)):
            both, one, other = (
                replace(kind, sites=everywhere - named if Scope.REST in scopes else named)
                for named in map(frozenset, (some, some[:1], some[1:]))
            )
            adds_up = limited(both) == limited(one) | limited(other)
            tally.add([both], [] if adds_up else ["do not add up"])
    return tally


def _limits_by_place(clearance: Clearance) -> set[object]:
    return {
        (limit.kind, limit.hazard, limit.limit, limit.advice, limit.reason, place)
        for limit in clearance.limits
        for place in (limit.sides if limit.sites is None else limit.sites)
    }


def sums(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """What two answers limit together is what each of them limits; the higher level wins."""
    tally, rules = Tally(), space.rulebook
    silent = {question.code for question in rules.questions.values() if question.option(NO)}
    bare, agreed = _alone(space)
    worse = {answer: _worse_with(answer, space) for answer in space.answers}
    for index, one in list(enumerate(space.answers))[part::parts]:
        for other in space.answers[:index]:
            alone, said = bare, {one, other}
            if not silent.isdisjoint((one.question, other.question)):
                alone, said = agreed, {one, other, *space.consent}
            mine, yours, both = alone[one], alone[other], assess(said, rules, space.mode)
            escalates = other.question == worse[one] or one.question == worse[other]
            level = Level.EMERGENCY if escalates else max(mine.level, yours.level)
            stops = {*mine.stops, *yours.stops}
            adds_up = (
                both.level == level
                and {*both.limits} == {*mine.limits, *yours.limits}
                and (stops <= {*both.stops} if escalates else stops == {*both.stops})
            )
            tally.add((one, other), () if adds_up else ["do not add up"])
    return tally


@cache
def _alone(space: Space) -> tuple[Mapping[Answer, Clearance], Mapping[Answer, Clearance]]:
    """What each answer comes to without consent, and with it: with it only where consent is at
    issue, since it makes `assess` slower by half."""
    bare = {answer: assess({answer}, space.rulebook, space.mode) for answer in space.answers}
    return bare, {answer: space.assess(answer) for answer in space.answers}


def _worse_with(answer: Answer, space: Space) -> str:
    option = space.rulebook.questions[answer.question].option(answer.option)
    return option.emergency_with if option else ""


def pairs(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """Every pair of classes: nothing forbidden is allowed, the law of `rooms` holds, so does the
    mirror, and no reason is new: its answer gives it by itself, or bars the same alone."""
    tally, classes = Tally(), space.classes
    twin = [space.class_of[mirrored(alike[0])] for alike in classes]
    for pair in combinations_with_replacement(range(len(classes)), 2):
        mirror = tuple(sorted(twin[n] for n in pair))
        if pair <= mirror and sum(pair) % parts == part:
            here = _check_together(space, pair, tally)
            if mirror != pair:
                there = _check_together(space, mirror, tally)
                tally.faults += [f"{pair}: {fault}" for fault in _unmirrored(here, there)]
    return tally


def _check_together(space: Space, pair: tuple[int, ...], tally: Tally) -> Cells:
    answers, stands_for = _some_of(space.classes, pair)
    verdicts = space.judge(*answers)
    cells = space.cells(verdicts)
    faults = list(faults_of_verdicts(verdicts, space.bans(*answers), space.catalogue))
    for key, verdict in verdicts.items():
        technique, (one, other) = space.catalogue.techniques[key[0]], pair
        if cells[key] != meet(technique, space.room[one][key], space.room[other][key]):
            faults.append(f"{key}: not what the two leave")
        alone = {
            (answer.question, answer.option)
            for answer, n in zip(answers, pair, strict=True)
            if key in space.said_at[n] or space.room[n][key][0] is None
        }
        for reason in reasons_of(verdict):
            if reason.code not in NOT_OF_ANSWERS and (reason.code, reason.option) not in alone:
                faults.append(f"{key}: {reason.code} is no reason by itself")
    tally.add(answers, faults, stands_for)
    return cells


def triples(space: Space, part: int = 0, parts: int = 1) -> Tally:
    """On every application, every three of the classes that are alike there: nothing forbidden
    is allowed, and the law of `rooms` holds."""
    tally, assess_once = Tally(), cache(space.assess)
    for key in list(space.room[0])[part::parts]:
        techniques = [space.catalogue.techniques[key[0]]]
        techniques += [space.catalogue.techniques[code] for code in waited_for(techniques[0])]
        alike: dict[Cell, list[Answer]] = defaultdict(list)
        for cells, answers in zip(space.room, space.classes, strict=True):
            alike[cells[key]] += answers
        for three in combinations_with_replacement(range(len(alike)), 3):
            answers, stands_for = _some_of(list(alike.values()), three)
            if not stands_for:
                continue
            clearance = assess_once(*answers)
            verdicts = {
                (t.code, key[1]): judge_one(t, key[1], clearance, space.catalogue, space.widest)
                for t in techniques
            }
            bans = space.bans(*answers)
            faults = [*faults_of_verdict(verdicts[key], verdicts, bans, space.catalogue)]
            law = reduce(partial(meet, techniques[0]), (list(alike)[n] for n in three))
            if cell_of(techniques[0], key[1], verdicts, space.catalogue) != law:
                faults.append(f"{key}: not what the three leave")
            tally.add(answers, faults, stands_for)
    return tally


def _some_of(
    groups: Sequence[Sequence[Answer]], picked: tuple[int, ...]
) -> tuple[list[Answer], int]:
    """Different answers out of these groups, and how many such sets of answers there are.

    Of a group picked more than once: the first, the last, and one between them.
    """
    answers, count = [], 1
    for n, times in Counter(picked).items():
        most = len(groups[n]) - 1
        answers += [groups[n][k * most // max(times - 1, 1)] for k in range(times)]
        count *= comb(len(groups[n]), times)
    return answers, count


def _unmirrored(here: Cells, there: Cells) -> Iterator[str]:
    for (code, side), cell in here.items():
        if cell != there[code, OTHER[side]]:
            yield f"{code} {side}: not the mirror's {OTHER[side]}"


def _faults_of_reasons(verdict: Verdict) -> Iterator[str]:
    reasons = reasons_of(verdict)
    if isinstance(verdict, Barred) and not reasons:
        yield "barred without a reason"
    for reason in reasons:
        if not (
            reason.code and reason.name.strip() and reason.said.strip() and reason.text.strip()
        ):
            yield f"an empty reason of {reason.code}"


def _is_less(cell: Cell, before: Cell) -> bool:
    """Less in anything that is reported as limited; variants and care have no reasons."""

    def told(room: Room | None) -> object:
        return room and (room.cap, room.hold, room.regions, room.positions, room.tools)

    return told(cell[0]) != told(before[0])
