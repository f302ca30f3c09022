"""The dossier of a mission, theme, topsector or technology, to take to a meeting."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts import second_factor
from accounts.visitor import visitor
from dossiers.phrases import missing
from dossiers.serving import answer
from dossiers.tree import Bullets, Dossier, Heading, Paragraph, Table, runs
from exchange.download import SAMPLE
from instance import clock
from instance.models import InstanceState
from keytech import views as technologies
from missions.models import Mission
from organisations import views as organisations
from policy.models import Rule
from portal import dossier_entries
from portal import dossier_parts as parts
from sources.pages import in_force
from themes.links import sections, ties
from themes.models import Theme

# In an address: also what is not adopted yet.
DRAFTS = "concepten"
COUNTING = (
    "missies in de woorden van de brief; een subdoel telt niet apart mee. Een "
    "koppeling telt één keer per paar."
)


@require_safe
def dossier(request, kind, slug, form):
    records, tell = KINDS[kind]
    record = get_object_or_404(records().filter(withdrawn_on=None), slug=slug)
    name = f"dossier-{record.slug}-{clock.today()}"
    if kind == "missies" and DRAFTS in request.GET:
        return _with_drafts(request, record, form, name)
    return answer(request, form, name, lambda: tell(record))


def _with_drafts(request, mission, form, name):
    """Also what is not adopted yet, as far as this person may read it."""
    user = visitor(request)
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    # As at the door of every private address.
    if second_factor.is_missing(request):
        return redirect("mfa_index")
    name = f"CONCEPT-{name}"
    return answer(request, form, name, lambda: mission_dossier(mission, user))


def mission_dossier(mission, reader=None):
    """With drafts for a reader, if one is given."""
    found = sections(ties(mission, mission.theme), mission)
    sub_targets = list(mission.children.for_list())
    kind = mission.get_kind_display().capitalize()
    blocks = [
        Heading("Formulering"),
        *parts.quotes(mission.grounds_by_part.get("record", [])),
        Heading("Doelen"),
        *parts.targets_table(mission.targets.all()),
        *_below(sub_targets),
        *_above(mission),
        *_same(mission),
        *_links(found, "deze missie"),
        *dossier_entries.blocks(mission),
        *(dossier_entries.drafts(mission, reader) if reader else ()),
        *_rules(),
        *parts.around(mission, "Wat de brief er nog over zegt"),
        *parts.grounds(mission),
        *parts.not_in_it(
            "" if mission.year_words else "Een streefjaar: de brief noemt er geen.",
            "" if mission.title else "Een titel: de brief geeft er geen.",
            _lacks_baseline(mission),
        ),
    ]
    subtitle = f"{kind} bij het thema {mission.theme}"
    return _dossier(mission, subtitle, blocks, is_concept=bool(reader))


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
    found = ties(theme, *missions)
    own = sections([tie for tie in found if tie.owner == theme], theme)
    blocks = [
        *parts.around(theme, "Waarom dit thema"),
        Heading("Missies"),
        Table("Alle missies en subdoelen van dit thema", header, rows),
        Heading("Doelen"),
        *parts.targets_of(missions),
        *_links(own, "dit thema"),
        *_contributions(missions, found),
        *dossier_entries.blocks(theme),
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
        Bullets(roles) if roles else Paragraph(missing(none)),
        *_ends(context, ["themes", "missions", "technologies"]),
        Heading("Voorbeelden"),
        *_end(context, "examples"),
        *_optional("Termijnen", "Termijn", context["milestones"], level=1),
        *_optional("Instrumenten en stukken", "Wat", context["joined"], level=1),
        *dossier_entries.blocks(record),
        *_rules(Rule.About.TOPSECTOR),
        Heading("Wat staat er over ons?"),
        *parts.mentions_list(context["mentions"]),
        *parts.grounds(record),
        *parts.not_in_it(),
    ]
    return _dossier(record, record.get_kind_display().capitalize(), blocks)


def technology_dossier(record):
    context = technologies.page_context(record)
    blocks = [
        *_members(context["members"]),
        *_ends(context, ["themes", "missions", "topsectors"]),
        Heading("Voorbeelden"),
        *_end(context, "examples"),
        *_optional("Instrumenten en stukken", "Wat", context["joined"], level=1),
        *dossier_entries.blocks(record),
        *_rules(),
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
    return Mission.objects.for_page().select_related("parent")


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


class KindConverter:
    """In an address: the kinds of record that have a dossier here."""

    regex = "|".join(KINDS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


RULES = {
    Rule.About.AGENDA: ("Regels voor de agenda", "Wat de brief van elke agenda vraagt"),
    Rule.About.TOPSECTOR: (
        "Regels voor de topsectoren",
        "Wat de brief van elke topsector vraagt",
    ),
}
ENDS = {
    "themes": ("Thema", "Dit staat bij geen thema."),
    "missions": ("Missie", "Dit staat bij geen missie."),
    "technologies": ("Technologie", "Hier staat geen technologie bij."),
    "topsectors": ("Topsector", "Hier staat geen topsector bij."),
    "examples": ("Voorbeeld", "De brief geeft hiervan geen voorbeeld."),
}


def _dossier(record, subtitle, blocks, *, is_concept=False):
    made_at = clock.now()
    where = settings.INSTANCE.absolute(record.get_absolute_url())
    state = InstanceState.objects.get()
    marks = [] if state.environment == "production" else [SAMPLE]
    marks += ["CONCEPT"] if is_concept else []
    return Dossier(
        title=str(record),
        subtitle=f"{subtitle}. Bron: {parts.LETTER}.",
        address=where,
        made_at=made_at,
        version=state.data_version,
        status=" · ".join(marks),
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


def _above(mission):
    if not (mission.parent and mission.parent.published_at):
        return []
    words = runs("Onderdeel van ", parts.link(mission.parent), ".")
    grounds = mission.grounds_by_part.get("part", [])
    return [Heading("Onderdeel van"), Paragraph(words), *parts.quotes(grounds)]


def _links(found, here):
    """As on the page: also what the source does not say of this very record."""
    said = {
        "topsectors": ("Topsectoren", "Topsector", "noemt geen topsector"),
        "technologies": ("Technologieën", "Technologie", "noemt geen technologie"),
        "documents": ("Stukken", "Stuk", "noemt geen ander stuk"),
        "examples": ("Voorbeelden", "Voorbeeld", "geeft geen voorbeeld"),
    }
    blocks = [Heading("Koppelingen")]
    for name, (plural, head, lacks) in said.items():
        blocks.append(Heading(plural, 2))
        if found[name].rows:
            blocks += parts.links_table(head, found[name].rows)
        if not found[name].is_stated:
            words = f"De brief {lacks} bij {here}."
            blocks.append(Paragraph(missing(words)))
    blocks += _optional("Departementen", "Departement", found["departments"].rows)
    blocks += _optional("Organisaties", "Organisatie", found["organisations"].rows)
    return [*blocks, *_optional("Termijnen", "Termijn", found["milestones"].rows)]


def _optional(heading, head, rows, level=2):
    """Links that most records lack, and of which nobody expects to read that."""
    return [Heading(heading, level), *parts.links_table(head, rows)] if rows else []


def _contributions(missions, found):
    """The links of the missions themselves; those of the theme stand above."""
    rows = [
        (runs(parts.link(mission)), *row)
        for mission in missions
        for name, own in sections(
            [tie for tie in found if tie.owner == mission], mission
        ).items()
        if name in ("topsectors", "technologies")
        for row in parts.link_rows(own.rows)
    ]
    header = ("Missie", "Topsector of technologie", "Grondslag", "Waarop")
    table = Table("Eigen koppelingen van de missies", header, tuple(rows))
    return [Heading("Wie en wat draagt bij, per missie"), table] if rows else []


def _members(members):
    items = tuple(runs(parts.link(member)) for member in members)
    return [Heading("Technologieën in deze groep"), Bullets(items)] if items else []


def _ends(context, names):
    blocks = [Heading("Koppelingen")]
    for name in names:
        blocks += _end(context, name)
    return blocks


def _end(context, name):
    head, none = ENDS[name]
    if not context[name]:
        return [Paragraph(missing(none))]
    return parts.links_table(head, context[name])


def _rules(about=Rule.About.AGENDA):
    rules = in_force(Rule.objects).filter(about=about)
    heading, caption = RULES[about]
    rows = tuple(
        (runs(parts.link(rule, rule.code)), runs(rule.title)) for rule in rules
    )
    table = Table(caption, ("Regel", "In het kort"), rows)
    return [Heading(heading), table] if rows else []


def _lacks_baseline(mission):
    if any(target.lacks_baseline for target in mission.targets.all()):
        return "Een referentiejaar bij elke verandering: de brief noemt dat niet."
    return ""
