"""A year of the contract from a file: first a trial, then all of it or nothing."""

import pghistory
from django import forms
from django.db import transaction

from exchange.intake import apply, trial
from exchange.keeping import close, keep, tables_of
from exchange.reading import MOST_BYTES, TOO_LARGE, Unreadable, read_file
from kia.access import Access
from kia.contract.kinds import commitment_kind
from kia.models import Agenda
from kia.permissions import may

ONE_TABLE = "In dit bestand staat meer dan één tabel. Bied alleen de inzet aan."


def kind_for(year, user):
    """The rows that this person may take in: of all agendas, or of the own ones."""
    access = Access.of(user)
    agendas = Agenda.objects.all()
    if not access.is_admin:
        agendas = agendas.filter(pk__in=access.agendas)
    return commitment_kind(list(agendas), year=year, by=user)


class YearFileForm(forms.Form):
    """`tables` and `content` are there once the form is valid."""

    file = forms.FileField(
        label="Bestand",
        help_text=(
            "Een Excel-bestand (XLSX) of CSV (UTF-8) met de kolommen van het "
            "voorbeeldbestand. Ten hoogste 5 MB en 20.000 regels."
        ),
        allow_empty_file=True,
        error_messages={"required": "Kies een bestand."},
        widget=forms.FileInput(attrs={"class": "mr-invoer"}),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        self.content = file.read()
        try:
            self.tables = read_file(file.name, self.content, self.kind.code)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        if [table.code for table in self.tables] != [self.kind.code]:
            raise forms.ValidationError(ONE_TABLE)
        return file


def offer(form, user):
    """Keep the file, and tell what it would do: (file, outcome)."""
    kept = keep(form.cleaned_data["file"].name, form.kind.code, form.content, user)
    return kept, trial(form.tables, [form.kind])


@transaction.atomic
def take_in(kept, year, user, digest):
    """Take in the file as its trial showed, and note that with it: both or neither.

    The year is locked, and was still open to this person after that.
    """
    kind = kind_for(year, user)
    with pghistory.context(import_file=kept.pk):
        outcome = apply(tables_of(kept), [kind], digest)
        if not outcome.problems and outcome.digest == digest:
            close(kept, outcome)
    return outcome


def may_import(user, year):
    """Who keeps the contract, as long as its rows can change."""
    return year.is_collecting and may("contract_keeper", user, year)
