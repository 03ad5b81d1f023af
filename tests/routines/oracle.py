"""The best plan as a model for OR-tools' CP-SAT: what the planner finds, found in another way.

Written from what `objective.worth` and the planner's limits say, and sharing none of the search.
Where one is and which tool is in hand are chains of variables from stage to stage; the first
position and tool are free to choose, for they are taken while settling.
"""

from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, IntVar

from routines.objective import (
    ALL_S,
    BEYOND_GIVES,
    ENOUGH_S,
    POSITION_COSTS,
    TOOL_COSTS,
    Candidate,
)
from routines.problem import MASSAGE_MAX_S, TECHNIQUES_MAX
from routines.timing import GRID_S, POSITION_S, SETTLE_S, TOOL_S, rest_s
from tests.routines.tried import in_hand, stages_of

SCALE = 10**6  # values are whole numbers of these parts
KEPT = 1000 * SCALE  # more than all else together: a plan keeps all that it can


def best_by_constraints(candidates, catalogue, budget_s, told=()):
    """How many of the kept candidates can be in a plan, and the greatest value of one with them.

    `told`: sets of techniques that do not count any more.
    """
    oracle = Oracle(candidates, catalogue, budget_s)
    for codes in told:
        oracle.leave_out(codes)
    oracle.model.maximize(oracle.worth + KEPT * oracle.kept)
    solver = oracle.solve()
    return solver.value(oracle.kept), solver.value(oracle.worth) / SCALE


def is_possible(candidates, catalogue, budget_s):
    """Whether there is any plan, with all that is kept in it."""
    oracle = Oracle(candidates, catalogue, budget_s)
    oracle.model.add(oracle.kept == sum(candidate.kept for candidate in candidates))
    oracle.model.add_bool_or(role.is_done for role in oracle.roles)
    return oracle.solve() is not None


@dataclass
class Role:
    """A candidate in one phase: whether it is done there, at which dose and in which position."""

    candidate: Candidate
    phase: str
    stage: tuple[int, int, str]
    model: CpModel

    def __post_init__(self):
        self.is_done = self.model.new_bool_var("")
        self.doses = {seconds: self.model.new_bool_var("") for seconds in self.candidate.doses}
        self.positions = {way[0]: self.model.new_bool_var("") for way in self.candidate.ways}
        self.model.add(sum(self.doses.values()) == self.is_done)
        self.model.add(sum(self.positions.values()) == self.is_done)
        assert all(len(set(way)) == 1 for way in self.candidate.ways), "one position for both sides"
        assert all(seconds % GRID_S == 0 for seconds in self.doses), "whole tens of seconds"

    @property
    def is_massage(self):
        return self.candidate.technique.is_massage

    @property
    def tens(self):
        return sum(seconds // GRID_S * dose for seconds, dose in self.doses.items())

    @property
    def time(self):
        return sum(self.candidate.cost(seconds) * dose for seconds, dose in self.doses.items())


class Oracle:
    """All plans for some candidates and so much time. `roles`: in the order in which they count."""

    def __init__(self, candidates, catalogue, budget_s):
        self.model = CpModel()
        self.candidates, self.catalogue = candidates, catalogue
        stage_of = stages_of(candidates, catalogue)
        self.roles = [
            Role(candidate, phase, stage, self.model)
            for (candidate, phase), (stage, *_) in sorted(stage_of.items(), key=lambda one: one[1])
        ]
        self.stages = self._stages()
        self.has_massage = self._any(role.is_done for role in self.roles if role.is_massage)
        self.changes, self.tool_changes, self.changes_for_massage = [], [], []
        self._limit_choice()
        self._warm_up()
        self._go_from_place_to_place()
        self._take_up_tools()
        self._limit_time(budget_s)

    def solve(self):
        """The solver with the best found and proven; None if there is nothing."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2  # some ten times as fast
        solver.parameters.cut_level = 0  # twice as fast again
        status = solver.solve(self.model)
        assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
        return solver if status == cp_model.OPTIMAL else None

    def leave_out(self, codes):
        """No plan of just these techniques."""
        among = [role.candidate.technique.code in codes for role in self.roles]
        taken = sum(role.is_done for role, is_in in zip(self.roles, among, strict=True) if is_in)
        others = [role.is_done for role, is_in in zip(self.roles, among, strict=True) if not is_in]
        self.model.add(len(codes) - taken + sum(others) >= 1)

    @property
    def kept(self):
        return sum(role.is_done for role in self.roles if role.candidate.kept)

    @cached_property
    def worth(self):
        """What `objective.worth` gives, scaled."""
        alike = {}  # how many muscles just these roles work on
        for place in dict.fromkeys(p for role in self.roles for p in role.candidate.works_on):
            roles = tuple(n for n, r in enumerate(self.roles) if place in r.candidate.works_on)
            alike[roles] = alike.get(roles, 0) + 1
        worth = 0
        for roles, number in alike.items():
            tens, had, had_enough = 0, 0, 0
            for role in (self.roles[n] for n in roles):
                tens = tens + role.tens
                has, has_enough = self._at_most(ALL_S, tens), self._at_most(ENOUGH_S, tens)
                share = number * role.candidate.share * SCALE * GRID_S / ENOUGH_S
                worth += round(share * BEYOND_GIVES) * (has - had)
                worth += round(share * (1 - BEYOND_GIVES)) * (has_enough - had_enough)
                had, had_enough = has, has_enough
        worth -= round(POSITION_COSTS * SCALE) * sum(self.changes)
        return worth - round(TOOL_COSTS * SCALE) * sum(self.tool_changes)

    def _any(self, some):
        found = self.model.new_bool_var("")
        self.model.add_max_equality(found, [*some, 0])
        return found

    def _one_of(self, names):
        found = {name: self.model.new_bool_var("") for name in names}
        self.model.add_exactly_one(found.values())
        return found

    def _at_most(self, limit_s, tens):
        found = self.model.new_int_var(0, limit_s // GRID_S, "")
        self.model.add_min_equality(found, [tens, limit_s // GRID_S])
        return found

    def _limit_choice(self):
        """Each once, not too many, and after what they come after."""
        self.model.add(sum(role.is_done for role in self.roles) <= TECHNIQUES_MAX)
        for one in self.candidates:
            self.model.add_at_most_one(r.is_done for r in self.roles if r.candidate is one)
        for number, role in enumerate(self.roles):
            for code in role.candidate.technique.after:
                first = [c for c in self.candidates if c.technique.code == code]
                for one in first or [None]:
                    before = [r.is_done for r in self.roles[:number] if r.candidate is one]
                    self.model.add_bool_or(before).only_enforce_if(role.is_done)

    def _warm_up(self):
        """Massage begins with a warm-up, and targeted work falls on sites that are warm by then."""
        warm = [role for role in self.roles if role.phase == "warm-up"]
        self.model.add(self._any(role.is_done for role in warm) == self.has_massage)
        for role in (role for role in self.roles if role.phase == "targeted"):
            for site in role.candidate.sites(role.candidate.technique.touches):
                by = [role.is_done for role in warm if _warms(role.candidate, site)]
                self.model.add_bool_or(by).only_enforce_if(role.is_done)

    def _stages(self) -> list[tuple[list[Role], IntVar]]:
        """The roles of each stage, and whether any of them is done."""
        found = {}
        for role in self.roles:
            found.setdefault(role.stage, []).append(role)
        return [(here, self._any(role.is_done for role in here)) for here in found.values()]

    def _go_from_place_to_place(self):
        """Each stage begins where one is, and goes to each of its positions once."""
        positions = sorted({position for role in self.roles for position in role.positions})
        at = self._one_of(positions)
        for here, is_used in self.stages:
            end, used = self._one_of(positions), {}
            for position in positions:
                some = [role for role in here if position in role.positions]
                used[position] = self._any(role.positions[position] for role in some)
                self._enter(position, some, used[position], at[position])
                self.model.add(end[position] == at[position]).only_enforce_if(~is_used)
                self.model.add_implication(end[position], used[position]).only_enforce_if(is_used)
            goes = self.model.new_bool_var("")  # to more than one: then it ends elsewhere
            self.model.add(sum(used.values()) <= 1).only_enforce_if(~goes)
            for position in positions:
                self.model.add_bool_or(~at[position], ~end[position], ~goes)
            at = end

    def _enter(self, position, some, is_used, is_there):
        """A change, unless one is there already; massage's, if the first thing done there is."""
        enters, for_massage = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(enters >= is_used - is_there)
        self.changes.append(enters)
        self.changes_for_massage.append(POSITION_S * for_massage)
        before = []
        for role in some:
            if role.is_massage:
                self.model.add_bool_or(for_massage, ~enters, ~role.positions[position], *before)
            else:
                before.append(role.positions[position])

    def _take_up_tools(self):
        """What was in hand last is still there, unless hands alone were at work since."""
        tools = sorted({in_hand(role.candidate, self.catalogue) for role in self.roles})
        held = self._one_of(tools)
        for here, is_used in self.stages:
            now, tool = self._one_of(tools), here[0].stage[-1]
            self.model.add_implication(is_used, now[tool])
            for one in tools:
                self.model.add(now[one] == held[one]).only_enforce_if(~is_used)
            if tool:
                takes = self.model.new_bool_var("")
                self.model.add(takes >= is_used - held[tool])
                self.tool_changes.append(takes)
                if any(role.is_massage for role in here):
                    self.changes_for_massage.append(TOOL_S * takes)
            held = now

    def _limit_time(self, budget_s):
        rest = rest_s(False) + (rest_s(True) - rest_s(False)) * self.has_massage
        changes = POSITION_S * sum(self.changes) + TOOL_S * sum(self.tool_changes)
        time = sum(role.time for role in self.roles)
        self.model.add(SETTLE_S + time + changes + rest <= budget_s)
        massage = sum(role.time for role in self.roles if role.is_massage)
        self.model.add(massage + sum(self.changes_for_massage) <= MASSAGE_MAX_S)


def _warms(candidate, site):
    """What has no regions of its own warms up all of them."""
    return site in candidate.reach if candidate.reach else site.side in candidate.sides
