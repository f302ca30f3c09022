from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organisations.models import Organisation


@require_safe
def topsector_list(request):
    found = Organisation.objects.public().topsectors()
    return render(request, "organisations/topsector_list.html", {"records": found})


@require_safe
def department_list(request):
    found = Organisation.objects.public().departments()
    return render(request, "organisations/department_list.html", {"records": found})


@require_safe
def organisation_list(request):
    found = Organisation.objects.public()
    return render(request, "organisations/organisation_list.html", {"records": found})


@require_safe
def topsector_detail(request, slug):
    return _detail(request, Organisation.objects.topsectors(), slug)


@require_safe
def department_detail(request, slug):
    return _detail(request, Organisation.objects.departments(), slug)


@require_safe
def organisation_detail(request, slug):
    return _detail(request, Organisation.objects.all(), slug)


def _detail(request, organisations, slug):
    record = get_object_or_404(organisations.public().with_grounds(), slug=slug)
    return render(request, "organisations/organisation_detail.html", {"record": record})
