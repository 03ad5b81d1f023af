"""What a person sees when something went wrong: what happened, what is safe, what to do."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from psycopg_pool import PoolTimeout

from screening.rulebook import EndlessQuestions

LOST_DATABASE = (OperationalError, InterfaceError, PoolTimeout)


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def nothing_to_see(request, allow):
    """The address takes other methods than this one: those of `allow`."""
    page = render(request, "errors/405.html", status=405)
    page.headers["Allow"] = allow
    return page


def too_many(request, exception=None):
    return render(request, "errors/429.html", status=429)


def stale_form(request, reason=""):
    """A form whose CSRF token is gone or wrong: mostly a session that ended in another tab."""
    return render(request, "errors/stale_form.html", status=403)


def server_error(request):
    """A page that needs no database, with the reason where that is known.

    A lost database passes. Rules that lead round in a circle were written past admin and
    `load_content`, which refuse them; until somebody mends them, nothing can be asked or judged.
    """
    error = sys.exc_info()[1]
    if isinstance(error, LOST_DATABASE):
        return _last_resort("503", 503, headers={"Retry-After": "30"})
    if isinstance(error, EndlessQuestions):
        return _last_resort("endless_questions", 503, circle=error.circle)
    return _last_resort("500", 500)


def _last_resort(name: str, status: int, headers=None, **context) -> HttpResponse:
    """Rendered without the request, whose context may need what is broken."""
    context["emergency_numbers"] = settings.EMERGENCY_NUMBERS
    page = get_template(f"errors/{name}.html").render(context)
    return HttpResponse(page, status=status, headers=headers)
