"""Writing remarks at an entry: begin a thread, answer in it, take words back."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kia.entries.fields import BY_NAME
from kia.models import Remark, RemarkThread
from kia.permissions import may
from kia.review import reading, remarks_saving
from kia.review.reading_parts import READ
from kia.review.reading_views import manner, show
from kia.review.remarks_forms import AnswerForm, RemarkForm
from kia.review.remarks_people import may_read

RELATED = ("version__entry",)


@login_required
@require_POST
def begin(request, slug, number, field):
    """A remark at a field of a submitted version."""
    versions, version = reading.find(slug, request.user, number)
    if version.is_open or BY_NAME.get(field) not in READ:
        raise Http404
    if not may("comment", request.user, version):
        raise PermissionDenied
    if not may_read(field, version, request.user):
        raise Http404
    page = reading.Reading(request.user, versions, version)
    form = RemarkForm(request.POST, held=page.held, field=field, user=request.user)
    if not form.is_valid():
        return show(request, versions, version, form)
    thread = remarks_saving.begin(version, field, form.cleaned_data, request.user)
    return back(request, thread, version)


@login_required
@require_POST
def answer(request, slug, pk):
    """Words in a thread, or that it is dealt with, or open again."""
    thread = get_thread(request.user, slug, pk)
    user, version = request.user, thread.version
    form = AnswerForm(request.POST, version=version, field=thread.field, user=user)
    form.thread = thread
    versions, last = reading.find(slug, user)
    if not form.is_valid():
        return show(request, versions, last, form)
    remarks_saving.add(thread, form.cleaned_data, user)
    return back(request, thread, last)


@login_required
@require_POST
def withdraw(request, slug, pk):
    """One's own words; the turn itself stays."""
    seen = RemarkThread.objects.visible_to(request.user)
    remarks = Remark.objects.filter(thread__in=seen, thread__version__entry__slug=slug)
    remark = get_object_or_404(remarks.select_related("thread"), pk=pk)
    if remark.by_id != request.user.pk:
        raise PermissionDenied
    remarks_saving.withdraw(remark)
    _, last = reading.find(slug, request.user)
    return back(request, remark.thread, last)


def get_thread(user, slug, pk):
    threads = RemarkThread.objects.visible_to(user).select_related(*RELATED)
    thread = get_object_or_404(threads, pk=pk, version__entry__slug=slug)
    if not may("comment", user, thread.version):
        raise PermissionDenied
    return thread


def back(request, thread, version):
    """To the thread, on the page of this version, read as before."""
    address = reverse("review:read_version", args=[version.entry.slug, version.number])
    return redirect(f"{address}{manner(request)}#opmerking-{thread.pk}")
