"""The public pages of agendas. Who takes part sees more of them than visitors do."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.visitor import visitor
from kia.agendas.checklist import checklist, tally
from kia.agendas.held import contents_of
from kia.agendas.page import (
    Versions,
    changes,
    due,
    parties,
    sections_of,
    seen_by,
    visible_pair,
    visible_version,
    with_versions,
)
from kia.models import Agenda, SectionKind
from sources.links import by_record, with_links
from sources.pages import in_force, show

LINKS = {
    "party_links": "organisation",
    "document_links": "document",
    "milestone_links": "milestone",
}
# What a browser may be told of a stored file; anything else is just bytes.
FILE_TYPES = {
    "application/pdf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def agenda_list(request):
    found = in_force(Agenda.objects).select_related("theme", "period")
    found = with_links(found, party_links="organisation", milestone_links="milestone")
    context = {
        "agendas": [
            (a, parties(a), due(a.milestone_links.all()), Versions(a.versions_seen))
            for a in with_versions(request, found)
        ],
        "kinds": in_force(SectionKind.objects).with_grounds(),
    }
    return render(request, "kia/agenda_list.html", context)


@require_safe
def agenda_detail(request, slug):
    found = Agenda.objects.public().with_grounds()
    found = found.select_related("theme", "period", "made_by")
    found = with_versions(request, with_links(found, **LINKS))
    agenda = get_object_or_404(found, slug=slug)
    context = {
        "parties": parties(agenda),
        "documents": by_record(agenda.document_links.all(), "document"),
        "milestones": by_record(agenda.milestone_links.all(), "milestone"),
        "due": due(agenda.milestone_links.all()),
        "versions": Versions(agenda.versions_seen),
    }
    return show(request, "kia/agenda_detail.html", agenda, **context)


@require_safe
def version_detail(request, slug, number):
    version = visible_version(request, slug, number)
    contents = contents_of(version, visitor(request))
    context = {
        "version": version,
        "agenda": version.agenda,
        "parties": parties(version.agenda),
        "contents": contents,
        "sections": sections_of(version, contents),
        "versions": Versions(list(seen_by(request).filter(agenda=version.agenda))),
    }
    return render(request, "kia/version_detail.html", context)


@require_safe
def version_rules(request, slug, number):
    version = visible_version(request, slug, number)
    contents = contents_of(version, visitor(request))
    groups = tally(checklist(contents, version.sections.select_related("kind")))
    context = {"version": version, "agenda": version.agenda, "groups": groups}
    return render(request, "kia/version_rules.html", context)


@require_safe
def adoption_document(request, slug, number):
    """The paper of the adoption, as it was handed in."""
    version = visible_version(request, slug, number)
    file = version.adoption_document
    if version.is_in_work or file is None:
        raise Http404
    known = file.content_type in FILE_TYPES
    kind = file.content_type if known else "application/octet-stream"
    named = content_disposition_header(as_attachment=True, filename=file.name)
    headers = {"Content-Disposition": named, "ETag": f'"{file.sha256}"'}
    return HttpResponse(bytes(file.content), content_type=kind, headers=headers)


@require_safe
def difference(request, slug, old, new):
    """In the order of time: another order leads there, and one version to its page."""
    was, now = visible_pair(request, slug, old, new)
    if was == now:
        return HttpResponsePermanentRedirect(now.get_absolute_url())
    if old > new:
        address = reverse("kia:difference", args=[slug, was.label, now.label])
        return HttpResponsePermanentRedirect(address)
    context = {"agenda": now.agenda, "old": was, "new": now}
    context |= changes(was, now, visitor(request))
    return render(request, "kia/difference.html", context)
