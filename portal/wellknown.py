"""What programs ask of every website: robots.txt, sitemap.xml and security.txt."""

from datetime import UTC, datetime, time, timedelta
from itertools import chain

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from keytech.models import KeyTechnology
from kia.entries.public.index import shown
from kia.models import Agenda, AgendaVersion, ContractYear, Entry
from kia.requests.standing import public_rows
from missions.models import Mission
from organisations.models import Organisation
from policy.models import Example, Instrument, Rule, Term
from sources.models import Document
from sources.pages import in_force
from themes.models import Theme

FIXED_PAGES = (
    "portal:home",
    "themes:list",
    "missions:list",
    "matrix",
    "organisations:topsectors",
    "organisations:departments",
    "organisations:organisations",
    "keytech:list",
    "sources:list",
    "policy:instruments",
    "policy:examples",
    "policy:rules",
    "policy:terms",
    "policy:amounts",
    "policy:milestones",
    "kia:agendas",
    "kia:entries",
    "kia:requests",
    "kia:contract",
    "letter",
    "portal:about",
    "portal:counting",
    "portal:linking",
    "portal:accessibility",
    "portal:privacy",
    "portal:changes",
    "portal:data",
    "portal:contact",
    "instance:report",
)
# Amounts and milestones have their place on one page together.
PAGES_OF_THEIR_OWN = (Organisation, KeyTechnology, Document)
PAGES_OF_THEIR_OWN += (Instrument, Example, Rule, Term, Agenda)
MAY_MERGE = (Theme, Mission)
# RFC 9116 advises less than a year; a whole month is left to find a mistake.
SECURITY_TXT_HOLDS = timedelta(days=335)


@require_safe
def robots(request):
    return _text(
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /zoeken/",
        "",
        f"Sitemap: {settings.INSTANCE.absolute(reverse('portal:sitemap'))}",
    )


@require_safe
def sitemap(request):
    """Every public page. Withdrawn and merged records have no page to be found."""
    paths = [reverse(name) for name in FIXED_PAGES]
    found = [in_force(model.objects).filter(merged_into=None) for model in MAY_MERGE]
    found += [in_force(model.objects) for model in PAGES_OF_THEIR_OWN]
    versions = AgendaVersion.objects.public().select_related("agenda")
    found.append(versions.filter(agenda__published_at__isnull=False))
    found.append(Entry.objects.filter(versions__in=shown().order_by().values("pk")))
    found.append(ContractYear.objects.public())
    paths += [record.get_absolute_url() for record in chain.from_iterable(found)]
    lineages = public_rows().order_by().values_list("lineage", flat=True)
    paths += [reverse("kia:request", args=[lineage]) for lineage in lineages]
    context = {"addresses": [settings.INSTANCE.absolute(path) for path in paths]}
    return render(
        request, "portal/sitemap.xml", context, content_type="application/xml"
    )


@require_safe
def security(request):
    # Counted from midnight: the page stays the same for a day and may be kept. By
    # wall time, for whoever reads it stands outside the clock of practice.
    midnight = datetime.combine(timezone.localdate(), time(), UTC)
    return _text(
        f"Contact: {settings.INSTANCE.security_contact}",
        f"Expires: {midnight + SECURITY_TXT_HOLDS:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.INSTANCE.absolute(request.path)}",
    )


def _text(*lines):
    body = "".join(f"{line}\n" for line in lines)
    return HttpResponse(body, content_type="text/plain; charset=utf-8")
