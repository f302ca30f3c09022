"""The matrix: its boxes, totals, findings and gaps, counted by hand."""

import csv
import io
from random import Random
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from keytech.tests.builders import make_technology
from missions.matrix.choice import Choice
from missions.matrix.columns import groups
from missions.matrix.findings import findings, gaps
from missions.matrix.page import Table, tree
from missions.matrix.table import matrix
from missions.models import Mission, MissionOrganisation, MissionTechnology
from missions.tests.builders import make_mission
from organisations.models import Organisation, OrganisationGround
from organisations.tests.builders import make_organisation
from sources.links import basis_of
from sources.models import Passage
from sources.tests.builders import make_text
from themes.models import ThemeOrganisation, ThemeTechnology
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

REASON = "Daar werkt deze sector aan."


@pytest.fixture
def passage():
    text = make_text("Fotonica hoort bij dit thema.")
    return Passage.objects.at(text, 0, len(text.body))


@pytest.fixture
def three(passage):
    """Three missions of one theme, one with a sub-target; three topsectors.

    Agri is linked to the theme by the letter and to the first mission itself;
    Chemie by the editors to the second; Energie to the sub-target only.
    """
    theme = make_theme(title="Klimaat")
    missions = [make_mission(theme=theme, code=f"K-{n}") for n in (1, 2, 3)]
    sub = make_mission(
        theme=theme, code="K-1.1", kind=Mission.Kind.SUB_TARGET, parent=missions[0]
    )
    names = ("Agri", "Chemie", "Energie")
    agri, chemie, energie = (make_organisation(kind="topsector", name=n) for n in names)
    ThemeOrganisation.objects.create(theme=theme, organisation=agri, passage=passage)
    MissionOrganisation.objects.create(
        mission=missions[0], organisation=agri, passage=passage
    )
    for mission, organisation in ((missions[1], chemie), (sub, energie)):
        MissionOrganisation.objects.create(
            mission=mission, organisation=organisation, reason=REASON
        )
    return [*missions, sub]


def topsectors():
    found = Mission.objects.public().select_related("theme")
    return matrix(found, groups("topsectoren"))


def whole_table():
    found = topsectors()
    return Table(found, tree(found))


def choice(query=""):
    return Choice(QueryDict(query))


def counts(found):
    tally, boxes = found.tally(found.groups[0])
    return dict(tally), boxes


def test_the_strongest_basis_fills_a_box_and_the_boxes_add_up(three):
    found, boxes = counts(topsectors())

    assert found == {"m": 1, "t": 2, "r": 1, "n": 5}
    assert boxes == 3 * 3 == sum(found.values())


def test_totals_both_ways_count_missions_and_sub_targets_apart(three):
    table = topsectors()
    (group,) = table.groups

    assert [table.count_of(mission, group) for mission in three] == [1, 2, 1, 2]
    assert [table.total(group, column) for column in group.columns] == [3, 1, 0]
    assert [table.sub_total(group, column) for column in group.columns] == [1, 0, 1]


def test_without_the_editors_only_the_letter_counts(three):
    found, boxes = counts(topsectors().stated)

    assert found == {"m": 1, "t": 2, "r": 0, "n": 6}
    assert boxes == 9


def test_editorial_links_of_a_theme_are_not_of_its_missions(three):
    chemie = topsectors().groups[0].columns[1]
    ThemeOrganisation.objects.create(
        theme=three[0].theme, organisation=chemie, reason=REASON
    )

    found, _ = counts(topsectors())

    assert found == {"m": 1, "t": 2, "r": 1, "n": 5}


def test_what_only_a_sub_target_has_is_no_empty_column(three):
    make_organisation(kind="topsector", name="Logistiek")
    table = topsectors()
    (group,) = table.groups

    assert list(map(str, table.columns_without(group))) == ["Logistiek"]
    assert list(map(str, table.columns_of_sub_targets(group))) == ["Energie"]


def test_the_holes_are_rows_or_columns_without_a_link():
    empty, full = make_mission(), make_mission()
    chemie, _ = (make_organisation(kind="topsector", name=n) for n in ("C", "D"))
    MissionOrganisation.objects.create(mission=full, organisation=chemie, reason=REASON)
    table = topsectors()

    rows = table.only_rows_without()
    columns = table.only_columns_without()

    assert rows.rows == [empty]
    assert counts(rows) == ({"m": 0, "t": 0, "r": 0, "n": 2}, 2)
    assert [str(column) for column in columns.groups[0].columns] == ["D"]
    assert counts(columns) == ({"m": 0, "t": 0, "r": 0, "n": 2}, 2)


def test_without_missions_or_columns_nothing_is_counted(client):
    assert counts(topsectors()) == ({"m": 0, "t": 0, "r": 0, "n": 0}, 0)
    page = client.get("/matrix/").content.decode()
    assert "Niets te zien bij deze keuze" in page


def test_the_findings_say_what_is_missing(three):
    make_mission(theme=make_theme(), code="L-1")
    make_technology(name="Fotonica")
    MissionTechnology.objects.create(
        mission=three[2], technology=make_technology(name="Robots"), reason=REASON
    )
    table = matrix(Mission.objects.select_related("theme"), groups(""))

    said = [
        (f.count, f.words, [str(r) for r in f.records])
        for f in findings(table, choice())
    ]

    assert said == [
        (1, "missie zonder topsector", ["L-1 " + str(table.rows[3].short_label)]),
        (1, "technologie zonder missie", ["Fotonica"]),
        (2, "van de 5 koppelingen zijn een keuze van de redactie", []),
    ]


def test_when_every_mission_has_a_topsector_the_editors_are_named():
    mission, topsector = make_mission(), make_organisation(kind="topsector")
    MissionOrganisation.objects.create(
        mission=mission, organisation=topsector, reason=REASON
    )

    first = findings(topsectors(), choice())[0]

    assert (first.count, first.words) == (
        1,
        "missie heeft alleen een topsector van de redactie",
    )
    assert first.url == "/matrix/?kolommen=topsectoren&gaten=redactie"


def test_every_gap_leads_to_a_matrix_with_as_many_rows_or_columns(client, register):
    whole = read_gaps(client, "alles")

    assert whole
    for gap in whole:
        table = client.get(gap.url).context["table"]
        shown = [mission for mission, _ in table.missions]
        if shown and gap.records[0] in shown:
            assert shown == list(gap.records), gap.words
        else:
            (group,) = table.matrix.groups
            assert list(group.columns) == list(gap.records), gap.words
        assert len(gap.records) == gap.count


def test_a_count_leads_to_those_missions_and_not_to_emptier_ones(three):
    bare = make_mission(theme=make_theme(), code="L-1")
    only = make_mission(theme=bare.theme, code="L-2")
    chemie = Organisation.objects.get(name="Chemie")
    MissionOrganisation.objects.create(mission=only, organisation=chemie, reason=REASON)

    table = topsectors()

    assert table.only_rows_without().missions == (bare,)
    assert table.only_editorial_rows().missions == (only,)
    (group,) = table.only_columns_of_sub_targets().groups
    assert [str(column) for column in group.columns] == ["Energie"]


def read_gaps(client, columns):
    found = client.get("/matrix/", {"kolommen": columns}).context["gaps"]
    return [gap for _, own in found for gap in own]


def test_the_register_adds_up(client, register):
    context = client.get("/matrix/?kolommen=alles").context

    sizes = [(len(group.columns), boxes) for group, _, boxes in context["tallies"]]
    assert sizes == [(10, 210), (20, 420), (32, 672)]
    for _, found, boxes in context["tallies"]:
        assert sum(count for _, _, count in found) == boxes
    page = client.get("/matrix/").content.decode()
    assert "van 21 × 10 = <strong>210 vakjes</strong>" in page


@pytest.mark.parametrize("missions", [1, 3])
def test_the_number_of_queries_is_constant(
    client, missions, passage, django_assert_num_queries
):
    for _ in range(missions):
        mission = make_mission()
        technology = make_technology()
        topsector = make_organisation(kind="topsector")
        ThemeTechnology.objects.create(
            theme=mission.theme, technology=technology, passage=passage
        )
        MissionOrganisation.objects.create(
            mission=mission, organisation=topsector, reason=REASON
        )

    # State of the register, themes, missions, three kinds of columns, links.
    with django_assert_num_queries(8):
        answer = client.get("/matrix/?kolommen=alles")

    assert len(answer.context["table"].popovers) == 2 * missions
    assert answer.content.decode().count('<td class="mx-vol ') == 2 * missions


def test_many_gaps_are_not_all_named(monkeypatch):
    monkeypatch.setattr("missions.matrix.findings.LISTED", 2)
    make_organisation(kind="topsector")
    for _ in range(3):
        make_mission()

    ((_, (first, *_)),) = gaps(topsectors(), choice())

    assert (first.count, len(first.records), first.more) == (3, 2, 1)


def test_a_box_leads_to_its_evidence(client, three):
    page = client.get("/matrix/?kolommen=topsectoren").content.decode()

    assert page.count('popovertarget="grond-1"><span') == 1
    assert 'K-1, </span>Agri<span class="mx-wie">: in de brief, bij deze missie' in page
    assert "«Fotonica hoort bij dit thema.»" in page
    assert REASON in page


def test_a_popover_names_its_missions_and_a_row_each_basis_once(client, three):
    page = client.get("/matrix/?kolommen=topsectoren").content.decode()

    # K-1 has its own; K-1.1, K-2 and K-3 share what they take over.
    for named in ("K-1", "K-2", "K-1.1, K-2 en K-3"):
        assert page.count(f"data-missie>{named}</span>: ") == 1
    assert page.count('<span class="mx-basis" aria-hidden="true">') == 6


def test_missions_share_what_they_take_over_from_their_theme(three):
    found = whole_table()

    owners = [str(evidence.owner.code) for evidence in found.popovers]
    theme = three[0].theme.code
    # K-1 has a link of its own besides; K-1.1, K-2 and K-3 take over one.
    assert sorted(owners) == sorted(["K-1", theme, "K-2", "K-1.1"])
    # The first box shows both its grounds, the stronger first.
    words = [basis_of(link).words for link in found.popovers[0].links]
    assert words == ["In de brief, bij deze missie", "In de brief, bij het thema"]


def test_sub_targets_stand_below_their_mission(three):
    bodies = whole_table().bodies

    codes = [[line.mission.code for line in body.lines] for body in bodies]
    assert codes == [["K-1", "K-1.1"], ["K-2", "K-3"]]
    assert [body.starts_theme for body in bodies] == [True, False]
    assert bodies[0].lines[0].children == 1


def test_what_is_not_public_is_not_in_the_matrix(client, three):
    make_mission(code="GEHEIM", published=False)
    make_organisation(kind="topsector", name="Verborgen", published=False)

    page = client.get("/matrix/").content.decode()

    assert "GEHEIM" not in page
    assert "Verborgen" not in page


def test_many_missions_are_shown_in_pages_and_counted_together(client, monkeypatch):
    monkeypatch.setattr("missions.matrix.choice.MISSIONS_A_PAGE", 2)
    theme = make_theme()
    for _ in range(3):
        make_mission(theme=theme)
    make_organisation(kind="topsector")

    page = client.get("/matrix/?pagina=2").content.decode()

    assert "U ziet rij 3 tot en met 3 van 3." in page
    assert "van 3 × 1 = <strong>3 vakjes</strong>" in page
    assert '<a href="/matrix/"' in page
    last = client.get("/matrix/?pagina=99").content.decode()
    assert "U ziet rij 3 tot en met 3 van 3." in last


# The address


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("kolommen=onzin", "Kolommen: «<bdi>onzin</bdi>» kan hier niet."),
        ("gaten=missies&gaten=kolommen", "Gaten: «<bdi>kolommen</bdi>»"),
        ("thema=%3Cscript%3E", "Thema: «<bdi>&lt;script&gt;</bdi>»"),
        ("pagina=-1", "Pagina: «<bdi>-1</bdi>»"),
        ("pagina=²", "Pagina: «<bdi>²</bdi>»"),
        ("sorteer=code", "Sorteer op: «<bdi>code</bdi>»"),
        ("kleur=rood", "«<bdi>kleur=rood</bdi>»: de matrix heeft dit filter niet."),
        (f"koppelingen={'x' * 99}", f"«<bdi>{'x' * 40}…</bdi>»"),
    ],
)
def test_what_is_unknown_is_ignored_and_said(query, note, client, three):
    answer = client.get(f"/matrix/?{query}")

    assert answer.status_code == 200
    assert note in answer.content.decode()
    assert answer.context["table"].bodies


def test_a_choice_comes_back_from_its_address(three):
    asked = (
        f"kolommen=alles&koppelingen=brief&gaten=missies&thema={three[0].theme.slug}"
    )
    found = choice(asked)

    again = choice(found.address().removeprefix("/matrix/?"))

    assert again.own == found.own
    assert [str(chip.choice.label) for chip in again.chips] == ["Klimaat"]
    assert again.notes == []
    assert choice().address() == "/matrix/"


def test_the_filters_of_the_list_choose_the_rows(client, three):
    query = {"topsector": three_slug("Chemie")}

    found = client.get("/matrix/", query).context["table"].matrix

    assert [mission.code for mission in found.missions] == ["K-2"]
    assert client.get("/missies/", query).context["listing"].count.whole == 1


def three_slug(name):
    return Organisation.objects.get(name=name).slug


def test_the_theme_chooses_the_rows(client, three):
    make_mission(code="ANDERS")

    page = client.get("/matrix/", {"thema": three[0].theme.slug}).content.decode()

    assert "K-1" in page
    assert "ANDERS" not in page


# The file


def test_the_file_says_what_the_page_shows(client, three):
    answer = client.get("/matrix/?kolommen=topsectoren&koppelingen=brief&formaat=csv")

    text = answer.content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeffcode;missie;soort;thema;Agri;")
    assert [row[:1] + row[4:] for row in rows[1:]] == [
        ["K-1", "In de brief, bij deze missie", *NONE, "1"],
        ["K-2", "In de brief, bij het thema", *NONE, "1"],
        ["K-3", "In de brief, bij het thema", *NONE, "1"],
        ["K-1.1", "In de brief, bij het thema", *NONE, "1"],
    ]
    assert (
        'filename="matrix-topsectoren-alleen-uit-de-brief-'
        in (answer.headers["Content-Disposition"])
    )


NONE = ["Geen koppeling"] * 2


def test_the_workbook_has_the_same_cells(client, three):
    answer = client.get("/matrix/?kolommen=topsectoren&formaat=xlsx")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == ["code", "K-1", "K-2", "K-3", "K-1.1"]
    assert rows[2][4:] == ["In de brief, bij het thema", "Redactioneel", NONE[0], 2]


def test_a_format_that_is_not_there_is_refused(client, db):
    assert client.get("/matrix/?formaat=pdf").status_code == 400


def test_gaps_name_every_record(three):
    found = dict(gaps(topsectors(), choice()))
    (own,) = found.values()

    assert [(gap.count, gap.words) for gap in own] == [
        (1, "topsector met alleen een subdoel")
    ]


ODD = ["", "alles", "brief", "missies", "kolommen", "klimaat", "geen", "-1", "1e9"]
ODD += ["9" * 40, "٣", "<script>", "' OR 1=1 --", "%s", "é" * 200, "\u202e", "[]"]
NAMES = ["kolommen", "koppelingen", "gaten", "pagina", "thema", "jaar", "topsector"]
NAMES += ["doel", "grondslag", "sorteer", "weergave", "x[]", ""]


def test_odd_values_in_any_parameter_give_a_page(client, three):
    chance = Random(4)
    for _ in range(80):
        pairs = [(chance.choice(NAMES), chance.choice(ODD)) for _ in range(4)]

        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/matrix/", query_params=QueryDict(urlencode(pairs)))

        assert answer.status_code == 200, pairs
        assert len(queries) <= 8, pairs


def test_a_topsector_that_the_editors_added_is_marked(client, passage):
    make_mission()
    named = make_organisation(kind="topsector", name="Agri")
    make_organisation(kind="topsector", name="Logistiek")
    OrganisationGround.objects.create(record=named, passage=passage)

    html = client.get("/matrix/?kolommen=topsectoren").content.decode()

    assert 'Logistiek<span aria-hidden="true">*</span>' in html
    assert html.count("toegevoegd door de redactie</span>") == 1
    assert "* De brief noemt deze topsector niet." in html
