"""A department judges what was submitted: advice, within a term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from instance.methods import reads_and_posts
from kia.drafting.views import get_version
from kia.judgements import NOT_NOW
from kia.permissions import may
from kia.review import judging, reading
from kia.review.difference_since import choices
from kia.review.term import term_of
from kia.steps import EntryState

GIVEN = "Het oordeel van {department} is gegeven. De coördinator krijgt bericht."


@login_required
@reads_and_posts
def judge(request, slug):
    version, user = get_version(request.user, slug), request.user
    if version.state != EntryState.SUBMITTED:
        state = version.get_state_display()
        raise PermissionDenied(NOT_NOW.format(state=state))
    if not may("judge", user, version):
        raise PermissionDenied
    panels = judging.panels(version, user, request.POST or None)
    posted = next((p for p in panels if p.form.is_bound), None)
    if posted and judging.give(posted, version, user):
        messages.success(request, GIVEN.format(department=posted.department))
        return redirect("drafting:entry", slug)
    if posted:
        judging.look_again(posted, version)
    context = {"version": version, "panels": panels, "posted": posted}
    context["term"] = term_of(version)
    since = choices(reading.versions_of(slug, user), version)
    context["since"] = [choice for choice in since if choice.version]
    return render(request, "kia/review/judge.html", context)
