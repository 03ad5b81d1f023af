"""What every page may show without a query."""

from django.conf import settings


def site(request):
    return {"emergency_numbers": settings.EMERGENCY_NUMBERS}
