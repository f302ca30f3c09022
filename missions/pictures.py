"""The charts of missions as files: SVG and PNG of the picture, CSV of its figures."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from charts import png
from charts.draw import draw
from charts.picture import as_svg
from exchange.columns import Column, Number, Whole, plain
from exchange.download import file_name, file_response, spooled
from exchange.formats import write_csv
from facets.listing import Listing
from instance import clock
from instance.requests import refuse
from missions.charts import bins, horizon, mission_chart
from missions.filters import HorizonFilter
from missions.models import Mission, Target

FORMS = ("svg", "png", "csv")
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def of_all(request, form):
    """The time axis as the home page shows it, with the filters of its address."""
    listing = Listing(HorizonFilter(request.GET, Mission.objects.current()))
    missions = Mission.objects.for_list().select_related("theme", "made_by")
    missions = missions.prefetch_related("made_by__numbers")
    missions = listing.filterset.of(missions)
    shown = [mission for mission in missions if not mission.is_sub_target]
    title = "Alle missies op één tijdas"
    if listing.chips:
        title = f"Missies op één tijdas. {listing.words}"
    name = f"missies-op-de-tijdas-{listing.selection_words}"
    page = f"/{listing.query}"
    filterset = listing.filterset
    chart = horizon(missions)
    if filterset.is_binned:
        chart = bins(missions, filterset.beside_theme)
    return answer(request, form, chart, title, name, shown, page)


@require_safe
def of_mission(request, slug, form):
    mission = get_object_or_404(Mission.objects.for_page(), slug=slug)
    title = f"{mission.code} {mission.short_label}"
    name = f"grafiek-{mission.code}-{mission.short_label}"
    page = mission.get_absolute_url()
    return answer(request, form, mission_chart(mission), title, name, [mission], page)


def answer(request, form, chart, title, name, missions, page):
    if form not in FORMS:
        raise Http404
    if form == "csv":
        with spooled() as file:
            write_csv(FIGURES, FIGURES.rows(missions), file)
            return file_response(file, form, name)
    svg = as_svg(draw(chart, title), foot(missions, page))
    if form == "png" and not png.is_available():
        return refuse(request, 501, "Deze grafiek is er nog niet als PNG", png.MISSING)
    body = svg if form == "svg" else png.as_png(svg)
    response = HttpResponse(body, content_type=CONTENT_TYPES[form])
    stated = f'attachment; filename="{file_name(form, name)}"'
    response.headers["Content-Disposition"] = stated
    return response


def foot(missions, page):
    """The source and the date; and the page that the picture comes from."""
    sources = dict.fromkeys(mission.made_by.reference for mission in missions)
    day = date_format(clock.today(), "j F Y")
    return [
        f"Bron: {', '.join(sources) or 'geen'}. Stand: {day}.",
        f"Missieregister, {settings.INSTANCE.site_url}{page}",
    ]


@dataclass(frozen=True)
class Figures:
    """What a chart of missions shows: a row per target."""

    code = "doelen"
    columns = (
        Column("code", "code", "De code van de missie."),
        Column("mission", "missie", "De korte naam van de missie."),
        Column("theme", "thema", "Het thema van de missie."),
        Column("label", "doel", "Wat er verandert of bereikt is."),
        Column("shown", "waarde", "De waarde zoals de grafiek haar laat zien."),
        Number("value", "getal", "De waarde als getal."),
        Column("unit", "eenheid", "Procent, jaar of plaats."),
        Column("direction", "richting", "Toename, afname, bereiken of ranglijst."),
        Whole("year", "jaar", "Het streefjaar."),
        Column("year_in_words", "jaar in woorden", "Ook of het jaar is afgeleid."),
        Whole("baseline", "referentiejaar", "Het jaar waarmee is vergeleken."),
        Number("remains", "over (referentiejaar is 100)", "Wat er overblijft."),
        Column("pages", "bladzijde", "De bladzijden van de brief."),
    )

    def rows(self, missions):
        for mission in missions:
            for target in mission.targets.all():
                yield [
                    mission.code,
                    mission.short_label,
                    mission.theme.title,
                    *of(target),
                ]


FIGURES = Figures()


def of(target):
    pages = sorted({g.passage.page for g in target.grounds.all() if g.passage})
    return [
        target.label,
        target.value_text,
        plain(target.value),
        target.get_unit_display(),
        target.get_direction_display(),
        target.target_year,
        target.year_text,
        target.baseline_year,
        remains(target),
        " en ".join(map(str, pages)),
    ]


def remains(target):
    is_share = target.unit == Target.Unit.PERCENT and target.baseline_year
    if not is_share or target.direction != Target.Direction.DECREASE:
        return None
    return plain(100 - target.value)
