"""Taking a draft away as Word, and reading a file back after a look at what changes."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dossiers import word
from instance.methods import reads_and_posts
from kia.desk.uploads import DOCX
from kia.drafting import paper, saving
from kia.drafting.cells import SEEN
from kia.drafting.columns import CLASS
from kia.drafting.views import get_version
from kia.permissions import may

SENT = "Kies het bestand."


class FileForm(forms.Form):
    file = forms.FileField(
        label="Bestand",
        help_text="Een Word-document (.docx) of een tekstbestand, ten hoogste 5 MB.",
        error_messages={"required": SENT, "empty": "Dit bestand is leeg."},
        widget=forms.FileInput(attrs={"class": CLASS, "accept": ".docx,.txt"}),
    )


def get_draft(request, slug):
    version = get_version(request.user, slug)
    if not may("edit", request.user, version):
        raise PermissionDenied
    return version


@login_required
@require_safe
def take(request, slug):
    version = get_draft(request, slug)
    content = word.write(paper.dossier(version, request.user))
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="concept-{slug}.docx"'
    return response


@login_required
@reads_and_posts
def bring_back(request, slug):
    """First a file, then a look at what would change, then the change."""
    version = get_draft(request, slug)
    if "keep" in request.POST:
        return keep(request, version)
    form = FileForm(request.POST or None, request.FILES or None)
    context = {"form": form, "version": version}
    if form.is_valid():
        try:
            returned = paper.read(form.cleaned_data["file"], version, request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return render(
                request, "kia/drafting/returned.html", context | {"returned": returned}
            )
    return render(request, "kia/drafting/bring_back.html", context)


def keep(request, version):
    """The texts that were looked at, each as the field of its tab saves it."""
    slug, texts = version.entry.slug, paper.text_columns(request.user, version)
    posted = [
        (field.tab, name)
        for field, name in texts.values()
        if SEEN + name in request.POST and name in request.POST
    ]
    wrong = []
    for tab, names in groupby(sorted(posted), key=lambda pair: pair[0]):
        data = {
            key: request.POST[key] for _, name in names for key in (name, SEEN + name)
        }
        try:
            saved = saving.save(slug, tab, data, request.user)
        except saving.NotOpen as refusal:
            raise PermissionDenied from refusal
        wrong += [conflict.now.label for conflict in saved.conflicts]
        wrong += [f"{name}: {' '.join(texts)}" for name, texts in saved.errors.items()]
    if wrong:
        said = "Niet ingelezen, want iemand wijzigde dit intussen of het kan niet: "
        messages.error(request, said + "; ".join(wrong) + ".")
        return redirect("drafting:history", slug)
    messages.success(request, "De teksten zijn ingelezen.")
    return redirect("drafting:entry", slug)
