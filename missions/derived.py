"""What the list of missions shows and no field holds, as columns of a download.

The register works these out by itself, so the importer leaves them alone.
"""

from django.db.models import Prefetch

from exchange.columns import Column, Number, YesNo
from exchange.kinds import plain
from missions.models.links import MissionOrganisation, MissionTechnology
from missions.models.target import Target
from themes.links import is_taken_over
from themes.models import ThemeOrganisation, ThemeTechnology


def _end(model, end):
    return model.objects.filter(
        **{f"{end}__published_at__isnull": False}
    ).select_related(end)


FETCH = (
    Prefetch("targets", Target.objects.current()),
    Prefetch("organisation_links", _end(MissionOrganisation, "organisation")),
    Prefetch("technology_links", _end(MissionTechnology, "technology")),
    Prefetch("theme__organisation_links", _end(ThemeOrganisation, "organisation")),
    Prefetch("theme__technology_links", _end(ThemeTechnology, "technology")),
)


def numbers(mission):
    return [target for target in mission.targets.all() if target.value is not None]


def value(mission):
    return next((plain(target.value) for target in numbers(mission)), None)


def unit(mission):
    return next((target.get_unit_display() for target in numbers(mission)), "")


def years(mission):
    return ", ".join(words for _, words in mission.year_words)


def goals(mission):
    return "; ".join(map(str, mission.targets.all()))


def topsectors(mission):
    found = _linked(mission, "organisation")
    return _names(record for record in found if record.page == "topsector")


def technologies(mission):
    return _names(_linked(mission, "technology"))


def _linked(mission, end):
    """What the mission is linked to itself, and what it takes over from its theme."""
    own = getattr(mission, f"{end}_links").all()
    of_theme = filter(is_taken_over, getattr(mission.theme, f"{end}_links").all())
    for link in (*own, *of_theme):
        yield getattr(link, end)


def _names(records):
    return "; ".join(sorted({record.name for record in records}))


COMPUTED = (
    (
        Column(
            "theme_title", "titel van het thema", "Het thema zoals de site het toont."
        ),
        lambda mission: mission.theme.title,
    ),
    (
        Column(
            "target_years",
            "streefjaren",
            "De jaren van de doelen, zoals de site ze toont. Leeg: geen streefjaar.",
        ),
        years,
    ),
    (
        Column("goals", "doelen in woorden", "Elk doel met zijn jaar."),
        goals,
    ),
    (
        YesNo(
            "has_number", "met een getal", "Of een doel van de missie een getal heeft."
        ),
        lambda mission: mission.has_number,
    ),
    (
        Number(
            "number",
            "getal",
            "Het getal van het eerste doel dat er een heeft, zonder plus of min.",
        ),
        value,
    ),
    (
        Column("number_unit", "eenheid van het getal", "Waarin dat getal telt."),
        unit,
    ),
    (
        Column(
            "topsectors",
            "topsectoren",
            "De topsectoren bij de missie of in de brief bij haar thema, met een "
            "puntkomma ertussen.",
        ),
        topsectors,
    ),
    (
        Column(
            "technologies",
            "technologieën",
            "De technologieën bij de missie of in de brief bij haar thema, met een "
            "puntkomma ertussen.",
        ),
        technologies,
    ),
)
