"""A step as a sentence that somebody reads afterwards."""

from django.urls import reverse
from django.utils.formats import date_format

from kia.models import AgendaVersion, EntryVersion, Step, TermNotice
from kia.steps import WRITABLE
from kia.trail import by_whom
from kia.working_days import working_days_left

OF_AGENDA = {
    "open": "geopend",
    "consult": "voorgelegd aan iedereen die meedoet",
    "reopen": "teruggezet naar de voorbereiding",
    "propose": "aangeboden ter vaststelling",
    "adopt": "vastgesteld",
    "replace": "vervangen door de volgende versie",
    "plan": "planning gewijzigd",
}
OF_ENTRY = {
    "start": "begonnen",
    "revise": "herziening begonnen",
    "copy": "versie geopend om aan verder te werken",
    "submit": "ingediend",
    "judge": "oordeel gegeven",
    "withdraw": "ingetrokken",
    "request_changes": "aanpassing gevraagd",
    "accept": "akkoord gegeven",
    "leave_out": "niet opgenomen",
    "reopen": "teruggehaald naar concept",
    "ask_correction": "correctie gevraagd; een tweede beheerder zet die door",
    "drop_correction": "vraag om correctie ingetrokken",
    "correct": "teruggezet naar concept",
    "adopt": "vastgesteld",
    "end": "eindigt met de volgende versie van de agenda",
    "keep": "eindigt toch niet",
    "discard": "weggegooid",
}
OF_YEAR = {
    "open": "geopend",
    "confirm": "opgaven bevestigd",
    "reopen": "teruggezet naar opgave",
    "adopt": "vastgesteld",
}
AGAIN = "opnieuw ingediend"
# What has to be read along with the steps that are told.
RELATED = (
    "by",
    "agenda_version__agenda",
    "entry_version__entry__agenda",
    "contract_year",
)


def what_happened(step) -> str:
    if step.action == "submit" and step.from_state == "changes_requested":
        return AGAIN
    words = {AgendaVersion: OF_AGENDA, EntryVersion: OF_ENTRY}
    return words.get(type(step.record), OF_YEAR).get(step.action, step.action)


def what_is_near(term) -> str:
    days = (term.ends_on - term.day).days
    left = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
    if term.what == TermNotice.What.JUDGEMENT and days > 1:
        left = working_days_left(term.day, term.ends_on)
    ends_on = date_format(term.ends_on, "j F Y")
    return f"{term.get_what_display()} is {ends_on} ({left})"


def what_was_answered(reply) -> str:
    return f"verzoek aan de overheid, stand: {reply.get_status_display()}"


def subject(told) -> str:
    """Of a step, or of a term."""
    return subject_of(told.record)


def subject_of(record) -> str:
    if isinstance(record, EntryVersion):
        return f"{record} ({record.entry.agenda})"
    return f"{record}"


def address(told, desks) -> str:
    """Where somebody with these desks goes on from a step or term; empty when there
    is no page for it.

    An entry, or a year of the contract, is for whoever has a message about it. One
    that was submitted again opens on what is different.
    """
    record = told.record
    if isinstance(record, EntryVersion):
        if isinstance(told, Step) and what_happened(told) == AGAIN:
            return what_is_different(record)
        return reverse("drafting:entry", args=[record.entry.slug])
    if not isinstance(record, AgendaVersion):
        return reverse("contract:year", args=[record.year])
    agenda = record.agenda
    return reverse("desk:agenda", args=[agenda.slug]) if agenda.pk in desks else ""


def what_is_different(version) -> str:
    """The address of this version against what was submitted before."""
    return reverse("review:read", args=[version.entry.slug]) + "?sinds=indiening"


def why_fixed(version, reader) -> str:
    """Since when nobody changes this version; empty when it is not that."""
    if version.state in WRITABLE:
        return ""
    last = version.steps.filter(to_state=version.state).exclude(action="plan")
    step = last.select_related("by").last()
    since = f"{what_happened(step)} {by_whom(step, reader)}"
    return f"De teksten van deze versie staan vast: {since}. Er is niets bewaard."
