"""A step taken from a page: of an agenda, of the contract, or of an entry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from kia import workflow
from kia.desk.forms import StepForm, add_problems
from kia.permissions import may
from kia.problems import StepRefused, TakenJustNow


def step_form(request, table, record, action, forms):
    """The form of this step, asked of the state that the page showed.

    `forms` has the steps that ask for more than a note.
    """
    step = table.of(action, request.POST.get("seen", record.state))
    if step is None:
        raise Http404
    if not may(step.who, request.user, record):
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return forms.get(action, StepForm)(*sent, step=step, version=record)


def take(form, request, said=""):
    """Whether the step was taken; if not, the form says why. `said` is for who did."""
    record, state = form.version, form.version.state
    # Whatever happened since the page was made, `perform` compares with what it showed.
    record.state = form.step.source
    try:
        with transaction.atomic():
            given = form.given(request.user)
            note = form.cleaned_data["note"]
            workflow.perform(
                form.step.action, record, by=request.user, note=note, **given
            )
    except TakenJustNow as refusal:
        messages.info(request, str(refusal))
        return True
    except StepRefused as refusal:
        record.state = state
        add_problems(form, refusal.problems)
        return False
    said = said or f"{record}: {form.step.label.lower()} is gelukt."
    messages.success(request, said)
    return True
