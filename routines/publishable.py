"""What must be known of a technique before anybody is given it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def find_gaps(said: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """What keeps a technique from being in use, each as the field to mend and the reason.

    `said`: the technique's fields by name; relations as anything that is empty if they are.
    """
    if not (said["touches"] or said["loads"] or said["whole_leg"]):
        yield (
            "touches",
            "Say which regions it presses or moves, or that it moves the whole leg: rules bar "
            "by regions.",
        )
    if not said["hazards_reviewed"]:
        yield (
            "hazards_reviewed",
            "Go through all hazards and tick that you did: one left out keeps nobody from it.",
        )
    if said["kind"] == "massage" and not said["pressure_max"]:
        yield "pressure_max", "Massage presses: say how hard, 1 to 6."
    if not said["seconds_max"]:
        yield "seconds_max", "Say for how long it is done."
    if not said["dose"]:
        yield "dose", "Say in words how much of it is done."
    if not said["positions"]:
        yield "positions", "Say in which position it is done, of those in use."
    if not said["tools"]:
        yield "tools", "Say what it is done with, of the tools in use."
    if not said["sources"]:
        yield "sources", "Name the sources that it rests on."
    if not said["reviewed_on"]:
        yield "reviewed_on", "Say when its text, dose and hazards were last gone through."
    elif said["reviewed_on"] > today:
        yield "reviewed_on", "A review cannot have been on a day that is still to come."
