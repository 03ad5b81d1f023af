"""What the pages of a routine send in: edits, its name, and how a session felt."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from routines.calendar import DAYS
from routines.mends import read_together
from routines.models import Session, Step

# A form is never about a version that a row cannot have.
VERSION_MAX = 2**31 - 1


class EditForm(forms.Form):
    """Every edit says which version of the routine it was made for."""

    version = forms.IntegerField(min_value=1, max_value=VERSION_MAX, widget=forms.HiddenInput)

    def for_version(self) -> int:
        """Raises BadRequest if the form does not say: it is not one of ours."""
        if "version" in self.errors:
            raise BadRequest("An edit must say for which version of the routine it is.")
        return self.cleaned_data["version"]

    @property
    def sent(self) -> dict[str, str]:
        """What it says, as it was sent, so that it can be sent again for another version."""
        names = [name for name in self.fields if name != "version"]
        return {name: self.data[name] for name in names if name in self.data}

    @property
    def problem(self) -> str:
        """What is wrong with it, in sentences; empty if nothing is."""
        said = (error for errors in self.errors.values() for error in errors)
        return " ".join(f"{error.rstrip('.')}." for error in said)


class ChangeForm(EditForm):
    """Which change to undo or to redo."""

    change = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class MoveForm(EditForm):
    """One place up or down, or to a place."""

    to = forms.ChoiceField(choices={"up": "up", "down": "down"}, required=False)
    place = forms.IntegerField(
        min_value=1,
        max_value=100,
        required=False,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], "Select a place that the routine has"
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["to"] or cleaned["place"]):
            raise forms.ValidationError("Select where to move it")
        return cleaned


class LockForm(EditForm):
    locked = forms.TypedChoiceField(
        choices={"yes": "yes", "no": "no"}, coerce=lambda said: said == "yes"
    )


class TimeForm(EditForm):
    seconds = forms.IntegerField(
        min_value=1,
        max_value=3600,
        error_messages={
            "required": "Enter how many seconds it takes",
            "invalid": "Enter the seconds as a whole number",
        },
    )


class SwapForm(EditForm):
    technique = forms.CharField(
        max_length=8, error_messages={"required": "Select what to do instead"}
    )
    sides = forms.ChoiceField(choices={"one": "one", "both": "both"}, required=False)


class SettleForm(EditForm):
    """What is to become of a routine of which some is ruled out."""

    choice = forms.ChoiceField(
        choices=dict.fromkeys(["accept", "repair", "leave"]),
        error_messages={"required": "Select what to do with the routine"},
    )


class MendForm(EditForm):
    """Several edits that are made as one."""

    edits = forms.CharField(max_length=500)

    def clean_edits(self):
        try:
            read_together(self.cleaned_data["edits"])
        except ValueError:
            raise forms.ValidationError("Select what to do") from None
        return self.cleaned_data["edits"]


class SearchForm(forms.Form):
    q = forms.CharField(max_length=60, required=False)


class AddForm(EditForm):
    """A technique on a side."""

    technique = forms.CharField(max_length=8, error_messages={"required": "Select what to add"})
    side = forms.ChoiceField(choices=Step.Side.choices)


class NameForm(EditForm):
    name = forms.CharField(
        max_length=80,
        error_messages={
            "required": "Enter a name for the routine",
            "max_length": "Use at most 80 letters for the name",
        },
    )


class NoteForm(EditForm):
    note = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "Use at most 300 letters for the note"},
    )


class KeyForm(forms.Form):
    """Made with the page: sent twice, it is still one wish."""

    key = forms.UUIDField()


class AlikeForm(KeyForm):
    """How the new routine is to differ from the one that is there."""

    how = forms.ChoiceField(choices=dict.fromkeys(["another", "shorter", "longer", "gentler"]))


class ShareForm(forms.Form):
    what = forms.ChoiceField(choices=dict.fromkeys(["begin", "end"]))


class CalendarForm(forms.Form):
    """When a routine is to be done. Sent by GET: asking for a file changes nothing."""

    days = forms.MultipleChoiceField(
        label="On which days?",
        help_text="2 or 3 days a week are enough. Leave a day between them.",
        choices=list(zip(DAYS, WEEKDAYS.values(), strict=True)),
        widget=forms.CheckboxSelectMultiple({"class": "inline"}),
        error_messages={"required": "Select at least one day"},
    )
    at = forms.TimeField(
        label="At what time?",
        initial=time(18),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": "Enter a time", "invalid": "Enter a time, such as 18:30"},
    )


SCALE = [(n, str(n)) for n in range(11)]


class SessionForm(forms.ModelForm):
    """How one session went."""

    day = forms.DateField(
        label="When did you do it?",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day", "invalid": "Enter a day that exists"},
    )
    felt_before = forms.TypedChoiceField(
        label="How sore was your hip before?",
        help_text="0 is not sore at all. 10 is the worst you can think of.",
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect({"class": "inline scale-choices"}),
        error_messages={"required": "Select how sore your hip was before"},
    )
    felt_after = forms.TypedChoiceField(
        label="How sore is it now?",
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect({"class": "inline scale-choices"}),
        error_messages={"required": "Select how sore your hip is now"},
    )
    feel = forms.ChoiceField(
        label="While you did it, did anything feel sharp or electric?",
        choices=Session.Feel,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it felt while you did it"},
    )
    sides = forms.MultipleChoiceField(
        label="If it did: on which side?",
        choices={"left": "Left", "right": "Right"},
        widget=forms.CheckboxSelectMultiple({"class": "inline"}),
        required=False,
    )
    bruise = forms.ChoiceField(
        label="Do you see a new bruise?",
        choices={"no": "No", "yes": "Yes"},
        widget=forms.RadioSelect({"class": "inline"}),
        error_messages={"required": "Select whether you see a new bruise"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput({"autocomplete": "off"}))

    class Meta:
        model = Session
        fields = ("felt_before", "felt_after", "feel", "sides")

    def __init__(self, data=None, *, made_at: datetime):
        """`made_at`: when the routine was made; no session of it is older."""
        super().__init__(data, initial={"key": uuid4(), "day": timezone.localdate()})
        self.made_on = made_at.date()
        self.order_fields(["day", "felt_before", "felt_after", "feel", "sides", "bruise", "key"])

    def clean_day(self):
        """A day's margin either way: nobody's clock is asked."""
        day, margin = self.cleaned_data["day"], timedelta(days=1)
        if day > timezone.localdate() + margin:
            raise forms.ValidationError("The day must be today or in the past")
        if day < self.made_on - margin:
            raise forms.ValidationError("The day must not be before you made this routine")
        return day

    def clean(self):
        cleaned = super().clean()
        felt = cleaned.get("feel")
        if felt == Session.Feel.FINE:
            cleaned["sides"] = []
        elif felt and not cleaned.get("sides"):
            self.add_error("sides", "Select on which side you felt it")
        return cleaned

    def done_at(self) -> datetime:
        """The end of that day by UTC, or now."""
        midnight = datetime.combine(self.cleaned_data["day"], time.max, UTC)
        return min(midnight, timezone.now())
