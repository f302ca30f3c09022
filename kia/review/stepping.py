"""A step of an entry from its page: the form, what is in the way, what is said after."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from kia import step_checks
from kia.drafting.checklist import Checklist
from kia.entries.fields import BY_NAME
from kia.permissions import may
from kia.review.asking import PointFormSet, changed_rows
from kia.review.forms import FORMS, EntryStepForm, RequestChangesForm
from kia.steps import ENTRY, NEW

SAID = {
    "submit": "De bijdrage is ingediend. Hieronder staat wie haar nu kan lezen.",
    "withdraw": "De bijdrage is ingetrokken. Uw team kan weer verder schrijven.",
    "request_changes": "De punten zijn verstuurd. Het team kan ermee aan de slag.",
    "accept": "U gaf akkoord. De bijdrage gaat mee als de agenda wordt vastgesteld.",
    "leave_out": "De bijdrage is niet opgenomen. Het team leest uw reden.",
    "reopen": "De bijdrage is terug bij het team, als concept.",
    "correct": "De bijdrage is terug bij het team, als concept.",
}


def step_form(request, version, action):
    """The form of this step, asked of the state that the page showed."""
    step = ENTRY.of(action, request.POST.get("seen", version.state))
    if step is None or step.source == NEW:
        raise Http404
    if not may(step.who, request.user, version):
        raise PermissionDenied
    kind = FORMS.get(action, EntryStepForm)
    given = {"step": step, "version": version, "user": request.user}
    if "act" in request.POST and kind is RequestChangesForm:
        return _with_other_rows(kind(**given), request.POST)
    return kind(request.POST if request.method == "POST" else None, **given)


def _with_other_rows(form, data):
    """As typed and not judged yet, with a row more or less."""
    form.initial |= {name: data.get(name, "") for name in ("note", "seen", "of")}
    rows = changed_rows(data, data["act"])
    options = {"prefix": "punten", "form_kwargs": form.points.form_kwargs}
    form.points = PointFormSet(initial=rows, **options)
    if data["act"] == "add":
        form.points.forms[-1].fields["text"].widget.attrs["autofocus"] = True
    return form


def look_again(form):
    """What was refused can be tried once more, knowing how it stands now."""
    now = {"seen": form.version.state, "of": form.version.pk}
    if hasattr(form, "warnings"):
        now["shown"] = form.initial["shown"]
    form.data = form.data.copy()
    form.data.update(now)


def in_the_way(step, version, user):
    """What has to be done first, each with the page on which that is done."""
    if step.source != version.state:
        return []
    asked = {*step.takes, "note"}
    found = step_checks.problems(step.checks, version)
    checklist = Checklist(version, user)
    return [(p, where(p, version, checklist)) for p in found if p.field not in asked]


def where(problem, version, checklist):
    if problem.field == "points":
        point = version.follows.points.get(pk=problem.part)
        return point_url(point, version)
    if problem.field in BY_NAME and version.is_open:
        return checklist.line(problem).url
    return ""


def point_url(point, version):
    """Beside its field in the form; a point about the whole, on the entry's page."""
    slug = version.entry.slug
    if point.field in BY_NAME:
        address = reverse("drafting:tab", args=[slug, BY_NAME[point.field].tab])
    else:
        address = reverse("drafting:entry", args=[slug])
    return f"{address}#punt-{point.pk}"
