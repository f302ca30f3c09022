"""Correcting what is frozen: an admin asks, another puts it through."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from instance.methods import reads_and_posts
from kia import corrections
from kia.desk.forms import ReasonForm, add_problems
from kia.drafting.views import get_version
from kia.permissions import asker_of, may
from kia.problems import StepRefused


class CorrectionForm(ReasonForm):
    """`of` is the version that the page was about."""

    of = forms.IntegerField(required=False, widget=forms.HiddenInput)


@login_required
@reads_and_posts
def correction(request, slug):
    version = get_version(request.user, slug)
    if not may("admin", request.user):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None, initial={"of": version.pk})
    if form.is_valid() and ask_or_drop(form, version, request):
        return redirect("drafting:entry", slug)
    asked = version.steps.filter(action="ask_correction").select_related("by").last()
    context = {"version": version, "form": form, "asker": asker_of(version)}
    context["asked"] = asked if context["asker"] else None
    return render(request, "kia/review/correction.html", context)


def ask_or_drop(form, version, request):
    """Whether it was kept; if not, the form says why."""
    try:
        if "drop" in request.POST:
            corrections.drop_correction(version, by=request.user)
            said = "De vraag om correctie is ingetrokken."
        else:
            if form.cleaned_data["of"] not in (None, version.pk):
                form.add_error(None, corrections.NEWER)
                return False
            reason = form.cleaned_data["note"]
            corrections.ask_correction(version, by=request.user, reason=reason)
            said = "De correctie is gevraagd. Een tweede beheerder zet haar door."
    except StepRefused as refusal:
        add_problems(form, refusal.problems)
        return False
    messages.success(request, said)
    return True
