"""The builder's form: what a person wants of a routine, with what cannot be had greyed out."""

from collections.abc import Iterator
from uuid import uuid4

from django import forms

from anatomy.models import Muscle
from routines.focus import Greyed, Muscles, Sites, muscles_out
from routines.request import MINUTES_MAX, MINUTES_MIN, Request, read_request
from routines.today import Today
from screening.places import left_out
from screening.rulebook import SIDES, Kind

MODES = {"self": "I do it, on my own", "partner": "Someone else massages me"}
MINUTES = (5, 10, 15, 20, 25, 30)
# Light is 1 to 3, moderate 4 to 5, firm 6 (content, section 0.5). Code: what it may go up to.
PRESSURES = {
    "": "As much as is allowed",
    "3": "Light, up to 3 out of 10",
    "5": "Moderate, up to 5 out of 10",
    "6": "Firm, 6 out of 10",
}
BEGINS_AT = {"5": 4, "6": 6}


class Radios(Greyed, forms.RadioSelect):
    pass


class Checkboxes(Greyed, forms.CheckboxSelectMultiple):
    pass


class WishForm(forms.Form):
    """What is wished for. `wish()` gives it as the planner takes it."""

    mode = forms.ChoiceField(label="Who does the massage?", choices=MODES, widget=Radios)
    minutes = forms.IntegerField(
        label="How many minutes do you have?",
        min_value=MINUTES_MIN,
        max_value=MINUTES_MAX,
        widget=Radios({"class": "inline"}),
        error_messages={"required": "Select how many minutes you have"},
    )
    tools = forms.MultipleChoiceField(
        label="Which of these do you have?",
        help_text="Hands are always there. A tennis ball is a soft ball.",
        widget=Checkboxes,
        required=False,
    )
    goals = forms.MultipleChoiceField(
        label="What would you like?",
        help_text="Select all that you like, or none.",
        widget=Checkboxes,
        required=False,
    )
    pressure = forms.ChoiceField(
        label="How firm?", choices=PRESSURES, widget=Radios, required=False
    )
    sites = forms.MultipleChoiceField(label="Places", widget=Sites, required=False)
    muscles = forms.MultipleChoiceField(label="Muscles", widget=Muscles, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    FOCUS = ("sites", "muscles")

    def __init__(self, data=None, *, today: Today, begin: Request):
        """`today`: what is allowed, judged with every tool. `begin`: what to begin with."""
        super().__init__(data, initial=self._initial(begin, today.minutes))
        self.today = today
        catalogue = today.catalogue
        usual = sorted({*MINUTES, self.initial["minutes"]})
        self.fields["minutes"].widget.choices = [(m, f"{m} minutes") for m in usual]
        self.fields["tools"].choices = [
            (tool.code, tool.name) for tool in catalogue.tools.values() if not tool.always_there
        ]
        self.fields["goals"].choices = list(catalogue.goals.items())
        self.fields["sites"].choices = [
            (f"{region}/{side}", f"{name}, {side}")
            for region, name in catalogue.regions.items()
            for side in SIDES
        ]
        rows = _muscles(catalogue)
        self.fields["muscles"].choices = _in_groups(rows)
        self.fields["muscles"].widget.slugs = {row.code: row.slug for row in rows}
        for name, value, reason in _find_unavailable(today):
            self.fields[name].widget.barred[value] = reason

    @staticmethod
    def _initial(request: Request, minutes: int):
        wish = request.as_json()
        return wish | {
            "key": uuid4(),
            "minutes": min(wish["minutes"], minutes),
            "pressure": wish["pressure"] or "",
            "muscles": sorted(request.focus_muscles),
            "sites": sorted(map(str, request.focus_sites)),
        }

    @property
    def main_fields(self):
        return [field for field in self.visible_fields() if field.name not in self.FOCUS]

    @property
    def focus_fields(self):
        return [self[name] for name in self.FOCUS]

    @property
    def has_focus(self) -> bool:
        return any(field.value() or field.errors for field in self.focus_fields)

    def wish(self) -> Request:
        """Call it once the form is valid."""
        data = self.cleaned_data
        return read_request(
            {
                "mode": data["mode"],
                "minutes": data["minutes"],
                "tools": data["tools"],
                "goals": data["goals"],
                "focus": data["muscles"] + data["sites"],
                "pressure": int(data["pressure"]) if data["pressure"] else None,
            },
            self.today.catalogue,
        )


def _find_unavailable(today: Today) -> Iterator[tuple[str, str, str]]:
    """What this person cannot have: field, value and the reason."""
    clearance, catalogue, session = today.clearance, today.catalogue, today.situation.session
    for limit in clearance.of_kind(Kind.PARTNER):
        yield "mode", "partner", limit.reason.text
    for minutes in range(today.minutes + 1, MINUTES_MAX + 1):
        yield "minutes", str(minutes), "Too long for you today"
    for code in catalogue.stage(session).locked_tools:
        later = [s.from_session for s in catalogue.stages if code not in s.locked_tools]
        yield "tools", code, _from_session(later, session)
    for limit in clearance.of_kind(Kind.HAZARD):
        for tool in catalogue.tools.values():
            if limit.hazard in tool.hazards and len(limit.sides) == len(SIDES):
                yield "tools", tool.code, f"Not for you now: {limit.reason.name}"
    cap, _, reasons = today.limits
    for code, lowest in BEGINS_AT.items():
        if catalogue.stage(session).cap < lowest:
            later = [s.from_session for s in catalogue.stages if s.cap >= lowest]
            yield "pressure", code, _from_session(later, session)
        elif cap < lowest:
            yield "pressure", code, f"Not for you now: {reasons[0].name if reasons else 'too firm'}"
    for site, names in left_out(clearance, catalogue.regions).items():
        yield "sites", str(site), f"Left out today: {'; '.join(names)}"
    for code, names in muscles_out(today.verdicts, catalogue):
        yield "muscles", code, f"Nothing for it today: {names}"


def _from_session(stages: list[int], session: int) -> str:
    later = [number for number in stages if number > session]
    return f"For session {min(later)} and later" if later else "Not for you now"


def _muscles(catalogue) -> list[Muscle]:
    """The muscles that some technique works on, group by group."""
    worked_on = {code for t in catalogue.techniques.values() for code in t.muscles}
    rows = Muscle.objects.in_use().filter(code__in=worked_on).select_related("group")
    return list(rows.order_by("group__order", "group__slug", "order", "slug"))


def _in_groups(rows: list[Muscle]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.group.name, []).append((row.code, f"{row.plain_name} ({row.name})"))
    return list(groups.items())
