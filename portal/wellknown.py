"""What programs ask of every website: robots.txt, sitemap.xml and security.txt."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from instance import clock
from missions.models import Mission
from themes.models import Theme

FIXED_PAGES = (
    "portal:home",
    "themes:list",
    "missions:list",
    "letter",
    "portal:about",
    "portal:accessibility",
    "portal:privacy",
    "portal:contact",
)
# RFC 9116 advises less than a year; a whole month is left to find a mistake.
SECURITY_TXT_HOLDS = timedelta(days=335)


@require_safe
def robots(request):
    return _text(
        "User-agent: *",
        "Disallow: /beheer/",
        "",
        f"Sitemap: {_absolute(reverse('portal:sitemap'))}",
    )


@require_safe
def sitemap(request):
    """Every public page. Withdrawn and merged records have no page to be found."""
    paths = [reverse(name) for name in FIXED_PAGES]
    for model in (Theme, Mission):
        found = model.objects.public().filter(withdrawn_on=None, merged_into=None)
        paths += [record.get_absolute_url() for record in found]
    context = {"addresses": [_absolute(path) for path in paths]}
    return render(
        request, "portal/sitemap.xml", context, content_type="application/xml"
    )


@require_safe
def security(request):
    # Counted from midnight: the page stays the same for a day and may be kept.
    midnight = datetime.combine(clock.today(), time(), UTC)
    return _text(
        f"Contact: {settings.INSTANCE.security_contact}",
        f"Expires: {midnight + SECURITY_TXT_HOLDS:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {_absolute(request.path)}",
    )


def _text(*lines):
    body = "".join(f"{line}\n" for line in lines)
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _absolute(path):
    return settings.INSTANCE.site_url.rstrip("/") + path
