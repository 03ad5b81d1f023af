"""What is asked about one answer: a clinician's word, and the places."""

from dataclasses import replace
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from screening.expiry import WORD_LASTS
from screening.fields import Choice, Places, Ticks
from screening.flow import agreed_regions
from screening.forms import PageForm
from screening.rulebook import CLINICIANS, NO, SIDES, Option, Question, Site, read_sites

OWN_SIDES = "Left and right are your own: left is the side of your left hand."
OLD_WORD = (
    "The day must be within the last 12 months. If it is longer ago, ask them again, and choose "
    "“No” until then"
)
USUAL_CLEARANCE = "Has a clinician who knows about this said that massage is OK?"


class ClearanceForm(PageForm):
    """Whether a clinician has said that massage is OK, for each answer that this would lift; if
    so, who it was and when."""

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        options = progress.clearable(self.question)
        said = {answer.option: answer for answer in progress.said(self.question)}
        for option in options:
            answer, about = said[option.code], _about(self.question, option)
            known = answer.cleared or self.is_fresh
            self.fields[option.code] = Choice(
                label=option.clearance_text or USUAL_CLEARANCE,
                help_text=format_html("This is about: {}.", about),
                choices=[("yes", "Yes"), (NO, "No, or I am not sure")],
                ask=f"Select yes or no for ‘{about}’",
                initial=("yes" if answer.cleared else NO) if known else None,
            )
            who, when = _who(option), _when(option)
            self.fields[who] = Choice(
                label="If yes: who was it?",
                choices=CLINICIANS.items(),
                required=False,
                initial=answer.cleared_by,
            )
            self.fields[when] = forms.DateField(
                label="If yes: when did they say so?",
                help_text="The day, as near as you know it.",
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                required=False,
                initial=answer.cleared_on,
                error_messages={"invalid": "Enter a day that exists"},
            )
        _head(self, options, "Has a clinician said that massage is OK?")
        self.options = options

    def clean(self):
        cleaned = super().clean()
        for option in self.options:
            who, when = _who(option), _when(option)
            if cleaned.get(option.code) != "yes":
                self.errors.pop(who, None)
                self.errors.pop(when, None)
                continue
            if who not in self.errors and not cleaned.get(who):
                self.add_error(who, "Select who said that massage is OK")
            if when not in self.errors:
                self._check_day(when, cleaned.get(when))
        return cleaned

    def _check_day(self, when, day):
        """A day's margin: nobody's clock is asked."""
        today = timezone.localdate()
        if not day:
            self.add_error(when, "Enter the day when they said so")
        elif day > today + timedelta(days=1):
            self.add_error(when, "The day must be today or in the past")
        elif day < today - WORD_LASTS:
            self.add_error(when, OLD_WORD)

    def answers(self):
        told = self.cleaned_data
        open_to_a_word = {option.code: option for option in self.options}
        for answer in self.progress.said(self.question):
            option = open_to_a_word.get(answer.option)
            is_cleared = bool(option) and told[option.code] == "yes"
            yield replace(
                answer,
                cleared=is_cleared,
                cleared_by=told[_who(option)] if is_cleared else "",
                cleared_on=told[_when(option)] if is_cleared else None,
            )


def _who(option: Option) -> str:
    return f"{option.code}-who"


def _when(option: Option) -> str:
    return f"{option.code}-when"


class WhereForm(PageForm):
    """On which sites, for each answer for which that matters."""

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        placed = progress.placed(self.question)
        title = self.question.sites_text or "Where is it?"
        for answer, option in placed:
            label = title if len(placed) == 1 else _about(self.question, option)
            self.fields[option.code] = field = self._field(label, answer, option)
            if len(placed) == 1 and not agreed_regions(option):
                about = _about(self.question, option)
                field.help_text = format_html("This is about: {}. {}", about, field.help_text)
        self.is_wide = any(isinstance(field.widget, Places) for field in self.fields.values())
        _head(self, [option for _, option in placed], title)

    def _field(self, label, answer, option):
        if agreed := agreed_regions(option):
            return self._agreed(label, answer, agreed)
        about = _about(self.question, option)
        if self.question.sites == "side":
            return Ticks(
                label=label,
                help_text=OWN_SIDES,
                choices=[(side, side.capitalize()) for side in SIDES],
                ask=f"Select left, right or both for ‘{about}’",
                initial=sorted({site.side for site in answer.sites}),
            )
        regions = self.progress.rulebook.regions.items()
        return Ticks(
            label=label,
            help_text=f"{OWN_SIDES} Tick every place.",
            choices=[
                (f"{code}/{side}", f"{name}, {side}") for code, name in regions for side in SIDES
            ],
            widget=Places,
            ask=f"Select at least one place for ‘{about}’",
            initial=[str(site) for site in answer.sites],
        )

    def _agreed(self, label, answer, agreed):
        """Regions that stay off unless they are ticked, each on both sides."""
        names = self.progress.rulebook.regions
        both = {r for r in agreed if all(Site(r, side) in answer.sites for side in SIDES)}
        field = forms.MultipleChoiceField(
            label=label,
            help_text="What you do not tick is left out.",
            choices=[(region, names[region]) for region in agreed if region in names],
            widget=forms.CheckboxSelectMultiple,
            required=set(agreed) >= set(names),
            initial=sorted(both),
        )
        field.error_messages["required"] = "Select at least one place that you agreed on"
        return field

    def answers(self):
        options = {option.code: option for _, option in self.progress.placed(self.question)}
        rules = self.progress.rulebook
        for answer in self.progress.said(self.question):
            sites = answer.sites
            if option := options.get(answer.option):
                told = self.cleaned_data[option.code]
                off = agreed_regions(option)
                # What is agreed only when named leaves every other place as it is.
                told = [*told, *(r for r in rules.regions if r not in off)] if off else told
                sites = read_sites(told, rules.regions)
            yield replace(answer, sites=sites)


def _head(form: PageForm, options: list[Option], heading: str) -> None:
    """One field is the page's heading itself; several have one above them."""
    if len(options) == 1:
        form.fields[options[0].code].is_heading = True
    else:
        form.heading = heading


def _about(question: Question, option: Option) -> str:
    return question.name if len(question.options) == 1 else f"{question.name} ({option.label})"
