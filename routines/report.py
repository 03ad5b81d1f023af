"""A clearance, its verdicts and a plan as JSON, for reviewers and tests."""

from collections.abc import Mapping
from typing import Any

from routines.catalogue import Catalogue
from routines.eligibility import Allowed, Situation, Verdicts, judge, outcome, overall_limits
from routines.planner import Plan, make_plan
from routines.request import BadRequest, read_request
from screening.answers import read_answers
from screening.gate import Clearance, Reason, assess
from screening.rulebook import Rulebook

SESSION_USUAL = 1


def report(
    answers: Mapping[str, Any], request: Mapping[str, Any], rulebook: Rulebook, catalogue: Catalogue
) -> dict[str, Any]:
    """What these answers and this request lead to.

    Raises BadAnswers or BadRequest, both ValueErrors, whose text names the part that is wrong.
    """
    if not isinstance(request, Mapping):
        raise BadRequest("The request must be an object.")
    known = {"mode", "tools", "minutes", "session", "cleared", "goals", "focus", "pressure"}
    if unknown := sorted(set(request) - known):
        raise BadRequest(f"There is no '{unknown[0]}' in a request.")
    session, cleared = request.get("session", SESSION_USUAL), request.get("cleared", [])
    if type(session) is not int or session < 1:
        raise BadRequest("'session' must be a whole number from 1.")
    if not isinstance(cleared, list) or not all(isinstance(code, str) for code in cleared):
        raise BadRequest("'cleared' must be a list of rule codes.")

    wanted = read_request(request, catalogue)
    clearance = assess(read_answers(answers, rulebook, cleared), rulebook, wanted.mode)
    situation = Situation(tools=wanted.tools, session=session)
    verdicts = judge(clearance, catalogue, situation)
    found = outcome(clearance, verdicts, catalogue)
    plan = None
    if found not in ("excluded_today", "no_partner_mode") and not clearance.is_stopped:
        plan = make_plan(wanted, verdicts, catalogue, clearance.minutes, rank=wanted.rank)
    cap, hold = overall_limits(clearance, catalogue, situation)
    return {
        "outcome": found,
        "cap": cap,
        "hold_limit_s": hold,
        "messages": _messages(clearance),
        "allowed": _allowed(verdicts),
        "barred": _barred(verdicts),
        "plan": plan and _plan(plan),
    }


def _messages(clearance: Clearance) -> list[dict[str, Any]]:
    return [
        {
            "code": message.code,
            "option": message.option,
            "level": message.level.name.lower(),
            "note": message.is_note,
            "text": message.text,
        }
        for message in clearance.messages
    ]


def _allowed(verdicts: Verdicts) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for (code, side), verdict in verdicts.items():
        if isinstance(verdict, Allowed):
            found.setdefault(code, {})[side] = {
                "cap": verdict.cap,
                "hold_s": verdict.hold,
                "regions": "all" if verdict.regions is None else sorted(verdict.regions),
                "positions": list(verdict.positions),
                "tools": list(verdict.tools),
                "variants": list(verdict.variants),
                "care": [care.advice for care in verdict.cares],
                "limited_by": [_reason(reason) for reason in verdict.limited_by],
            }
    return found


def _barred(verdicts: Verdicts) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for (code, side), verdict in verdicts.items():
        if not isinstance(verdict, Allowed):
            found.setdefault(code, {})[side] = [_reason(reason) for reason in verdict.reasons]
    return found


def _reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "option": reason.option, "text": reason.text}


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "total_s": plan.total_s,
        "budget_s": plan.budget_s,
        "certificate": {"value": plan.value, "bound": plan.bound, "exact": plan.is_exact},
        "steps": [
            {
                "technique": step.technique or None,
                "phase": step.phase,
                "side": step.side,
                "seconds": step.seconds,
                "get_ready_s": step.get_ready,
                "cap": step.cap,
                "hold_s": step.hold,
                "position": step.position or None,
                "tool": step.tool or None,
                "reason": step.reason,
            }
            for step in plan.steps
        ],
        "left_out": [{"technique": out.technique, "reason": out.reason} for out in plan.left_out],
        "given_up": list(plan.given_up),
    }
