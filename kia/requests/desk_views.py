"""Requests to government for who takes part: the list, answering, making public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from facets.listing import Listing
from instance import clock
from instance.methods import reads_and_posts
from kia.access import Access
from kia.desk.forms import look_again
from kia.models import RequestReply
from kia.permissions import may
from kia.problems import StepRefused
from kia.requests import answering
from kia.requests.filters import OwnRequestFilter, totals_of
from kia.requests.forms import PublishForm, ReplyForm
from kia.requests.standing import (
    Line,
    answerable,
    lines_for,
    part_of,
    replies_to,
    rows_for,
)


@login_required
@require_safe
def own_requests(request):
    listing = Listing(OwnRequestFilter(request.GET, lines_for(request.user)))
    context = {"listing": listing, "totals": totals_of(listing.filterset.found)}
    return render(request, "kia/requests/list.html", context)


def get_asked(request, lineage):
    """The request as it stands, with the row that answers go to; 404 when unseen."""
    asked = get_object_or_404(rows_for(request.user), lineage=lineage)
    # Who answers has read what was asked: of the text in force, if that is it.
    is_open = asked.version.is_open
    target = answerable(request.user, lineage) if is_open else asked
    may_reply = target is not None and may("reply", request.user, target)
    return asked, target, may_reply


@login_required
@reads_and_posts
def one(request, lineage):
    asked, target, may_reply = get_asked(request, lineage)
    if request.method == "POST" and not may_reply:
        raise PermissionDenied
    user = request.user
    replies = list(replies_to(asked, RequestReply.objects.visible_to(user)))
    form = ReplyForm(request.POST or None, last=replies[-1] if replies else None)
    context = {"form": form, "may_reply": may_reply, "replies": replies}
    if form.is_valid():
        context["overtaken"] = keep(form, target, user)
        if context["overtaken"] is None:
            messages.success(request, "Uw reactie is bewaard en bericht is verstuurd.")
            return redirect("requests:one", lineage)
        context["replies"] = replies_to(asked, RequestReply.objects.visible_to(user))
    context["line"] = Line(asked, clock.today(), part_of(Access.of(user), asked))
    return render(request, "kia/requests/one.html", context)


def keep(form, target, user):
    """None when it was kept; otherwise the answer that somebody gave meanwhile."""
    given = dict(form.cleaned_data)
    given["seen"] = given["seen"] or 0
    try:
        answering.answer(target, by=user, **given)
    except answering.Overtaken as refusal:
        look_again(form, seen=refusal.reply.pk)
        return refusal.reply
    except StepRefused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return None


@login_required
@require_POST
def publish(request, lineage):
    _, target, may_reply = get_asked(request, lineage)
    if not may_reply:
        raise PermissionDenied
    form = PublishForm(request.POST)
    pk = form.cleaned_data["reply"] if form.is_valid() else 0
    if answering.publish(target, pk, by=request.user):
        messages.success(request, "De reactie is openbaar zodra de bijdrage geldt.")
    else:
        messages.info(request, "Er is niets gewijzigd: die reactie was al openbaar.")
    return redirect("requests:one", lineage)
