"""All points of a returned entry on one page, to answer in one go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from instance.methods import reads_and_posts
from kia.drafting import saving
from kia.drafting.cells import SEEN
from kia.drafting.views import get_version
from kia.models import EntryVersion
from kia.permissions import may
from kia.review import answering
from kia.review.points import Points, asked_of
from kia.steps import EntryState


@login_required
@reads_and_posts
def points(request, slug):
    version = get_version(request.user, slug)
    returned = version.is_open and version.state == EntryState.CHANGES_REQUESTED
    if not (returned and may("edit", request.user, version)):
        raise PermissionDenied
    if request.method == "POST":
        return save(request, slug)
    shown = Points(version, answering.EVERYWHERE, request.user)
    return page(request, version, shown, tokens_of(shown))


def save(request, slug):
    data = request.POST.copy()
    verb, _, name = data.get("act", "").partition(":")
    if verb == "take":
        # The other answer stays; what was typed is in the history.
        data.pop(f"seen-{name}", None)
    try:
        version, shown, saved = answering.save(slug, data, request.user)
    except (saving.NotOpen, EntryVersion.DoesNotExist) as refusal:
        raise PermissionDenied from refusal
    if not (saved.errors or saved.conflicts):
        answered = asked_of(version).exclude(answer="").count()
        messages.success(
            request, f"Bewaard: {answered} van de {asked_of(version).count()} punten."
        )
        return redirect(f"{reverse('drafting:entry', args=[slug])}#punten")
    now = {conflict.now.name: conflict.now.token for conflict in saved.conflicts}
    tokens = {**tokens_of(shown), **posted_tokens(data), **saved.tokens, **now}
    return page(request, version, shown, tokens, saved)


def tokens_of(shown):
    return {name: cell.token for name, cell in shown.held().items()}


def posted_tokens(data):
    return {n.removeprefix(SEEN): data[n] for n in data if n.startswith(SEEN)}


def page(request, version, shown, tokens, saved=None):
    conflicts = {}
    if saved:
        conflicts = {
            c.now.name: (c, saving.last_writer(version, c.now)) for c in saved.conflicts
        }
    for form in shown.forms:
        form.token = tokens.get(form.name, "")
    context = {
        "version": version,
        "points": shown,
        "errors": saved.errors if saved else {},
        "conflicts": conflicts,
    }
    status = 409 if conflicts else 400 if saved else 200
    return render(request, "kia/review/points.html", context, status=status)
