"""Sites as people write them, and what a rulebook finds in itself."""

import pytest

from screening.rulebook import SIDES, Site, read_sites
from tests.screening.invented import (
    LEFT_HIP,
    LEFT_KNEE,
    RIGHT_HIP,
    RIGHT_KNEE,
    option,
    question,
    rulebook,
)


@pytest.mark.parametrize(
    ("texts", "sites"),
    [
        ([], set()),
        (["hip/left"], {LEFT_HIP}),
        (["left"], {LEFT_HIP, LEFT_KNEE}),
        (["/left"], {LEFT_HIP, LEFT_KNEE}),
        (["hip"], {LEFT_HIP, RIGHT_HIP}),
        (["hip/"], {LEFT_HIP, RIGHT_HIP}),
        (["knee/right", "hip/left", "hip/left"], {LEFT_HIP, RIGHT_KNEE}),
        ([LEFT_KNEE], {LEFT_KNEE}),
    ],
)
def test_a_site_is_a_region_a_side_or_both(texts, sites):
    assert read_sites(texts, iter(["hip", "knee"])) == sites


@pytest.mark.parametrize("text", ["ear", "hip/up", "ear/left", "left/left", "hip/left/left", None])
def test_a_site_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=f"^There is no site '{text}'.$"):
        read_sites([text], ["hip", "knee"])


@pytest.mark.parametrize("text", ["", "/"])
def test_a_site_names_something(text):
    with pytest.raises(ValueError, match="^A site needs a region, a side or both.$"):
        read_sites(["hip", text], ["hip", "knee"])


def test_a_site_is_written_as_it_is_read():
    assert str(LEFT_HIP) == "hip/left"


def test_a_rulebook_knows_its_sites_sections_and_options():
    sore, giver = question("sore", option("a"), option("b")), question("giver", section="partner")
    rules = rulebook(sore, giver)

    assert rules.sites == {Site(region, side) for region in ("hip", "knee") for side in SIDES}
    assert [rules.section_of(one).slug for one in (sore, giver)] == ["conditions", "partner"]
    assert rules.questions_in("conditions") == [sore]
    assert (sore.option("b"), sore.option("c")) == (sore.options[1], None)
