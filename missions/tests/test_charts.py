"""The charts of missions. The missions are unsaved: a query would fail."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import include, path

from charts.fit import text_width
from charts.vocabulary import Kind
from missions import charts
from missions.charts.horizon import HORIZON_TIERS
from missions.models import Mission, Target
from missions.models.target import TargetGround
from sources.models import Passage
from themes.models import Theme

pytestmark = pytest.mark.urls(__name__)


def page(request, slug):
    return HttpResponse(slug)


urlpatterns = [
    path("missies/", include(([path("<slug>/", page, name="detail")], "missions"))),
    path("themas/", include(([path("<slug>/", page, name="detail")], "themes"))),
]

ED = Theme(pk=1, code="ED", slug="energie", title="Energietransitie", order=1)
LWV = Theme(pk=2, code="LWV", slug="landbouw", title="Landbouw", order=2)
GZ = Theme(pk=3, code="GZ", slug="zorg", title="Gezondheid en zorg", order=3)
V = Theme(pk=4, code="V", slug="veiligheid", title="Veiligheid", order=4)


def a_target(label, year, *, value=None, **fields):
    fields = {
        "direction": "decrease" if value else "reach",
        "unit": "percent" if value else "",
        "year_precision": "stated" if year else "none",
        "short_label": label.split()[0],
        **fields,
    }
    number = None if value is None else Decimal(value)
    target = Target(pk=1, label=label, target_year=year, value=number, **fields)
    passage = Passage(pk=1, page=5)
    grounds = [TargetGround(passage=passage), TargetGround(reason="keuze")]
    target._prefetched_objects_cache = {"grounds": grounds}
    return target


def a_mission(theme, pk, code, name, *targets, kind="mission", parent=None):
    mission = Mission(
        pk=pk,
        theme=theme,
        code=code,
        slug=code.lower(),
        short_label=name,
        kind=kind,
        parent=parent,
    )
    for order, target in enumerate(targets, 1):
        target.mission = mission
        target.order = order
        target.slug = f"{mission.slug}-doel-{order}"
    mission._prefetched_objects_cache = {"targets": list(targets)}
    return mission


def emissions():
    return a_mission(
        ED,
        1,
        "ED-1",
        "Broeikasgasuitstoot terugdringen",
        a_target("broeikasgasuitstoot", 2030, value=49, baseline_year=1990),
        a_target("broeikasgasuitstoot", 2050, value=95, baseline_year=1990),
    )


def circular():
    return a_mission(
        ED,
        3,
        "ED-2",
        "Volledig circulaire economie",
        a_target("grondstoffengebruik", 2030, value=50),
        a_target("volledig circulair", 2050),
    )


def health():
    more_years = {"direction": "increase", "unit": "years"}
    return a_mission(
        GZ,
        5,
        "GZ-C",
        "Langer gezond",
        a_target("in goede gezondheid", 2040, value=5, **more_years),
        a_target("verschil", 2040, value=30),
        kind="central",
    )


def cyber():
    return a_mission(
        V,
        8,
        "V-4",
        "Cyberveiligheid",
        *(
            a_target(
                label,
                2024,
                value=10,
                direction="rank",
                unit="rank",
                year_precision="derived",
                term_text="binnen vijf jaar",
            )
            for label in ("van de ene index", "van de andere index")
        ),
    )


def delta():
    after = {"year_precision": "after", "term_text": "ook na 2100"}
    target = a_target("best beschermde delta", 2100, **after)
    return a_mission(LWV, 4, "LWV-6", "Best beschermde delta", target)


def adaptive():
    target = a_target("permanent innovatienetwerk", None)
    return a_mission(V, 9, "V-6", "Samen sneller innoveren", target)


@pytest.fixture
def missions():
    ed_1, gz_c = emissions(), health()
    return [
        ed_1,
        a_mission(
            ED,
            2,
            "ED-1.1",
            "CO₂-vrij",
            a_target("CO₂-vrij", 2050),
            kind="sub_target",
            parent=ed_1,
        ),
        circular(),
        delta(),
        gz_c,
        a_mission(
            GZ, 6, "GZ-1", "Gezond", a_target("ziektelast", 2040, value=30), parent=gz_c
        ),
        cyber(),
        adaptive(),
    ]


def words_at(mark, tier):
    [lines] = [label.lines for label in mark.labels if tier in label.tiers]
    return "\n".join("".join(run.text for run in line) for line in lines)


def test_horizon_groups_the_missions_per_theme_and_counts_them(missions):
    groups = charts.horizon(missions).groups

    assert [(g.key, g.summary, [row.code for row in g.rows]) for g in groups] == [
        ("ed", "2 missies, de eerste met 1 subdoel", ["ED-1", "ED-2"]),
        ("lwv", "1 missie", ["LWV-6"]),
        ("gz", "1 centrale missie met 1 missie eronder", ["GZ-C", "GZ-1"]),
        ("v", "2 missies", ["V-4", "V-6"]),
    ]


def test_horizon_marks_stand_at_their_year_with_their_kind_and_words(missions):
    rows = [row for group in charts.horizon(missions).groups for row in group.rows]

    assert [(r.code, m.kind, m.x, m.words) for r in rows for m in r.marks] == [
        ("ED-1", Kind.NUMBER, "12.79%", "−49%, 2030"),
        ("ED-1", Kind.NUMBER, "36.05%", "−95% ten opzichte van 1990, 2050"),
        ("ED-2", Kind.NUMBER, "12.79%", "−50% grondstoffengebruik, 2030"),
        ("ED-2", Kind.OPEN, "36.05%", "volledig circulair, 2050"),
        ("LWV-6", Kind.AFTER, "94.19%", "best beschermde delta, ook na 2100"),
        (
            "GZ-C",
            Kind.NUMBER,
            "24.42%",
            "+5 jaar in goede gezondheid, −30% verschil, 2040",
        ),
        ("GZ-1", Kind.NUMBER, "24.42%", "−30% ziektelast, 2040"),
        (
            "V-4",
            Kind.DERIVED,
            "5.81%",
            "top 10 van de ene index en van de andere index, 2024 (afgeleid)",
        ),
        ("V-6", Kind.NONE, "0%", "geen streefjaar: permanent innovatienetwerk"),
    ]


def test_horizon_axis_counts_each_mission_once_per_year(missions):
    ticks = charts.horizon(missions).axis.ticks

    assert {tick.year: tick.count for tick in ticks if tick.count} == {
        2024: 1,
        2030: 2,
        2040: 2,
        2050: 2,
        2100: 1,
    }
    assert ticks[0].year == 2019


def test_horizon_axis_says_how_sure_a_year_is(missions):
    axis = charts.horizon(missions).axis

    assert axis.name == (
        "Aantal missies per streefjaar: 2024 (afgeleid): 1, 2030: 2, 2040: 2, "
        "2050: 2, ook na 2100: 1"
    )
    assert [t.text for t in axis.ticks if t.count] == [
        *("2024", "2030", "2040", "2050"),
        "na 2100",
    ]


def test_a_derived_number_says_so_or_has_a_dotted_mark():
    halving = a_target("grondstoffengebruik", 2030, value=50, value_basis="derived")
    [row] = (
        charts.horizon([a_mission(ED, 3, "ED-2", "Kringloop", halving)]).groups[0].rows
    )

    [mark] = row.marks
    assert mark.kind == Kind.DERIVED
    assert mark.words == "−50% (afgeleid) grondstoffengebruik, 2030"


def test_a_number_that_is_the_least_says_so_in_every_width():
    least = {"direction": "increase", "unit": "years", "comparator": "at_least"}
    target = a_target("in goede gezondheid", 2040, value=5, **least)
    [mark] = (
        charts.horizon([a_mission(GZ, 5, "GZ-C", "Gezond", target)])
        .groups[0]
        .rows[0]
        .marks
    )

    assert all(
        words_at(mark, tier.name).replace("\n", " ").startswith("ten minste +5 jaar")
        for tier in HORIZON_TIERS
    )


def test_horizon_axis_keeps_the_years_with_a_goal_where_it_is_narrow(missions):
    ticks = charts.horizon(missions).axis.ticks

    assert [tick.year for tick in ticks if "m" in tick.tiers] == [
        2019,
        2030,
        2040,
        2050,
        2100,
    ]


def test_horizon_line_runs_to_the_last_year_and_a_child_names_its_parent(missions):
    rows = [row for group in charts.horizon(missions).groups for row in group.rows]

    assert {row.code: (row.line_to, row.under) for row in rows} == {
        "ED-1": ("36.05%", ""),
        "ED-2": ("36.05%", ""),
        "LWV-6": ("94.19%", ""),
        "GZ-C": ("24.42%", ""),
        "GZ-1": ("24.42%", "GZ-C"),
        "V-4": ("5.81%", ""),
        "V-6": ("", ""),
    }


def test_horizon_shortens_words_where_the_next_mark_is_near(missions):
    [_, ed_2] = charts.horizon(missions).groups[0].rows

    assert [words_at(ed_2.marks[0], tier) for tier in ("xl", "m", "xs")] == [
        "−50% grondstoffengebruik",
        "−50%",
        "−50%",
    ]


def test_no_label_reaches_the_next_mark_or_the_edge(missions):
    rows = [row for group in charts.horizon(missions).groups for row in group.rows]
    tiers = {tier.name: tier for tier in HORIZON_TIERS}

    for row in rows:
        ends = [float(mark.x[:-1]) for mark in row.marks[1:]] + [100]
        for mark, end in zip(row.marks, ends, strict=True):
            for label in mark.labels:
                for tier in (tiers[name] for name in label.tiers):
                    share = float(mark.x[:-1])
                    room = share if mark.kind == Kind.AFTER else end - share
                    for line in label.lines:
                        text = "".join(run.text for run in line)
                        taken = mark.dx + text_width(text, tier.size)
                        assert taken <= room / 100 * tier.track, (row.code, text)


def test_the_words_before_an_arrow_stop_at_the_mark_before_it():
    after = {"year_precision": "after", "term_text": "ook na 2100"}
    mission = a_mission(
        LWV,
        1,
        "LWV-9",
        "Delta",
        a_target("dijken op orde", 2090),
        a_target("best beschermde en leefbare delta", 2100, **after),
    )

    lone = charts.horizon([delta()]).groups[0].rows[0]
    near = charts.horizon([mission]).groups[0].rows[0]

    assert words_at(lone.marks[0], "xl") == "best beschermde delta, «ook na 2100»"
    assert words_at(near.marks[1], "xl") == "best"


def test_horizon_table_says_the_same_as_the_marks(missions):
    chart = charts.horizon(missions)
    rows = [row for group in chart.groups for row in group.rows]

    assert {(row[0].text, row[2].url) for row in chart.table.rows} >= {
        (row.code, mark.url) for row in rows for mark in row.marks
    }
    assert [[cell.text for cell in row] for row in chart.table.rows] == [
        ["ED-1", emissions().short_label, "broeikasgasuitstoot", "−49%", "2030"]
        + ["1990", "5"],
        ["ED-1", emissions().short_label, "broeikasgasuitstoot", "−95%", "2050"]
        + ["1990", "5"],
        ["ED-2", circular().short_label, "grondstoffengebruik", "−50%", "2030"]
        + ["de brief noemt geen referentiejaar", "5"],
        ["ED-2", circular().short_label, "volledig circulair", "geen getal", "2050"]
        + ["niet van toepassing", "5"],
        ["LWV-6", "Best beschermde delta", "best beschermde delta", "geen getal"]
        + ["ook na 2100", "niet van toepassing", "5"],
        ["GZ-C", "Langer gezond", "in goede gezondheid", "+5 jaar", "2040"]
        + ["de brief noemt geen referentiejaar", "5"],
        ["GZ-C", "Langer gezond", "verschil", "−30%", "2040"]
        + ["de brief noemt geen referentiejaar", "5"],
        ["GZ-1", "Gezond", "ziektelast", "−30%", "2040"]
        + ["de brief noemt geen referentiejaar", "5"],
        ["V-4", "Cyberveiligheid", "van de ene index", "top 10"]
        + ["binnen vijf jaar: 2024 (afgeleid)", "niet van toepassing", "5"],
        ["V-4", "Cyberveiligheid", "van de andere index", "top 10"]
        + ["binnen vijf jaar: 2024 (afgeleid)", "niet van toepassing", "5"],
        ["V-6", "Samen sneller innoveren", "permanent innovatienetwerk", "geen getal"]
        + ["geen streefjaar", "niet van toepassing", "5"],
    ]


def test_horizon_says_in_words_what_it_shows(missions):
    chart = charts.horizon(missions)

    assert chart.summary == (
        "Twee missies hebben een doel in 2030, twee in 2040. Eén missie kijkt verder."
    )
    assert [row.note for group in chart.groups for row in group.rows if row.note] == [
        "Na 2050 is er nog één missie met een doel."
    ]


def test_horizon_page_links_every_mark_and_sets_no_style(missions):
    html = render_to_string("charts/horizon.html", {"chart": charts.horizon(missions)})

    assert '<a href="/missies/ed-1/#ed-1-doel-1" aria-label="ED-1: −49%, 2030">' in html
    assert html.count("aria-label=") == 9 + 2
    assert "style=" not in html
    assert "<script" not in html


def test_steps_show_what_remains_of_100():
    chart = charts.mission_chart(emissions())

    assert chart.template == "charts/steps.html"
    assert chart.title == "Doel in twee stappen"
    assert chart.caption == (
        "1990 is 100. De brief noemt alleen deze punten, geen pad ertussen."
    )
    assert [(b.year, b.x, b.change, b.remaining, b.height) for b in chart.bars] == [
        (1990, "9%", "", "100", "215.0"),
        (2030, "62.33%", "−49%", "51", "109.7"),
        (2050, "89%", "−95%", "5", "10.8"),
    ]


def test_steps_that_would_touch_are_drawn_on_the_time_axis():
    near = a_mission(
        ED,
        1,
        "ED-1",
        "Uitstoot",
        a_target("uitstoot", 2045, value=49, baseline_year=1990),
        a_target("uitstoot", 2050, value=95, baseline_year=1990),
    )

    assert charts.mission_chart(near).template == "charts/line.html"


@pytest.mark.parametrize(
    ("mission", "title", "name"),
    [
        (
            circular,
            "Doelen op de tijdas",
            "ED-2: −50% grondstoffengebruik, 2030; volledig circulair, 2050",
        ),
        (
            adaptive,
            "Doel op de tijdas",
            "V-6: geen streefjaar: permanent innovatienetwerk",
        ),
        (lambda: a_mission(V, 1, "V-9", "Leeg"), "Doel", "V-9: nog geen doel"),
    ],
)
def test_a_mission_without_a_base_stands_on_the_time_axis(mission, title, name):
    chart = charts.mission_chart(mission())
    html = render_to_string(chart.template, {"chart": chart})

    assert (chart.title, chart.name) == (title, name)
    assert f'aria-label="{name}"' in html


def test_spark_has_the_marks_of_the_horizon_without_words():
    chart = charts.spark(circular())

    assert [(m.kind, m.x, m.labels) for m in chart.row.marks] == [
        (Kind.NUMBER, "12.79%", ()),
        (Kind.OPEN, "36.05%", ()),
    ]
    assert [(t.year, t.x) for t in charts.spark_axis().ticks] == [
        (2019, "0%"),
        (2050, "36.05%"),
        (2100, "94.19%"),
    ]
    assert "<text" not in render_to_string(chart.template, {"chart": chart})
