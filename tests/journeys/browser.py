"""Find the browser for the journeys; run as a program, install one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The address bar's two lists are pages of their own, which every window loads though nobody sees
# them.
UNSEEN_PAGES = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The path of $CHROMIUM_PATH or of a browser on PATH; None means Playwright's own."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def has_own() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def install_by_apt() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for order in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet=2", *order], env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    if find_browser() or has_own():
        return
    print("Installing a browser for the tests.", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        install_by_apt()
    if not find_browser():
        own = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
        if own.returncode:
            sys.exit("No browser could be installed: name one in CHROMIUM_PATH.")


if __name__ == "__main__":
    main()
