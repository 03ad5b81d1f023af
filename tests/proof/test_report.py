"""The report: what it is a proof of, the command that writes it, the page that shows it."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from routines import proven
from routines.content import catalogue
from routines.management.commands import prove_gate
from routines.models import Technique
from routines.proof.space import Tally
from routines.proof.whole import CHECKS, digest, prove
from screening.content import rulebook
from screening.models import Restriction
from tests.elements import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick(monkeypatch):
    """Instead of minutes of proving, what comes of it: a tally for each check."""
    tallies = {name: Tally(1000, 25_000) for name in CHECKS}
    monkeypatch.setattr(prove_gate, "prove", lambda *args: tallies)
    monkeypatch.setattr(prove_gate, "shares", lambda space: {name: {"clear": 3} for name in SHARES})
    return tallies


SHARES = ("said", "cleared", "not sure", "said in pairs")


@pytest.fixture
def var(settings, tmp_path):
    """A var/ folder in which no proof was made yet, on a site that came without one."""
    settings.VAR_DIR = tmp_path
    return tmp_path


def run(var, **options):
    call_command("prove_gate", output=var / "proof.json", verbosity=0, **options)
    return json.loads((var / "proof.json").read_text())


def page(client):
    response = client.get(reverse("routines:proof"))
    assert response.status_code == 200
    return read(response).text


def test_what_is_shipped_is_proven():
    """A change of rules, hazards or techniques needs a new proof."""
    shipped = json.loads(proven.SHIPPED.read_text())

    assert shipped["digest"] == digest(rulebook(), catalogue()), (
        "The rules or techniques changed since fixtures/proof.json was made: "
        "run `make prove` and commit that file with them."
    )
    assert shipped["faults"] == []
    assert set(shipped["checks"]) == set(CHECKS)


def test_words_may_change_and_rules_may_not():
    rules, techniques = rulebook(), catalogue()
    age = rules.questions["co_age"]

    def changed(question):
        return replace(rules, questions={**rules.questions, "co_age": question})

    reworded = changed(replace(age, text="What is your age?"))
    speechless = changed(replace(age, message=""))
    milder = changed(replace(age, options=age.options[1:]))

    before = digest(rules, techniques)
    assert digest(reworded, techniques) == before
    assert before not in (digest(speechless, techniques), digest(milder, techniques))


def test_the_command_writes_what_it_found(var, quick):
    report = run(var)

    assert report["digest"] == digest(rulebook(), catalogue())
    assert report["checks"]["pairs"] == {"checked": 1000, "stands_for": 25_000}
    assert report["faults"] == []
    clot = next(s for s in report["stops"] if (s["question"], s["option"]) == ("co_clot", "past"))
    assert clot["outcome"] == "consult"
    assert set(clot["sources"]) == {"W11", "W9", "W2", "W3"}


def test_the_command_fails_where_the_promise_is_broken(var, quick):
    quick["pairs"].faults.append("rg_bruise=large: s4 left: presses buttock/left")

    with pytest.raises(CommandError, match="presses buttock/left"):
        run(var)

    assert json.loads((var / "proof.json").read_text())["faults"]


def test_the_parts_are_put_together(content):
    """In two processes, as `prove_gate` does it; only what is quick."""
    told = []

    tallies = prove(*content, 2, told.append, checks=["closed"])

    assert tallies["closed"].checked > 1000
    assert len(told) == 2


def test_the_page_shows_the_proof_that_was_shipped(client, var):
    text = page(client)

    assert "Nothing was found that breaks the promise" in text
    assert "Every three answers" in text


def test_the_page_prefers_the_proof_that_was_made_here(client, var, quick):
    run(var)

    assert "25,000" in page(client)


def test_the_page_says_so_if_the_rules_changed_since(client, var, quick):
    run(var)
    Restriction.objects.filter(limit=3).first().delete()

    text = page(client)
    assert "changed since the last proof" in text
    assert "manage.py prove_gate" in text
    assert "Nothing was found" not in text


def test_a_new_technique_is_not_covered_by_the_old_proof(client, var):
    Technique.objects.filter(code="m5").update(pressure_max=6)

    assert "changed since the last proof" in page(client)


def test_the_page_says_so_if_nothing_was_ever_proven(client, var, monkeypatch):
    monkeypatch.setattr(proven, "SHIPPED", var / "none.json")
    (var / "proof.json").write_text("not JSON")

    assert "No proof was made yet" in page(client)


def test_the_page_shows_a_proof_that_failed(client, var, quick):
    quick["plans"].faults.append("m1 left, a step: barred")
    with pytest.raises(CommandError):
        run(var)

    text = page(client)
    assert "The proof failed" in text
    assert "m1 left, a step: barred" in text
