"""The charts as files: pictures that stand alone, and the figures in them."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from charts import png
from charts.picture import colours, in_pieces
from missions.models import Mission, Target
from missions.tests.builders import make_mission, make_target

SVG = "{http://www.w3.org/2000/svg}"
HORIZON = "/grafieken/horizon"
STEPS = "/missies/broeikasgasuitstoot-terugdringen/grafiek"
LINE = "/missies/best-beschermde-en-leefbare-delta/grafiek"
PICTURES = [HORIZON, STEPS, LINE]


def drawn(client, path):
    return ET.fromstring(client.get(f"{path}.svg").content)


def words_of(tree):
    return " ".join("".join(text.itertext()) for text in tree.iter(f"{SVG}text"))


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_stands_alone_and_says_what_it_is(path, client, register):
    tree = drawn(client, path)

    assert tree.find(f"{SVG}title").text
    assert tree.find(f"{SVG}desc").text
    source = ET.tostring(tree, encoding="unicode")
    assert "href" not in source
    assert source.count("url(") == 1
    assert 'src: url("data:font/woff2;base64,' in source
    assert "Bron: Kamerstuk 33 009, nr. 70. Stand: " in words_of(tree).replace(
        "\xa0", " "
    )


@pytest.mark.parametrize("path", PICTURES)
def test_nothing_of_a_picture_falls_outside_it(path, client, register):
    tree = drawn(client, path)
    width, height = float(tree.get("width")), float(tree.get("height"))

    for mark in tree.iter():
        for name, most in (("x", width), ("cx", width), ("x2", width)):
            assert 0 <= float((mark.get(name) or "0").rstrip("%")) <= most
        for name in ("y", "cy", "y2"):
            assert 0 <= float(mark.get(name) or 0) <= height


def test_every_mission_is_in_the_picture_and_every_mark(client, register):
    tree = drawn(client, HORIZON)
    missions = Mission.objects.in_the_letters_words()

    words = words_of(tree)
    assert all(mission.short_label in words for mission in missions)
    # Of each shape one more, in the legend.
    assert len(list(tree.iter(f"{SVG}circle"))) == 22 + 3
    assert len(list(tree.iter(f"{SVG}path"))) == 1 + 1
    described = tree.find(f"{SVG}desc").text
    assert all(f"{mission.code}: " in described for mission in missions)


def test_the_steps_are_as_high_as_their_values(client, register):
    bars = drawn(client, STEPS).findall(f"{SVG}rect")[1:]

    filled = [bar for bar in bars if bar.get("fill") != "none"]
    heights = [float(bar.get("height")) for bar in filled]
    assert [round(100 * height / heights[0]) for height in heights] == [100, 51, 5]


@pytest.mark.parametrize("path", PICTURES)
def test_the_png_is_drawn_at_twice_the_size(path, client, register):
    tree = drawn(client, path)
    body = client.get(f"{path}.png").content

    assert body.startswith(b"\x89PNG")
    size = [int.from_bytes(body[at : at + 4]) for at in (16, 20)]
    assert size == [2 * int(tree.get("width")), 2 * int(tree.get("height"))]


def test_without_the_package_the_png_says_what_to_install(client, db, monkeypatch):
    monkeypatch.setattr(png, "resvg_py", None)
    mission = make_mission()
    make_target(mission=mission)

    answer = client.get(f"{mission.get_absolute_url()}grafiek.png")
    page = client.get(mission.get_absolute_url()).content.decode()

    assert answer.status_code == 501
    assert png.MISSING in answer.content.decode()
    assert png.MISSING in page
    assert "grafiek.png" not in page


def test_the_figures_open_right_in_dutch_excel(client, db):
    mission = make_mission(code="=1+1")
    fields = {"value": "12.5", "unit": "percent", "value_basis": "stated"}
    make_target(
        mission=mission,
        direction=Target.Direction.DECREASE,
        baseline_year=1990,
        **fields,
    )

    body = client.get(f"{mission.get_absolute_url()}grafiek.csv").content
    text = body.decode("utf-8")
    head, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")

    cells = dict(zip(head, row, strict=True))
    assert text.startswith("\ufeff")
    assert cells["code"] == "'=1+1"
    assert cells["waarde"] == "−12,5%"
    assert (cells["getal"], cells["over (referentiejaar is 100)"]) == ("12,5", "87,5")


def test_the_figures_hold_every_public_target(client, register):
    text = client.get(f"{HORIZON}.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    targets = Target.objects.public().exclude(mission__kind="sub_target")
    assert len(rows) == targets.count()
    assert {row["bladzijde"] for row in rows} <= {"5", "6", "7", "8"}


def test_the_picture_says_what_its_shapes_mean_and_to_look_beyond(client, register):
    words = words_of(drawn(client, HORIZON))

    for meaning in ("doel met een getal", "doel zonder getal", "afgeleid uit de brief"):
        assert words.count(meaning) == 1
    assert " na 2100 " in words
    assert " 2100 " not in words.replace(" na 2100 ", "")


FILTERED = f"{HORIZON}.{{}}?thema=veiligheid"


def test_the_picture_holds_the_filter_and_says_so(client, register):
    answer = client.get(FILTERED.format("svg"))
    tree = ET.fromstring(answer.content)

    words = words_of(tree)
    shown = Mission.objects.in_the_letters_words().filter(theme__slug="veiligheid")
    others = Mission.objects.in_the_letters_words().exclude(pk__in=shown)
    assert all(mission.short_label in words for mission in shown)
    assert not any(f"{mission.code} " in words for mission in others)
    assert "Thema: Veiligheid." in tree.find(f"{SVG}title").text
    assert "/?thema=veiligheid" in words
    name = "missies-op-de-tijdas-thema-veiligheid-"
    assert name in answer.headers["Content-Disposition"]


def test_the_figures_and_the_png_hold_the_filter_too(client, register):
    text = client.get(FILTERED.format("csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    whole = client.get(f"{HORIZON}.png").content
    part = client.get(FILTERED.format("png"))

    assert {row["thema"] for row in rows} == {"Veiligheid"}
    assert "thema-veiligheid" in part.headers["Content-Disposition"]
    assert int.from_bytes(part.content[20:24]) < int.from_bytes(whole[20:24])


def test_the_page_leads_to_the_picture_that_it_shows(client, register):
    page = client.get("/?thema=veiligheid&kleur=rood").content.decode()

    for form in ("svg", "png", "csv"):
        assert f'href="{FILTERED.format(form)}"' in page


def test_a_filter_that_leaves_nothing_gives_an_empty_picture(client, register):
    answer = client.get(f"{HORIZON}.svg?thema=veiligheid&topsector=creatieve-industrie")

    assert answer.status_code == 200
    assert ET.fromstring(answer.content) is not None


@pytest.mark.parametrize("path", ["/grafieken/horizon.gif", "/missies/x/grafiek.svg"])
def test_what_is_not_there_is_not_found(path, client, db):
    assert client.get(path).status_code == 404


def test_a_mission_without_targets_has_a_picture(client, db):
    mission = make_mission()

    svg = client.get(f"{mission.get_absolute_url()}grafiek.svg").content.decode()

    assert "nog geen doel" in svg


def test_words_of_the_editors_are_escaped(client, db):
    mission = make_mission(short_label='<script>alert("x")</script>')
    make_target(mission=mission)

    svg = client.get(f"{mission.get_absolute_url()}grafiek.svg").content.decode()

    assert "<script" not in svg
    assert ET.fromstring(svg) is not None


def test_a_subscript_is_set_small_and_low():
    pieces = list(in_pieces("CO₂-vrij", False, None, 20))

    assert [words for words, _ in pieces] == ["CO", "2", "-vrij"]
    assert dict(pieces[1][1]) == {"dy": "3", "font-size": "14"}
    assert dict(pieces[2][1]) == {"dy": "-3"}


def test_the_colours_are_the_light_ones_of_the_site():
    assert colours()["inkt"] == "#16212c"
    assert colours()["gz-thema"] == "#9f2d4d"
