"""What every answer of the site carries, whatever view made it."""

from django.http import HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from hipcare.errors import nothing_to_see

# Everything that a page could ask a browser for, and this site never does.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def harden(get_response):
    """Add the headers that Django has no setting for; keep personal pages out of every cache.

    A page is personal unless its view said how long it may be kept (`anatomy.pages.public`).
    """

    def middleware(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def explain(get_response):
    """Give who opens an address that only a form sends to a page: Django's answer is empty.

    A form that was refused leaves its address in the browser's address bar.
    """

    def middleware(request):
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return nothing_to_see(request, allow=response.headers["Allow"])
        return response

    return middleware
