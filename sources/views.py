from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sources.models import Document


@require_safe
def document_list(request):
    found = Document.objects.public().prefetch_related("numbers")
    return render(request, "sources/document_list.html", {"records": found})


@require_safe
def document_detail(request, slug):
    found = Document.objects.public().with_grounds().prefetch_related("numbers")
    record = get_object_or_404(found, slug=slug)
    return render(request, "sources/document_detail.html", {"record": record})
