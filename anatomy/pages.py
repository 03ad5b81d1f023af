"""How long a page may be kept, and by whom."""

from functools import wraps
from secrets import token_hex

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition, require_safe

from anatomy.content import ContentVersion

# A release may change a template; the process's start stands for the release.
RELEASE = token_hex(4)


def public(view):
    """A page of content: nothing personal on it, so it can be kept under the content's version.

    The browser asks each time whether its copy is current and gets a 304 if it is. The page's
    request carries `is_public`, which keeps messages and the CSRF token out of base.html.
    """

    def etag(request, *args, **kwargs):
        return f'"{RELEASE}-{ContentVersion.current()}"'

    @require_safe
    @condition(etag_func=etag)
    @wraps(view)
    def page(request, *args, **kwargs):
        request.is_public = True
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding", "HX-Request"])
        return response

    return page
