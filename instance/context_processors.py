from django.conf import settings

from instance import clock


def instance(request):
    """Who runs this register, and which day it is. Touches no session or user."""
    return {
        "INSTANCE": settings.INSTANCE,
        "environment": settings.ENVIRONMENT,
        "is_practice": not settings.PRODUCTION,
        # Called by the template that shows it, and by no other.
        "today": clock.today,
        "is_clock_moved": clock.is_moved,
    }
