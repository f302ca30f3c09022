from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from instance.forms import ReportForm
from instance.methods import reads_and_posts
from instance.models import ErrorReport, InstanceState
from instance.requests import PRIVATE_PATHS, refuse, takes_posts

LONGEST_PAGE = 300
never_kept = cache_control(private=True, no_store=True)


@takes_posts
@reads_and_posts
@never_kept
def report(request):
    try:
        sent = request.POST if request.method == "POST" else None
    except RequestDataTooBig:
        return refuse_too_much(request)
    page = known_page(request.GET.get("over", ""))
    form = ReportForm(sent, page=page)
    if sent is not None and (kept := keep(form)):
        where = reverse("instance:received", args=[kept.pk])
        return HttpResponseRedirect(where, status=303)
    status = 429 if form.is_too_busy else 422 if sent is not None else 200
    context = {"form": form, "page": page}
    return render(request, "instance/report.html", context, status=status)


@require_safe
@never_kept
def received(request, number):
    report = get_object_or_404(ErrorReport, pk=number)
    return render(request, "instance/report_received.html", {"report": report})


@transaction.atomic
def keep(form):
    """The report as it is now kept, or None when the form has errors."""
    # Two at the same moment wait for each other: the cap and doubles are counted.
    InstanceState.objects.select_for_update().get(pk=1)
    return form.save() if form.is_valid() else None


def known_page(address):
    """A public page of this site as its path, or empty for anything else."""
    path, _, fragment = address.partition("#")
    path = path.partition("?")[0]
    if len(address) > LONGEST_PAGE or path.startswith(PRIVATE_PATHS):
        return ""
    try:
        resolve(path)
    except Resolver404:
        return ""
    is_plain = fragment.replace("-", "").isalnum()
    return f"{path}#{fragment}" if is_plain else path


def refuse_too_much(request):
    return refuse(
        request,
        413,
        "Dit is te veel tekst",
        "Het formulier neemt ten hoogste 5.000 tekens aan. Ga terug in uw browser: "
        "daar staat uw tekst nog. Er is niets bewaard.",
    )
