"""What the look promises on every page: it shows where you are, holds still, can be enlarged."""

import pytest

from tests.journeys.accessibility import find_violations

# One of each kind: a start, a long list, an article, a form, a table, cards.
PATHS = [
    "/",
    "/muscles/",
    "/techniques/",
    "/techniques/ball-glutes-piriformis/",
    "/guide/",
    "/safety/emergency/",
    "/safety/when-not-to-massage/",
    "/account/signup/",
]
# Where the focus is: whether it can be seen, and what of the page covers it.
FOCUS = """() => {
    const at = document.activeElement, shown = at.closest("label, .card") ?? at;
    const box = at.getBoundingClientRect(), marked = [at, shown, ...shown.querySelectorAll("*")];
    const ringed = marked.some(one => [null, "::after"].some(part => {
        const style = getComputedStyle(one, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    })) || at.closest("svg") !== null;
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        words: at.outerHTML.slice(0, 80),
        left: at === document.body || at === document.documentElement,
        seen: ringed && y > 0 && y < innerHeight,
        covered: !(top && (at.contains(top) || top.contains(at) || shown.contains(top))),
    };
}"""


@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/?sent=1"])
def test_axe_finds_nothing_in_any_part_in_any_state(page, settings, path):
    settings.DEBUG = True
    page.goto(path)

    assert page.locator("h1").inner_text() == "Styleguide"
    assert find_violations(page) == []
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", PATHS)
def test_the_tab_key_shows_where_it_is_and_nothing_covers_it(page, path):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(path)

    places = []
    for _ in range(40):
        page.keyboard.press("Tab")
        places.append(page.evaluate(FOCUS))
        if places[-1]["left"]:
            break

    lost = [at for at in places if not at["left"] and (at["covered"] or not at["seen"])]
    assert lost == []
    assert len(places) > 5


def test_nothing_moves_while_a_page_arrives(page):
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shifts += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    moved = {}
    for path in PATHS:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        moved[path] = page.evaluate("window.shifts")

    assert moved == dict.fromkeys(PATHS, 0)


def test_letters_of_twice_the_size_fit(page):
    page.set_viewport_size({"width": 640, "height": 600})
    widths = {}
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(PATHS, 640)


@pytest.mark.parametrize("path", PATHS)
def test_no_name_is_given_twice_and_headings_are_in_order(page, path):
    page.goto(path)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
    )

    assert sorted(ids) == sorted(set(ids))
    assert levels[0] == 1
    assert [one for one, after in zip(levels, levels[1:], strict=False) if after > one + 1] == []
