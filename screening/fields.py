"""The questionnaire's form fields: nothing is chosen beforehand, and 'none' excludes the rest."""

from django import forms

from anatomy.bodymap.picture import Mark
from screening.places import shape_of, site_mark
from screening.rulebook import SIDES, Site

NONE = "none"
# Answers no longer than this stand beside each other: 'I am not sure'.
SHORT = 13


class OneChoice(forms.RadioSelect):
    """Radios. A field that was sent twice says nothing."""

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name)
        return values[0] if len(values) == 1 else None


class Places(forms.CheckboxSelectMultiple):
    """Sites (`buttock/left`, called `Buttock, left`) in a table, left beside right, and as shapes
    of the body map. A region that the map does not have is in the table alone.
    """

    template_name = "screening/widgets/places.html"
    hint = "Tap each place in the picture, or tick it in the list. Tap again to take it back."
    is_late = False  # whether the pictures may come once they are seen

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        for option in options:
            option["site"] = site = Site(*str(option["value"]).split("/"))
            option["region"], _, option["side"] = option["label"].rpartition(", ")
            option["slug"] = shape_of(site.region)
        context["rows"] = [
            options[at : at + len(SIDES)] for at in range(0, len(options), len(SIDES))
        ]
        context["marks"] = [_mark(option) for option in options]
        return context | {"hint": self.hint, "is_late": self.is_late}


def _mark(option) -> Mark:
    reason = option.get("reason")
    label = f"{option['label']}: {reason}" if reason else option["label"]
    state = "off-limits" if reason else ""
    return site_mark(option["site"], label, control=option["attrs"]["id"], state=state)


class Ticks(forms.MultipleChoiceField):
    """Ticks of which at least one is needed. 'None', if it is offered, excludes the others."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, none_label="", ask="Select what applies to you", **kwargs):
        if none_label:
            kwargs["choices"] = [*kwargs["choices"], (NONE, none_label)]
            ask = f"{ask}, or select ‘{none_label}’"
        super().__init__(**kwargs)
        self.none_label = none_label
        self.error_messages["required"] = ask
        self.error_messages["invalid_choice"] = "Select only from the answers on this page"

    def clean(self, value):
        ticked = list(dict.fromkeys(super().clean(value)))
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError(
                f"Select what applies to you, or only ‘{self.none_label}’, not both"
            )
        return ticked


class Choice(forms.ChoiceField):
    """One answer of a few, none chosen beforehand."""

    widget = OneChoice

    def __init__(self, *, ask="Select one answer", **kwargs):
        super().__init__(**kwargs)
        if all(len(label) <= SHORT for _, label in self.choices):
            self.widget.attrs["class"] = "inline"
        self.error_messages["required"] = ask
        self.error_messages["invalid_choice"] = "Select one of the answers on this page"
