"""What Lighthouse says of the site, as it is served to people: `python -m tests.lighthouse [page…]`

A phone on slow 4G, as Lighthouse means by default. Run it on a database of its own
(`make lighthouse`): somebody with finished answers and a routine is put into it. Fails if a page
is below the limits of LIMITS.

Lighthouse takes the machine to be some four times as fast as a phone, as one is that it measures
at 1,000 to 2,000 ("machine"). On a slower one, or beside other work, all that is in seconds looks
slower than it is: the first line is a page with nothing but a heading, which has no limits.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = ROOT / "var/lighthouse/node_modules/.bin/lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"
SCORES = {
    "performance": "speed",
    "accessibility": "access",
    "best-practices": "practice",
    "seo": "seo",
}
# Each column: what is best, what is still good enough, and how it is written.
LIMITS = {
    **dict.fromkeys(SCORES.values(), (">=", 98, "{:.0f}")),
    "LCP s": ("<", 1.0, "{:.2f}"),
    "CLS": ("<=", 0, "{:.3f}"),
    "TBT ms": ("<=", 0, "{:.0f}"),
    "KB": ("<=", 40, "{:.1f}"),
    "requests": ("<=", 6, "{:.0f}"),
}
TRIES = 3
Found = dict[str, float]


def pages() -> tuple[dict[str, str], str]:
    """The pages to look at, and the cookie of somebody who may see them all."""
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse

    from tests.people import WELL, known, visits
    from tests.routines.people import build

    client = Client(SERVER_NAME="127.0.0.1")
    visits(client, known(WELL))
    routine = build(client)
    found = {
        "home": reverse("home"),
        "muscle": reverse("anatomy:muscle", args=["piriformis"]),
        "technique": reverse("routines:technique", args=["own-hands-glutes"]),
        "question": reverse("screening:section", args=["conditions"]),
        "builder": reverse("routines:new"),
        "routine": reverse("routines:routine", args=[routine.pk]),
    }
    return found, client.cookies.output(header="", attrs=[], sep=";").strip()


@contextmanager
def served() -> Iterator[str]:
    """The site as `make run` serves it, on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = ["granian", "--interface", "wsgi", "--no-ws", "--port", str(port), "--workers", "1"]
    granian = Path(sys.executable).with_name(command[0])
    server = subprocess.Popen(
        [granian, *command[1:], "--log-level", "error", "hipcare.wsgi:application"]
    )
    try:
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except URLError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


class Nothing(BaseHTTPRequestHandler):
    """A page on which nothing can take long."""

    page = (
        b"<!doctype html><html lang=en><meta charset=utf-8><title>Nothing</title>"
        b"<meta name=viewport content='width=device-width'><h1>Nothing</h1>"
    )

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:
        pass


def look_at_nothing() -> dict:
    """Lighthouse's report on a page with a heading alone: what else it finds is the machine's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Nothing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        told = look(f"http://127.0.0.1:{server.server_port}/", "")
        server.shutdown()
    return told


def look(address: str, cookie: str) -> dict:
    """Lighthouse's report on a page. The page was asked for before, as most have been."""
    from tests.journeys.browser import UNSEEN_PAGES, find_browser

    flags = f"{FLAGS} --disable-features={','.join(UNSEEN_PAGES)}"
    urlopen(Request(address, headers={"Cookie": cookie})).close()
    with tempfile.TemporaryDirectory() as folder:
        headers, report = Path(folder, "headers.json"), Path(folder, "report.json")
        headers.write_text(json.dumps({"Cookie": cookie}))
        command = [
            LIGHTHOUSE, address, "--quiet", f"--chrome-flags={flags}", "--output=json",
             f"--output-path={report}", f"--extra-headers={headers}",
             f"--only-categories={','.join(SCORES)}",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": find_browser() or ""}
        for _ in range(TRIES):  # on a busy machine the browser may miss its own start
            if not subprocess.run(command, env=environment).returncode:
                return json.loads(report.read_text())
    sys.exit(f"Lighthouse could not look at {address}.")


def loaded(told: dict) -> list[dict]:
    """All that came with the page, but for pictures and its icon."""
    return [
        item
        for item in told["audits"]["network-requests"]["details"]["items"]
        if not item["mimeType"].startswith("image/")
    ]


def figures(told: dict) -> Found:
    audits, came = told["audits"], loaded(told)
    return {
        **{name: told["categories"][key]["score"] * 100 for key, name in SCORES.items()},
        "LCP s": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "CLS": audits["cumulative-layout-shift"]["numericValue"],
        "TBT ms": audits["total-blocking-time"]["numericValue"],
        "KB": sum(item["transferSize"] for item in came) / 1024,
        "requests": len(came),
    }


def complaints(told: dict) -> list[str]:
    """What Lighthouse would have better, and what came along if that is too much."""
    weighed = [one for name in SCORES for one in told["categories"][name]["auditRefs"]]
    counted = {one["id"] for one in weighed if one["weight"]}
    found = [
        f"{audit['title']} ({audit.get('displayValue') or name})"
        for name, audit in told["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]
    came = figures(told)
    if not (is_good("KB", came["KB"]) and is_good("requests", came["requests"])):
        found += [
            f"{item['transferSize'] / 1024:6.1f} KB {item.get('resourceType')} {item['url'][:90]}"
            for item in loaded(told)
        ]
    return found


def is_good(name: str, value: float) -> bool:
    how, limit, _ = LIMITS[name]
    return {">=": value >= limit, "<=": value <= limit, "<": value < limit}[how]


def written(found: Found) -> list[str]:
    return [LIMITS[name][2].format(value) for name, value in found.items()]


def speed_of_machine(told: dict) -> str:
    return f"{told['environment']['benchmarkIndex']:.0f}"


def main(wanted: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hipcare.settings")
    addresses, cookie = pages()
    row, is_fine = "{:<10}" + "{:>10}" * (len(LIMITS) + 1), True
    print(row.format("page", *LIMITS, "machine"))
    print(row.format("limit", *(f"{how} {limit:g}" for how, limit, _ in LIMITS.values()), ""))
    nothing = look_at_nothing()
    print(row.format("(nothing)", *written(figures(nothing)), speed_of_machine(nothing)))
    with served() as site:
        for page in wanted or addresses:
            told = look(site + addresses[page], cookie)
            found, better = figures(told), complaints(told)
            good = {name: is_good(name, value) for name, value in found.items()}
            is_fine &= all(good.values())
            said = (v + " !" * (not good[n]) for n, v in zip(found, written(found), strict=True))
            print(row.format(page, *said, speed_of_machine(told)), flush=True)
            for one in better:
                print(f"    {one}")
    return int(not is_fine)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
