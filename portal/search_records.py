"""What a record of each kind puts into the search index.

Of each kind two functions: which records are public now, and what search is told
of one of them.
"""

from django.db.models import Prefetch

from keytech.models import KeyTechnology
from missions.models import Mission, Target
from organisations.models import Organisation
from policy.models import Amount, Example, Instrument, ProcessMilestone, Rule, Term
from search.index import Record, Text
from sources.pages import in_force, passages_of
from themes.models import Theme

# Words that ask for a kind of record, and stand in no title.
ASKED_OF_MILESTONES = "wanneer termijn deadline datum"
ASKED_OF_NUMBERS = "hoeveel aantal getal"
ASKED_OF_MONEY = "geld euro budget kosten middelen"
ASKED_OF_TERMS = "begrip betekent betekenis uitleg definitie afkorting"


def missions():
    targets = Target.objects.public()
    missions = in_force(Mission.objects).with_grounds()
    return missions.prefetch_related("theme", Prefetch("targets", targets))


def mission(m):
    letters, _, number = m.code.partition("-")
    years = [str(year) for year, _ in m.year_words]
    return Record(
        **common(m, "subdoel" if m.is_sub_target else "missie", m.short_label),
        order=m.theme.order * 100 + m.order,
        names=others(m.title),
        exact=(m.code, letters + number, f"{letters} {number}", *years),
        labels=labels_of(m, years),
        texts=texts((m.statement, True)),
        # What the letter says around it finds it too, but says little of it.
        context=(m.theme.title, m.kind_name, *around(m)),
        shown={
            "code": m.code,
            "hue": m.theme.hue,
            "where": f"Thema {m.theme.title}",
            "named": "Titel in de brief",
        },
    )


def labels_of(m, years):
    """What is asked of a mission in fixed words, also what it lacks."""
    units = [unit(target) for target in m.targets.all()]
    return others(
        m.code,
        *(f"streefjaar {year}" for year in years),
        "" if years else "geen streefjaar",
        "met getal" if m.has_number else "zonder getal",
        *units,
    )


def unit(target):
    return "procent" if target.unit == Target.Unit.PERCENT else ""


def around(m):
    return [passage.quotation for passage in passages_of(m)]


def targets():
    return in_force(Target.objects).select_related("mission__theme")


def target(t):
    m = t.mission
    return Record(
        **common(t, "doel", f"{t.value_text} {t.label}".strip()),
        order=m.theme.order * 100 + m.order,
        names=others(t.short_label),
        labels=others(m.code, str(t.target_year or "geen streefjaar")),
        texts=texts((t.fragment, True)),
        context=others(
            *(m.short_label, m.title, m.theme.title, t.scope, t.baseline_text),
            *("doel streefwaarde streefjaar", unit(t)),
        ),
        shown={
            "code": m.code,
            "hue": m.theme.hue,
            "after": t.year_text,
            "where": f"{m.short_label}, thema {m.theme.title}",
            "named": "Korte naam",
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
        context=(ASKED_OF_TERMS,),
    )


def milestones():
    return in_force(ProcessMilestone.objects).with_grounds()


def milestone(m):
    days = filter(None, [m.starts_on, m.ends_on, m.realised_on])
    return Record(
        **common(m, "termijn", m.title),
        labels=tuple({str(day.year) for day in days}),
        texts=texts((m.realised_text, False)) + quotations(m),
        context=others(m.kind_name, m.who, m.term_text, ASKED_OF_MILESTONES),
        shown={"after": m.term_text},
    )


def amounts():
    return in_force(Amount.objects).with_grounds()


def amount(a):
    money = [ASKED_OF_MONEY] if "€" in a.quoted else []
    return Record(
        **common(a, "bedrag", a.title),
        order=a.order,
        names=(a.quoted,),
        texts=quotations(a),
        context=others(a.period, ASKED_OF_NUMBERS, *money, *said_in(a)),
        shown={"after": a.quoted},
    )


def said_in(record):
    """The documents outside the letter that the record rests on."""
    return [str(g.document) for g in record.grounds.all() if g.document]


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
