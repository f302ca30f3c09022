"""What a record of each kind puts into the search index.

Of each kind two functions: which records are public now, and what search is told
of one of them.
"""

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Substr
from django.urls import reverse

from keytech.models import KeyTechnology
from missions.models import Mission, Target
from organisations.models import Organisation
from policy.models import Amount, Example, Instrument, ProcessMilestone, Rule, Term
from search.index import Record, Text
from sources.models import Document, Mark, Paragraph
from sources.pages import in_force, passages_of
from themes.models import Theme

# Words that ask for a moment, and stand in no title.
ASKED_OF_MILESTONES = "wanneer termijn deadline datum"


def number_key(dossier, suffix="", number=""):
    """How a paper of parliament stands in the index; a dossier without a number."""
    return " ".join(filter(None, ["kst", dossier, suffix, number]))


def missions():
    targets = Target.objects.public()
    return in_force(Mission.objects).prefetch_related(
        "theme", Prefetch("targets", targets)
    )


def mission(m):
    letters, _, number = m.code.partition("-")
    return Record(
        **common(m, "subdoel" if m.is_sub_target else "missie", m.short_label),
        order=m.theme.order * 100 + m.order,
        names=others(m.title),
        exact=(m.code, letters + number, f"{letters} {number}", *map(str, m.years)),
        texts=texts((m.statement, True)),
        context=(m.theme.title, m.kind_name),
        shown={"code": m.code, "hue": m.theme.hue, "where": f"Thema {m.theme.title}"},
    )


def targets():
    return in_force(Target.objects).select_related("mission__theme")


def target(t):
    m = t.mission
    return Record(
        **common(t, "doel", f"{t.value_text} {t.label}".strip()),
        order=m.theme.order * 100 + m.order,
        names=others(t.short_label),
        exact=others(str(t.target_year or "")),
        texts=texts((t.fragment, True)),
        context=others(m.short_label, m.title, m.theme.title, t.scope, t.baseline_text),
        shown={
            "code": m.code,
            "hue": m.theme.hue,
            "after": t.year_text,
            "where": f"{m.short_label}, thema {m.theme.title}",
        },
    )


def themes():
    return in_force(Theme.objects).with_grounds()


def theme(t):
    problem = t.grounds_by_part.get("problem", [])
    return Record(
        **common(t, "thema", t.title),
        order=t.order,
        exact=(t.code, f"thema {t.title}"),
        texts=texts(*((g.passage.quotation, True) for g in problem if g.passage)),
        shown={"code": t.code, "hue": t.hue},
    )


def organisations():
    found = in_force(Organisation.objects)
    return found.prefetch_related("aliases", "names", "roles")


def organisation(o):
    is_topsector = o.page == "topsector"
    dated = [name for past in o.names.all() for name in (past.name, past.abbreviation)]
    return Record(
        **common(o, "topsector" if is_topsector else "organisatie", o.name),
        names=others(o.abbreviation, *aliases(o), *dated),
        exact=(f"{o.kind_name} {o.name}",),
        texts=texts(
            *((f"{r.get_role_display()}: {r.subject}", False) for r in o.roles.all())
        ),
        context=(o.kind_name,),
    )


def technologies():
    return in_force(KeyTechnology.objects).with_grounds().prefetch_related("aliases")


def technology(t):
    return Record(
        **common(t, "technologie", t.name),
        names=aliases(t),
        texts=quotations(t),
        context=(t.get_level_display(),),
    )


def documents():
    return in_force(Document.objects).prefetch_related("aliases", "numbers")


def document(d):
    numbers = [(n.dossier, n.suffix, n.number) for n in d.numbers.all()]
    about = [d.get_kind_display(), d.publisher, d.signatory]
    if d.date:
        about.append(str(d.date.year))
    return Record(
        **common(d, "bron", d.title),
        names=others(d.short_title, *aliases(d)),
        exact=(
            *(number_key(*number) for number in numbers),
            *(number_key(dossier) for dossier, _, _ in numbers),
        ),
        texts=texts((", ".join(filter(None, about)), False)),
        context=tuple(str(number) for number in d.numbers.all()),
        shown={"after": d.reference if numbers else ""},
    )


def examples():
    return in_force(Example.objects).with_grounds()


def example(e):
    return Record(
        **common(e, "voorbeeld", e.title),
        order=e.order,
        names=others(e.short_label),
        exact=(f"kader {e.number}", f"box {e.number}") if e.number else (),
        texts=quotations(e),
    )


def instruments():
    return in_force(Instrument.objects).with_grounds().prefetch_related("aliases")


def instrument(i):
    return Record(
        **common(i, "instrument", i.name),
        names=others(i.abbreviation, *aliases(i)),
        texts=quotations(i),
        context=(i.get_kind_display(),),
    )


def rules():
    return in_force(Rule.objects)


def rule(r):
    return Record(
        **common(r, "regel", r.title),
        order=r.order,
        exact=(r.code, f"regel {r.code}"),
        texts=texts((r.statement, True), (r.check_text, False)),
        context=(r.get_about_display(),),
        shown={"code": r.code},
    )


def terms():
    return in_force(Term.objects).prefetch_related("aliases")


def term(t):
    return Record(
        **common(t, "begrip", t.name),
        names=others(t.abbreviation, *aliases(t)),
        texts=texts((t.definition, True), (t.explanation, False)),
    )


def milestones():
    return in_force(ProcessMilestone.objects).with_grounds()


def milestone(m):
    days = filter(None, [m.starts_on, m.ends_on, m.realised_on])
    return Record(
        **common(m, "termijn", m.title),
        exact=tuple({str(day.year) for day in days}),
        texts=texts((m.realised_text, False)) + quotations(m),
        context=others(m.kind_name, m.who, m.term_text, ASKED_OF_MILESTONES),
        shown={"after": m.term_text},
    )


def amounts():
    return in_force(Amount.objects).with_grounds()


def amount(a):
    return Record(
        **common(a, "bedrag", a.title),
        order=a.order,
        names=(a.quoted,),
        texts=quotations(a),
        context=others(a.period),
        shown={"after": a.quoted},
    )


def paragraphs():
    headings = Paragraph.objects.filter(
        section=OuterRef("section"), kind=Paragraph.Kind.HEADING
    )
    pages = Mark.objects.filter(
        text=OuterRef("text"), kind=Mark.Kind.PAGE, offset__lte=OuterRef("start")
    )
    # A heading is the title of the paragraphs below it.
    kinds = [Paragraph.Kind.PROSE, Paragraph.Kind.BULLET, Paragraph.Kind.NOTE]
    return (
        Paragraph.objects.filter(
            kind__in=kinds, text__document__published_at__isnull=False
        )
        .select_related("section")
        .annotate(
            words=Substr("text__body", F("start") + 1, F("end") - F("start")),
            heading_start=Subquery(headings.values("start")[:1]),
            heading_end=Subquery(headings.values("end")[:1]),
            heading=Substr(
                "text__body",
                F("heading_start") + 1,
                F("heading_end") - F("heading_start"),
            ),
            page=Subquery(pages.order_by("-offset").values("number")[:1]),
        )
    )


def paragraph(p):
    is_note = p.kind == Paragraph.Kind.NOTE
    anchor = f"voetnoot-{p.note}" if is_note else f"alinea-{p.number}"
    return Record(
        pk=p.pk,
        kind="brief",
        key=str(p.number),
        title=p.section.label,
        has_own_title=False,
        url=f"{reverse('letter')}#{anchor}",
        order=p.number,
        texts=texts((p.words, True)),
        context=others(p.heading),
        shown={"page": p.page},
    )


def common(record, kind, title):
    url = record.get_absolute_url()
    return {
        "pk": record.pk,
        "kind": kind,
        "key": record.slug,
        "title": title,
        "url": url,
    }


def others(*names):
    """Names that there are, each once; the spelling of the first stays."""
    return tuple(dict.fromkeys(filter(None, names)))


def aliases(record):
    return others(*(alias.name for alias in record.aliases.all()))


def texts(*pairs):
    return tuple(Text(text, quoted) for text, quoted in pairs if text)


def quotations(record):
    return texts(*((passage.quotation, True) for passage in passages_of(record)))
