"""The words of the site are plain, and what measures them would notice if they were not."""

import pytest

from tests import readability

HARD = (
    "Interdisciplinary physiotherapeutic consultation necessitates contraindicated manipulation. "
)


def test_nothing_is_too_hard_to_read():
    assert readability.too_hard() == []


@pytest.mark.parametrize(
    "template",
    [
        f"<p>{HARD * 3}</p>",
        f"<p>{{% if one %}}<b>{HARD}</b>{{% endif %}}{HARD * 2}{{{{ value }}}}</p>",
        f"{{# a note #}}<h1>Hello</h1><div>{HARD * 3}</div>",
    ],
)
def test_a_hard_text_is_found_in_a_template(monkeypatch, tmp_path, template):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(template)
    monkeypatch.setattr(readability, "ROOT", tmp_path)

    [fault] = [fault for fault in readability.too_hard() if "waived" not in fault]

    assert fault.startswith("page.html: Interdisciplinary")


def test_a_hard_text_and_a_hard_file_are_found_in_the_content(monkeypatch, tmp_path):
    (tmp_path / "fixtures").mkdir()
    entry = "- {{model: x, fields: {{slug: s{}, text: '{}'}}}}\n"
    (tmp_path / "fixtures" / "notes.yaml").write_text(
        "".join(entry.format(number, HARD * 3) for number in range(5))
    )
    monkeypatch.setattr(readability, "ROOT", tmp_path)

    faults = [fault for fault in readability.too_hard() if "waived" not in fault]

    assert [fault.partition(": ")[0] for fault in faults] == [
        "notes.yaml",
        *(f"notes/s{number}" for number in range(5)),
    ]


def test_a_waiver_that_nothing_needs_is_found(monkeypatch, tmp_path):
    (tmp_path / "waived.yaml").write_text("- {where: 'nowhere: text', why: Nothing.}\n")
    monkeypatch.setattr(readability, "WAIVED", tmp_path / "waived.yaml")

    assert "nowhere: text: waived, but plain enough or gone" in readability.too_hard()


def test_what_a_template_says_is_read_as_people_see_it():
    said = readability.blocks(
        '<style>a</style><p class="a">Press <a href="{% url "b" %}">here</a>, {{ name }}.</p>'
        "{% if two %}<p>One</p>{% else %}<p>Two &amp; three</p>{% endif %}"
    )

    assert [block for block in said if block] == ["Press here, it.", "One", ".", "Two & three"]
