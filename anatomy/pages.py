"""How long a page may be kept, and by whom."""

from functools import cache, wraps
from hashlib import sha256

import django
from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition, require_safe

from anatomy.content import ContentVersion


@cache
def release() -> str:
    """What pages are made of besides content, as one name: the same in every process and on every
    host that runs this release.
    """
    digest = sha256(f"{django.__version__} {settings.EMERGENCY_NUMBERS}".encode())
    for room in ("anatomy", "hipcare", "routines", "screening", "static", "templates"):
        for path in sorted((settings.BASE_DIR / room).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def public(view):
    """A page of content: nothing personal on it, so it can be kept under the content's version.

    The browser asks each time whether its copy is current and gets a 304 if it is. The page's
    request carries `is_public`, which keeps messages and the CSRF token out of base.html.
    """

    def etag(request, *args, **kwargs):
        return f'"{release()}-{ContentVersion.current()}"'

    conditional = condition(etag_func=etag)(view)

    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        request.is_public = True
        response = conditional(request, *args, **kwargs)
        # On a 304 too: its headers take the place of those of the browser's copy.
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding", "HX-Request"])
        return response

    return page
