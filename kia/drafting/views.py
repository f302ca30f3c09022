"""One tab of the form: shown, and saved by a button or by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import keeps_typed
from instance.methods import reads_and_posts
from instance.typed import typed_in
from kia.drafting import presence, saving, unsaved
from kia.drafting.answering import BY_ITSELF, answer, said
from kia.drafting.checklist import Checklist
from kia.drafting.columns import is_marked_up
from kia.drafting.compared import changed_fields
from kia.drafting.gone import GONE
from kia.drafting.preview import of_texts
from kia.drafting.problems import problems_of
from kia.drafting.reading import fetch
from kia.drafting.rows import Rows
from kia.drafting.tabs import Tab
from kia.models import EntryVersion
from kia.permissions import may


def get_version(user, slug, **along):
    """The last version of an entry that this person may see.

    While its team works on a next one, others go on reading what was submitted.
    """
    found = EntryVersion.objects.visible_to(user).filter(entry__slug=slug)
    found = found.annotate(**along).select_related(*saving.RELATED, "follows")
    version = found.order_by("-pk").first()
    if version is None:
        raise Http404
    return version


def keep_typed(request):
    # A page that saves by itself keeps it in the browser.
    return BY_ITSELF not in request.headers and unsaved.keep(request.POST)


@keeps_typed(keep_typed)
@login_required
@reads_and_posts
def tab(request, slug, number):
    if request.method == "POST":
        return post(request, slug, number)
    typed = unsaved.of(number, request.user)
    version = get_version(request.user, slug, typed=typed)
    if not may("edit", request.user, version):
        # Submitted meanwhile, or never ours to write.
        if version.typed:
            return too_late(request, version)
        return redirect("drafting:entry", slug)
    presence.tell(version, request.user, number)
    fetch([version], followed(version))
    before, new = unsaved.as_sent(version.typed), request.GET.get("nieuw", "")
    return page(request, Tab(version, number, request.user, before, new))


def too_late(request, version):
    """Typed before the session ended, in what can no longer be written: to be copied."""
    typed = typed_in(unsaved.as_sent(version.typed))
    why = (
        "Wat u typte voordat u werd uitgelogd, kan niet meer in het formulier. "
        f"Deze bijdrage is nu: {version.get_state_display().lower()}."
    )
    context = {"typed": typed, "why": why}
    return render(request, "account/not_allowed.html", context, status=403)


def post(request, slug, number):
    data = request.POST.copy()
    verb, _, what = data.get("act", "").partition(":")
    if verb == "take":
        # The other text stays; what was typed is in the history.
        data.pop(f"seen-{what}", None)
    try:
        saved = saving.save(slug, number, data, request.user)
    except (saving.NotOpen, EntryVersion.DoesNotExist) as refusal:
        # Absent for who sees no version of it.
        get_version(request.user, slug)
        raise PermissionDenied from refusal
    version = saved.tab.version
    if unsaved.IS_BACK in data:
        unsaved.forget(version, number, request.user)
    if BY_ITSELF in request.headers:
        return answer(request, saved)
    presence.tell(version, request.user, number)
    try:
        new = perform(verb, what, saved, number, request.user)
    except (saving.NotOpen, EntryVersion.DoesNotExist) as refusal:
        raise PermissionDenied from refusal
    if not saved.is_whole:
        if new:
            saved.tab.parts[new].add_new()
        return page(request, saved.tab, saved, status=409 if saved.conflicts else 400)
    messages.success(request, said(timezone.now()))
    address = reverse("drafting:tab", args=[slug, number])
    if new:
        return redirect(f"{address}?nieuw={new}#veld-{new}")
    if verb == "show" and is_marked_up(what):
        return redirect(f"{address}?voorbeeld={what}#voorbeeld-{what}")
    return redirect(back(address, verb, what))


def back(address, verb, what):
    """To the field that the button belongs to."""
    field = what.split(":")[0] if verb in ("up", "down", "remove") else ""
    return f"{address}#veld-{field}" if field else address


def perform(verb, what, saved, number, user):
    """What else the button asked; the field that gets a new row, or nothing."""
    version = saved.tab.version
    if verb == "add":
        return what if isinstance(saved.tab.parts.get(what), Rows) else ""
    # A row that somebody else changed meanwhile is looked at first.
    if verb in ("up", "down", "remove") and not saved.conflicts:
        field, _, lineage = what.partition(":")
        rows = rows_of(version, number, user).get(field)
        if rows and verb == "remove":
            saving.remove_row(version, rows, lineage, user)
            if field in saved.tab.parts:
                saved.tab.parts[field].leave_out(lineage)
        elif rows:
            saving.move_row(version, rows, lineage, -1 if verb == "up" else 1, user)
    return ""


def rows_of(version, number, user):
    fresh = EntryVersion.objects.select_related(*saving.RELATED).get(pk=version.pk)
    parts = Tab(fresh, number, user).parts
    return {name: part for name, part in parts.items() if isinstance(part, Rows)}


def followed(version):
    return [version.follows] if version.follows else []


def page(request, shown, saved=None, status=200):
    version, conflicts = shown.version, {}
    if saved:
        fetch([version], followed(version))
        conflicts = {
            c.now.name: (c, saving.last_writer(version, c.now)) for c in saved.conflicts
        }
        shown.go_on_with(
            saved.tokens | {n: c.now.token for n, (c, _) in conflicts.items()}
        )
    is_typed = shown.data is not None
    if is_typed:
        # What was taken from somebody else, or not sent, is shown as it is now.
        shown.fill_up(Tab(version, shown.number, request.user))
    errors = saved.errors if saved else {}
    context = {
        "tab": shown,
        "version": version,
        "widgets": list(shown.widgets()),
        "changed": changed_fields(version),
        "errors": errors,
        "problems": problems_of(shown, errors),
        "gone": saved.gone if saved else [],
        "said_of_gone": GONE,
        "conflicts": conflicts,
        "is_back": is_typed and not saved,
        "writer": unsaved.sign(version, shown.number, request.user),
        "previews": previews(request, shown),
        "others": presence.others(version, request.user),
        "checklist": Checklist(version, request.user),
    }
    return render(request, "kia/drafting/tab.html", context, status=status)


def previews(request, shown):
    """Of the text that the address or a button asks to see as others will read it."""
    verb, _, what = request.POST.get("act", "").partition(":")
    name = what if verb == "show" else request.GET.get("voorbeeld", "")
    return of_texts({name: shown.text(name)})
