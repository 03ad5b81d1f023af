"""What is asked about one answer: a clinician's word, and the places."""

from django import forms
from django.utils.html import format_html

from screening.fields import Choice, Places, Ticks
from screening.flow import agreed_regions
from screening.forms import PageForm
from screening.rulebook import NO, SIDES, Answer, Option, Question, Site, read_sites

OWN_SIDES = "Left and right are your own: left is the side of your left hand."
USUAL_CLEARANCE = "Has a clinician who knows about this said that massage is OK?"


class ClearanceForm(PageForm):
    """Whether a clinician has said that massage is OK, for each answer that this would lift."""

    def __init__(self, progress, page, data=None):
        super().__init__(progress, page, data)
        options = progress.clearable(self.question)
        cleared = {a.option: a.cleared for a in progress.said(self.question)}
        for option in options:
            known = cleared[option.code] or self.is_fresh
            field = Choice(
                label=option.clearance_text or USUAL_CLEARANCE,
                help_text=format_html("This is about: {}.", _about(self.question, option)),
                choices=[("yes", "Yes"), (NO, "No, or I am not sure")],
                ask=f"Select yes or no for ‘{_about(self.question, option)}’",
                initial=("yes" if cleared[option.code] else NO) if known else None,
            )
            self.fields[option.code] = field
        _head(self, options, "Has a clinician said that massage is OK?")

    def answers(self):
        for answer in self.progress.said(self.question):
            cleared = self.cleaned_data.get(answer.option) == "yes"
            yield Answer(answer.question, answer.option, answer.sites, cleared)


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
            yield Answer(answer.question, answer.option, sites, answer.cleared)


def _head(form: PageForm, options: list[Option], heading: str) -> None:
    """One field is the page's heading itself; several have one above them."""
    if len(options) == 1:
        form.fields[options[0].code].is_heading = True
    else:
        form.heading = heading


def _about(question: Question, option: Option) -> str:
    return question.name if len(question.options) == 1 else f"{question.name} ({option.label})"
