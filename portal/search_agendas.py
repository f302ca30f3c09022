"""What agendas and the texts of versions in force put into the search index."""

from django.db.models import Prefetch

from kia.models import (
    Agenda,
    Entry,
    EntryVersion,
    Inclusion,
    Section,
    SectionKind,
)
from kia.prose import plain
from kia.steps import AgendaState, EntryState
from portal.search_records import common, others, quotations, texts
from search.index import Record
from sources.pages import in_force

TOLD_OF_ENTRIES = ("summary", "challenge", "contribution", "choice_do", "approach")
TOLD_OF_ENTRIES += ("valorisation", "market_creation")
ASKED_OF_AGENDAS = "kennis- en innovatieagenda KIA agenda trekker"


def agendas():
    return in_force(Agenda.objects).with_grounds().select_related("theme", "period")


def agenda(a):
    return Record(
        **common(a, "agenda", f"KIA {a.title}"),
        order=a.order,
        names=(a.full_name,),
        exact=(a.code, f"agenda {a.title}"),
        texts=quotations(a),
        context=(ASKED_OF_AGENDAS, str(a.period)),
        shown={"code": a.code, "hue": a.hue},
    )


def entries():
    """Those with a page: in force, or adopted before they ended."""
    versions = EntryVersion.objects.filter(state=EntryState.ADOPTED)
    newest = versions.order_by("pk").select_related("lead")
    newest = newest.prefetch_related("request_rows")
    found = Entry.objects.adopted().select_related("agenda__theme")
    return found.prefetch_related(
        Prefetch("versions", newest, to_attr="adopted"),
        Prefetch(
            "inclusions",
            Inclusion.objects.filter(agenda_version__state=AgendaState.ADOPTED),
            to_attr="held",
        ),
    )


def entry(e):
    version, agenda = e.adopted[-1], e.agenda
    said = [getattr(version, name) for name in TOLD_OF_ENTRIES]
    said += [request.text for request in version.request_rows.all()]
    marks = ["" if e.held else "geldt niet meer", "VOORBEELD" if e.is_practice else ""]
    return Record(
        pk=e.pk,
        kind="bijdrage",
        key=e.slug,
        title=version.title,
        url=e.get_absolute_url(),
        order=agenda.order,
        texts=texts(*((plain(text), False) for text in said)),
        context=others(
            *("bijdrage programma", agenda.full_name, version.lead.name),
            version.get_kind_display(),
        ),
        shown={
            "code": agenda.code,
            "hue": agenda.hue,
            "after": " ".join(others(f"KIA {agenda.title}", *marks)),
        },
    )


def kinds():
    return in_force(SectionKind.objects).with_grounds()


def kind(k):
    return Record(
        **common(k, "sectie", k.title),
        order=k.order,
        exact=(k.code, f"sectie {k.code}"),
        texts=texts((k.help_text, False)) + quotations(k),
        shown={"code": k.code, "after": "in elke agenda"},
    )


def sections():
    """Only what holds: of an older version the page tells that it is older."""
    found = Section.objects.filter(
        version__state=AgendaState.ADOPTED,
        version__agenda__published_at__isnull=False,
        version__agenda__withdrawn_on=None,
    )
    return found.exclude(text="").select_related("version__agenda__theme", "kind")


def section(s):
    version, agenda = s.version, s.version.agenda
    marks = others("VOORBEELD" if version.is_practice else "")
    return Record(
        pk=s.pk,
        kind="agendatekst",
        key=f"{version.pk}-{s.kind.slug}",
        title=s.kind.title,
        has_own_title=False,
        url=f"{version.get_absolute_url()}#{s.kind.slug}",
        order=agenda.order * 100 + s.kind.order,
        texts=texts((plain(s.text), False)),
        context=(agenda.full_name,),
        shown={
            "code": agenda.code,
            "hue": agenda.hue,
            "after": " ".join([f"KIA {agenda.title} {version.label}", *marks]),
        },
    )
