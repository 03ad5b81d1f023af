"""What the forms have in common with which a list of content is searched and narrowed."""

from django import forms


class Filter(forms.Form):
    """Which rows to show. Every field may be empty."""

    q = forms.CharField(label="Search", max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.error_messages["invalid_choice"] = f"Choose '{field.label}' from the list"
