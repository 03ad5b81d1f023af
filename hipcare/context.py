"""What every page may show without a query."""

from django.conf import settings
from django.utils.safestring import mark_safe

from hipcare.loader import LOADER


def site(request):
    return {"emergency_numbers": settings.EMERGENCY_NUMBERS, "loader": mark_safe(LOADER)}
