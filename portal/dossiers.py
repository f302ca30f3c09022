"""The dossier of a mission, theme, topsector or technology, to take to a meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dossiers import opendocument, page, pdf, word
from dossiers.tree import Bullets, Dossier, Heading, Paragraph, Table, runs
from instance import clock
from instance.models import InstanceState
from keytech import views as technologies
from missions.models import Mission
from organisations import views as organisations
from policy.models import Rule
from portal import dossier_parts as parts
from themes.links import Section, sections, ties
from themes.models import Theme

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "docx": (WORD, word.write),
    "odt": ("application/vnd.oasis.opendocument.text", opendocument.write),
    "pdf": ("application/pdf", pdf.write),
    "html": ("text/html; charset=utf-8", page.write),
}
COUNTING = (
    "missies in de woorden van de brief; een subdoel telt niet apart mee. Een "
    "koppeling telt één keer per paar."
)


@require_safe
def dossier(request, kind, slug, form):
    if kind not in KINDS or form not in FORMATS:
        raise Http404
    if form == "pdf" and not pdf.is_available():
        context = {"heading": "PDF is hier niet te maken", "sentence": pdf.MISSING}
        return render(request, "400.html", context, status=503)
    content_type, write = FORMATS[form]
    records, tell = KINDS[kind]
    record = get_object_or_404(records().filter(withdrawn_on=None), slug=slug)
    response = HttpResponse(write(tell(record)), content_type=content_type)
    # The page to print is read where it stands; the others are taken away.
    if form != "html":
        name = f"dossier-{record.slug}-{clock.today()}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def mission_dossier(mission):
    found = sections(ties(mission, mission.theme), mission)
    sub_targets = list(mission.children.for_list())
    kind = mission.get_kind_display().capitalize()
    blocks = [
        Heading("Formulering"),
        *[parts.quote(g.passage) for g in mission.grounds_by_part.get("record", [])],
        Heading("Doelen"),
        *parts.targets_table(mission.targets.all()),
        *_below(sub_targets),
        *_same(mission),
        *_links(found, "deze missie"),
        *_rules(),
        *parts.around(mission, "Wat de brief er nog over zegt"),
        *parts.grounds(mission),
        *parts.not_in_it(
            "" if mission.year_words else "Een streefjaar: de brief noemt er geen.",
            "" if mission.title else "Een titel: de brief geeft er geen.",
            _lacks_baseline(mission),
        ),
    ]
    return _dossier(mission, f"{kind} bij het thema {mission.theme}", blocks)


def theme_dossier(theme):
    missions = list(theme.missions.all())
    rows = tuple(
        (
            runs(parts.link(mission)),
            runs(mission.get_kind_display()),
            runs(_years(mission)),
            runs("«", mission.statement, "»"),
        )
        for mission in missions
    )
    header = ("Missie", "Soort", "Streefjaar", "Woorden van de brief")
    found = sections(ties(theme), theme)
    blocks = [
        *parts.around(theme, "Waarom dit thema"),
        Heading("Missies"),
        Table("Alle missies en subdoelen van dit thema", header, rows),
        *_links(found, "dit thema"),
        *_rules(),
        *parts.grounds(theme),
        *parts.not_in_it(),
    ]
    return _dossier(theme, f"Thema {theme.code} van het innovatiebeleid", blocks)


def organisation_dossier(record):
    context = organisations.page_context(record)
    roles = tuple(
        runs(f"{role.get_role_display()}: {role.subject}. ")
        + (parts.place(role.passage) if role.passage else runs(role.reason))
        for role in record.roles.all()
    )
    none = "De brief noemt geen rol."
    blocks = [
        Heading("Rol"),
        Bullets(roles) if roles else Paragraph(parts.missing(none)),
        *_ends(context, ["themes", "missions", "technologies"]),
        Heading("Voorbeelden"),
        *_end(context, "examples"),
        Heading("Wat staat er over ons?"),
        *parts.mentions_list(context["mentions"]),
        *parts.grounds(record),
        *parts.not_in_it(),
    ]
    return _dossier(record, record.get_kind_display().capitalize(), blocks)


def technology_dossier(record):
    context = technologies.page_context(record)
    blocks = [
        *_ends(context, ["themes", "missions", "topsectors"]),
        Heading("Voorbeelden"),
        *_end(context, "examples"),
        Heading("Waar de brief dit noemt"),
        *parts.mentions_list(context["mentions"]),
        *parts.grounds(record),
        *parts.not_in_it(
            "Een lijst van alle sleuteltechnologieën: de brief geeft die niet."
        ),
    ]
    level = f"In de brief: {record.get_level_display()}"
    return _dossier(record, level, blocks)


def _missions():
    return Mission.objects.for_page()


def _themes():
    return Theme.objects.for_page()


def _topsectors():
    return organisations.for_page().topsectors()


KINDS = {
    "missies": (_missions, mission_dossier),
    "themas": (_themes, theme_dossier),
    "topsectoren": (_topsectors, organisation_dossier),
    "sleuteltechnologieen": (technologies.for_page, technology_dossier),
}

ENDS = {
    "themes": ("Thema", "Dit staat bij geen thema."),
    "missions": ("Missie", "Dit staat bij geen missie."),
    "technologies": ("Technologie", "Hier staat geen technologie bij."),
    "topsectors": ("Topsector", "Hier staat geen topsector bij."),
    "examples": ("Voorbeeld", "De brief geeft hiervan geen voorbeeld."),
}


def _dossier(record, subtitle, blocks):
    made_at = clock.now()
    where = parts.address(record.get_absolute_url())
    state = InstanceState.objects.get()
    return Dossier(
        title=str(record),
        subtitle=f"{subtitle}. Bron: {parts.LETTER}.",
        address=where,
        made_at=made_at,
        version=state.data_version,
        status="" if state.environment == "production" else "VOORBEELD",
        blocks=[*parts.on_first_page(where, made_at, COUNTING), *blocks],
    )


def _years(mission):
    return ", ".join(words for _, words in mission.year_words) or "geen streefjaar"


def _below(missions):
    if not missions:
        return []
    rows = tuple(
        (
            runs(parts.link(mission)),
            runs(_years(mission)),
            runs("«", mission.statement, "»"),
        )
        for mission in missions
    )
    header = ("Wat", "Streefjaar", "Woorden van de brief")
    return [Heading("Hieronder"), Table("Subdoelen en missies eronder", header, rows)]


def _same(mission):
    if not mission.same:
        return []
    grounds = mission.grounds_by_part.get("same", [])
    words = runs("Dezelfde missie als ", parts.link(mission.same), ".")
    quotes = [parts.quote(ground.passage) for ground in grounds if ground.passage]
    return [Heading("Dezelfde missie"), Paragraph(words), *quotes]


def _links(found, here):
    heads = {
        "topsectors": ("Topsector", "Topsectoren"),
        "technologies": ("Technologie", "Technologieën"),
        "departments": ("Departement", "Departementen"),
        "documents": ("Stuk", "Stukken"),
        "examples": ("Voorbeeld", "Voorbeelden"),
    }
    blocks = [Heading("Koppelingen")]
    for name, (head, plural) in heads.items():
        none = f"Bij {here} staat geen {head.lower()}."
        blocks.append(Heading(plural, 2))
        blocks += parts.links_table(head, found[name], none)
    return blocks


def _ends(context, names):
    blocks = [Heading("Koppelingen")]
    for name in names:
        blocks += _end(context, name)
    return blocks


def _end(context, name):
    head, none = ENDS[name]
    return parts.links_table(head, Section(context[name], False), none)


def _rules():
    rules = Rule.objects.public().filter(about=Rule.About.AGENDA)
    rows = tuple(
        (runs(parts.link(rule, rule.code)), runs(rule.title)) for rule in rules
    )
    table = Table("Wat de brief van elke agenda vraagt", ("Regel", "In het kort"), rows)
    return [Heading("Regels voor de agenda"), table] if rows else []


def _lacks_baseline(mission):
    if any(target.lacks_baseline for target in mission.targets.all()):
        return "Een referentiejaar bij elke verandering: de brief noemt dat niet."
    return ""
