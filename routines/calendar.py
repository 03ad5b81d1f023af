"""A routine's times as a calendar file. It says nothing that a lock screen must not show."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from math import ceil

from icalendar import Calendar, Event

# As RFC 5545 writes them, Monday first.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TITLE = "Time for myself"


def make_calendar(
    *,
    uid: str,
    url: str,
    days: Collection[str],
    at: time,
    first: date,
    last: date,
    seconds: int,
    stamp: datetime,
    about: str,
) -> bytes | None:
    """Once on each of these weekdays, from the first day to the last, for so many seconds.

    `at`: on whatever clock the person goes by. `about`: the text below the title. None if not
    one of the days comes in time.
    """
    wanted = [day for day in DAYS if day in days]
    start = next(
        (
            day
            for day in map(first.__add__, map(timedelta, range(7)))
            if DAYS[day.weekday()] in days
        ),
        None,
    )
    if start is None or start > last:
        return None
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", datetime.combine(start, at))
    event.add("duration", timedelta(minutes=ceil(seconds / 60)))
    event.add(
        "rrule", {"freq": "weekly", "byday": wanted, "until": datetime.combine(last, time.max)}
    )
    event.add("summary", TITLE)
    event.add("description", about)
    event.add("url", url)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Hipcare//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
