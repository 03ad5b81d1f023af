"""The whole proof, shared out among processes, and what it is a proof of."""

import json
import os
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from routines.catalogue import Catalogue
from routines.proof.checks import pairs, places, singles, situations, sums, triples
from routines.proof.closed import closed
from routines.proof.plans import plans
from routines.proof.space import Space, Tally
from screening.rulebook import Mode, Rulebook

# In the order in which the report tells them; the number of parts of the long ones.
CHECKS: dict[str, tuple[Callable[..., Tally], int]] = {
    "singles": (singles, 1),
    "situations": (situations, 1),
    "places": (places, 1),
    "sums": (sums, 8),
    "pairs": (pairs, 8),
    "triples": (triples, 1),
    "plans": (plans, 8),
    "closed": (closed, 1),
}

_held: dict[str, tuple[Rulebook, Catalogue]] = {}


def prove(
    rulebook: Rulebook,
    catalogue: Catalogue,
    workers: int,
    tell: Callable[[str], object],
    checks: Collection[str] = tuple(CHECKS),
) -> dict[str, Tally]:
    """These checks in both modes. `tell` is told how far it is."""
    tasks = [
        (name, mode, part, CHECKS[name][1])
        for name in checks
        for mode in Mode
        for part in range(CHECKS[name][1])
    ]
    tallies = {name: Tally() for name in checks}
    # Spawned, not forked: a copied database connection is of no use to two.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _hold, (rulebook, catalogue)) as pool:
        # The long ones first, so that none is left alone at the end.
        tasks.sort(key=lambda task: -task[3])
        running = {pool.submit(_run, *task): task for task in tasks}
        for done, future in enumerate(as_completed(running), 1):
            name, mode, *_ = running[future]
            tallies[name] += future.result()
            tell(f"{done} of {len(tasks)}: {name}, {mode}")
    return tallies


def _hold(rulebook: Rulebook, catalogue: Catalogue) -> None:
    _held["content"] = (rulebook, catalogue)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Else a process whose parent was killed waits for work for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _run(name: str, mode: Mode, part: int, parts: int) -> Tally:
    check, _ = CHECKS[name]
    return check(_space(mode), part, parts)


@cache
def _space(mode: Mode) -> Space:
    return Space(*_held["content"], mode)


# Words that are said and decide nothing: of these the proof only needs that there are some, so
# that an admin may mend a sentence and keep the proof. Any other field counts in full.
WORDS = {"advice", "changes", "cleared_message", "clearance_text", "hint", "label", "layout"}
WORDS |= {"message", "name", "no_after", "no_label", "none_label", "partner_text", "reason"}
WORDS |= {"short_title", "sites_text", "slug", "text", "title", "version", "why"}


def digest(rulebook: Rulebook, catalogue: Catalogue) -> str:
    """The same for all content that decides the same, wherever it was loaded."""
    said = json.dumps([_plain(rulebook), _plain(catalogue)], sort_keys=True)
    return sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        every = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {name: bool(one) if name in WORDS else _plain(one) for name, one in every}
    if isinstance(value, Mapping):  # of things, or of their names
        return [[key, isinstance(one, str) or _plain(one)] for key, one in value.items()]
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
