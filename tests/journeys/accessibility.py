"""What axe finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe

# axe leaves this rule out unless asked: what is pressed must be 24 pixels high and wide.
ALL = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def find_violations(page) -> list[dict]:
    """By every rule in light, and by that of colours in dark too: nothing else differs there."""
    page.emulate_media(color_scheme="light")
    light = Axe().run(page, options=ALL).response["violations"]
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options=COLOURS).response["violations"]
    return [{"scheme": "light"} | one for one in light] + [{"scheme": "dark"} | one for one in dark]
