"""The importer in Beheer: offer a file, see what it would do, and take it in.

The trial writes nothing. What is taken in afterwards is exactly what the trial
showed; when the register changed in between, a new trial comes first.
"""

import pghistory
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from exchange.download import file_response, snapshot, spooled
from exchange.intake import apply, trial
from exchange.keeping import close, keep, tables_of
from exchange.models import ImportFile
from exchange.reading import MOST_BYTES, TOO_LARGE, Unreadable, read_file
from portal.data import write_zip
from portal.exports import (
    ADOPTED,
    GLOSSARY,
    GROUNDS,
    KINDS,
    LINKS,
    NAMES,
    RECORDS,
)
from sources.kinds import CONTEXTS

WHOLE = "register"
GROUPS = (
    ("Gegevens", RECORDS),
    ("Koppelingen", LINKS),
    ("Andere namen, nummers en zoekwoorden", (*NAMES, GLOSSARY)),
    ("Gronden", (*GROUNDS, CONTEXTS)),
)
CHOICES = [
    (WHOLE, "Meer soorten tegelijk: een zip of JSON zoals op /data/"),
    *((words, [(k.code, k.code) for k in kinds]) for words, kinds in GROUPS),
]
WHICH_KIND = "Kies welke soort in dit bestand staat."
OTHER_KIND = "In dit bestand staat {held}, en u koos {code}. Kies wat erin staat."
CHANGED_MEANWHILE = (
    "Er is niets teruggezet: het register is intussen gewijzigd. Hieronder staat wat "
    "er nu zou veranderen. Kijk het na en zet het dan terug."
)
# What a page can hold; the rest is counted.
MOST_SHOWN = 1000


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label="Wat staat erin?", choices=CHOICES)
    file = forms.FileField(
        label="Bestand",
        help_text=(
            "Een CSV (UTF-8), een Excel-bestand (XLSX), JSON of een zip, zoals u die op "
            "de site of hieronder ophaalt. Ten hoogste 5 MB en 20.000 regels."
        ),
        # An empty file is refused in words of our own.
        allow_empty_file=True,
        error_messages={"required": "Kies een bestand."},
    )

    def clean(self):
        cleaned = super().clean()
        file, code = cleaned.get("file"), cleaned.get("kind")
        if not (file and code):
            return cleaned
        if file.size > MOST_BYTES:
            self.add_error("file", TOO_LARGE)
            return cleaned
        self.name, self.content = file.name, file.read()
        try:
            self.tables = read_file(file.name, self.content, code)
        except Unreadable as error:
            self.add_error("file", str(error))
            return cleaned
        if any(table.code == WHOLE for table in self.tables):
            self.add_error("kind", WHICH_KIND)
        elif code != WHOLE and {table.code for table in self.tables} != {code}:
            held = ", ".join(sorted(table.code for table in self.tables))
            self.add_error("kind", OTHER_KIND.format(held=held[:200], code=code))
        return cleaned


class ImportFileAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "offered_at", "offered_by", "applied_at"]
    list_display += ["added", "changed", "unchanged"]
    list_select_related = ["offered_by"]
    list_filter = ["kind"]
    actions = None
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        name = "exchange_importfile"
        return [
            path("<int:pk>/proef/", wrap(self.retry), name=f"{name}_trial"),
            path("<int:pk>/terugzetten/", wrap(self.apply), name=f"{name}_apply"),
            path("alles.zip", wrap(self.take_all), name=f"{name}_all"),
            path("<int:pk>/bestand/", wrap(self.download), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        self._refuse_others(request)
        is_sent = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
        if is_sent and form.is_valid():
            kept = keep(
                form.name, form.cleaned_data["kind"], form.content, request.user
            )
            return self._outcome(request, kept, trial(taken_in(form.tables), KINDS))
        context = {"title": "Zet gegevens terug", "form": form}
        return self._page(request, "admin/import_form.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not (self.has_view_permission(request) and object_id.isdigit()):
            raise PermissionDenied
        kept = get_object_or_404(self.get_queryset(request), pk=int(object_id[:18]))
        return self._page(
            request, "admin/import_file.html", {"title": kept.name, "kept": kept}
        )

    @method_decorator(require_POST)
    def retry(self, request, pk):
        kept = self._kept(request, pk)
        return self._outcome(request, kept, trial(taken_in(tables_of(kept)), KINDS))

    @method_decorator(require_POST)
    def apply(self, request, pk):
        kept, digest = self._kept(request, pk), request.POST.get("digest", "")
        outcome = take_in(kept, digest)
        if outcome.problems or outcome.digest != digest:
            self.message_user(request, CHANGED_MEANWHILE, messages.WARNING)
            return self._outcome(request, kept, outcome)
        words = f"Teruggezet: {outcome.added} nieuw, {outcome.changed} gewijzigd."
        self.message_user(request, words, messages.SUCCESS)
        url = reverse("admin:exchange_importfile_change", args=[kept.pk])
        return HttpResponseRedirect(url)

    @method_decorator(require_safe)
    def download(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = get_object_or_404(ImportFile, pk=pk)
        # Never opened by the browser: anything may be in it.
        headers = {"Content-Disposition": f'attachment; filename="import-{pk}"'}
        kind = "application/octet-stream"
        return HttpResponse(bytes(kept.content), content_type=kind, headers=headers)

    @method_decorator(require_safe)
    def take_all(self, request):
        """Everything, drafts too: what an editor changes and puts back."""
        self._refuse_others(request)
        with spooled() as file, snapshot():
            write_zip(file, public=False)
            return file_response(file, "zip", "missieregister", "met concepten")

    def _refuse_others(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _kept(self, request, pk):
        self._refuse_others(request)
        return get_object_or_404(ImportFile, pk=pk, applied_at=None)

    def _outcome(self, request, kept, outcome):
        context = {
            "title": "Proef",
            "kept": kept,
            "outcome": outcome,
            "problems": outcome.problems[:MOST_SHOWN],
            "changes": outcome.changes[:MOST_SHOWN],
            "most": MOST_SHOWN,
        }
        return self._page(request, "admin/import_outcome.html", context)

    def _page(self, request, template, context):
        around = self.admin_site.each_context(request)
        return TemplateResponse(
            request, template, around | {"opts": self.opts} | context
        )


def taken_in(tables):
    """Without what a file from /data/ holds besides, and its own page changes."""
    codes = {kind.code for kind in ADOPTED}
    return [table for table in tables if table.code not in codes]


@transaction.atomic
def take_in(kept, digest):
    """Take in the file as its trial showed, and note that with it: both or neither."""
    with pghistory.context(import_file=kept.pk):
        outcome = apply(taken_in(tables_of(kept)), KINDS, digest)
    if not outcome.problems and outcome.digest == digest:
        close(kept, outcome)
    return outcome
