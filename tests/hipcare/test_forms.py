"""How every form is written: a label or legend, the hint, the error, then the control."""

from django import forms
from django.template.loader import render_to_string

from tests.elements import read


class Questions(forms.Form):
    sore = forms.ChoiceField(
        label="Is it sore?",
        help_text="Today.",
        choices={"yes": "Yes", "no": "No"},
        widget=forms.RadioSelect,
    )
    signs = forms.MultipleChoiceField(
        choices={"hot": "A hot vein", "none": "None of these"},
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(help_text="What you call it.", max_length=4)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_group_of_choices_has_its_question_as_legend_and_its_hint_tied_to_it():
    fieldset = read(str(Questions())).find("fieldset")[0]

    assert fieldset.find("legend")[0].text == "Is it sore?"
    assert fieldset.attrs["aria-describedby"] == "id_sore_helptext"
    assert fieldset.find("div", id="id_sore_helptext")[0].text == "Today."
    assert [label.text for label in fieldset.find("label")] == ["Yes", "No"]
    assert not any("checked" in i.attrs for i in fieldset.find("input"))


def test_none_of_these_comes_after_an_or():
    signs = read(str(Questions())).find("fieldset")[1]

    assert signs.text == "Signs A hot vein or None of these"
    assert not read(str(Questions())).find("fieldset")[0].find("p", class_="or")


def test_an_error_stands_beside_its_field_and_is_read_out_with_it():
    form = Questions({"sore": "yes", "signs": ["hot"], "name": "too long"})
    name = read(str(form)).find("div", class_="invalid")[0]
    field = name.find("input")[0].attrs

    assert field["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert field["aria-invalid"] == "true"
    assert field["value"] == "too long"
    assert name.find("ul", id="id_name_error")[0].text.startswith("Error: Ensure")


def test_the_summary_links_each_error_to_its_control():
    form = Questions({"name": "ok"})
    form.add_error(None, "The two do not go together.")
    summary = read(render_to_string("error_summary.html", {"form": form}))

    assert [li.text for li in summary.find("li")][0] == "The two do not go together."
    assert [a.attrs["href"] for a in summary.find("a")] == ["#id_sore_0", "#id_signs_0"]
    assert "autofocus" in summary.find("div", class_="error-summary")[0].attrs


def test_a_question_can_be_the_heading_of_its_page():
    form = Questions()
    form.fields["sore"].is_heading = form.fields["name"].is_heading = True
    page = read(str(form))

    assert page.find("legend")[0].find("h1")[0].text == "Is it sore?"
    assert page.find("h1")[1].find("label")[0].text == "Name"
