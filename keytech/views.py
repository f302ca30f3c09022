from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from keytech.models import KeyTechnology


@require_safe
def technology_list(request):
    found = KeyTechnology.objects.public()
    return render(request, "keytech/technology_list.html", {"records": found})


@require_safe
def technology_detail(request, slug):
    found = KeyTechnology.objects.public().with_grounds()
    record = get_object_or_404(found, slug=slug)
    return render(request, "keytech/technology_detail.html", {"record": record})
