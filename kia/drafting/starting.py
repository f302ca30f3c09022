"""Beginning an entry: from nothing, or with the content of another."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kia import copying
from kia.access import Access
from kia.engine import locked
from kia.models import ROWS, Agenda, AgendaVersion, EntryVersion
from kia.permissions import may
from kia.steps import AgendaState
from kia.workflow import start_entry
from organisations.models import Organisation

# A button pressed twice. Who means two entries gives them two titles.
TWICE = timedelta(minutes=1)


def may_start(user):
    access = Access.of(user)
    return bool(access.teams or access.agendas)


def agendas():
    """Those that take new entries now."""
    open_versions = AgendaVersion.objects.filter(state=AgendaState.PREPARATION)
    return Agenda.objects.filter(versions__in=open_versions).distinct()


def leads(user):
    """The own topsectors; who coordinates an agenda chooses from all of them."""
    access, found = Access.of(user), Organisation.objects.topsectors()
    return found if access.agendas else found.filter(pk__in=access.teams)


@transaction.atomic
def start(*, title, agenda, lead, by):
    version = locked(AgendaVersion.objects.in_work().get(agenda=agenda))
    what = {"lead": lead, "title": title}
    return _begun_before(version, by, what) or start_entry(version, by=by, **what)


def _begun_before(agenda_version, by, what):
    """The very same, that this person began a moment ago."""
    since = {"entry__created_by": by, "entry__created_at__gt": timezone.now() - TWICE}
    found = EntryVersion.objects.open().filter(agenda_version=agenda_version, **since)
    return found.filter(follows=None, **what).first()


@transaction.atomic
def copy_of(version, *, title, agenda, lead, by):
    """A new entry, with all that the other has; its rows begin a life of their own."""
    # Of two presses of a button the second waits here for the first.
    locked(AgendaVersion.objects.in_work().get(agenda=agenda))
    before = EntryVersion.objects.aggregate(last=Max("pk"))["last"]
    made = start(title=title, agenda=agenda, lead=lead, by=by)
    if made.pk <= before:
        # Copied a moment ago.
        return made
    left_out = {"title", "lead", "parent"}
    if not may("read_internal_note", by, version):
        left_out |= {"internal_note", "contact"}
    for column in copying.TEXT:
        if column.name not in left_out:
            setattr(made, column.attname, getattr(version, column.attname))
    if made.parent_id is None and made.level == EntryVersion.Level.SUB_PROGRAMME:
        made.level = ""
    made.save()
    for model in ROWS:
        rows = list(model.objects.filter(version=version))
        for row in rows:
            row.pk, row.version = None, made
            row.lineage = model._meta.get_field("lineage").get_default()
            row._state.adding = True
        model.objects.bulk_create(rows)
    return made
