"""The time axis of a register that is too large to draw mission by mission."""

import xml.etree.ElementTree as ET

import pytest

from missions.charts import MOST_MARKS

BOUND = "missions.filters.MOST_MARKS"


def marks_of(chart):
    return [mark for group in chart.groups for row in group.rows for mark in row.marks]


def test_the_letter_is_drawn_mission_by_mission(client, register):
    chart = client.get("/").context["horizon"]

    assert not chart.is_binned
    assert 21 < len(marks_of(chart)) < MOST_MARKS


@pytest.mark.parametrize("beside", ["", "?topsector=ict"])
def test_each_mark_counts_the_missions_of_the_list_it_leads_to(
    beside, client, register, monkeypatch
):
    monkeypatch.setattr(BOUND, 5)

    chart = client.get(f"/{beside}").context["horizon"]

    assert chart.is_binned
    assert 4 <= len(marks_of(chart)) <= 14
    for mark in marks_of(chart):
        listing = client.get(mark.url).context["listing"]
        assert listing.notes == []
        assert mark.words.split()[0] == str(listing.count.whole), mark.url


def test_the_page_no_longer_grows_with_the_missions(client, register, monkeypatch):
    whole = client.get("/?thema=").content.decode()
    monkeypatch.setattr(BOUND, 5)
    page = client.get("/").content.decode()

    assert page.count('class="hz-rij') == 5
    assert "alle missies van het thema met een doel in dat jaar" in page
    assert "doel zonder getal</li>" not in page
    assert len(page) < len(whole) - 20_000


def test_a_filter_that_leaves_few_draws_the_missions(client, register, monkeypatch):
    monkeypatch.setattr(BOUND, 12)

    chart = client.get("/?thema=veiligheid").context["horizon"]

    assert not chart.is_binned
    assert [row.code for row in chart.groups[0].rows][:2] == ["V-1", "V-2"]
    assert client.get("/").context["horizon"].is_binned


def test_the_picture_is_binned_too(client, register, monkeypatch):
    monkeypatch.setattr(BOUND, 5)

    tree = ET.fromstring(client.get("/grafieken/horizon.svg").content)

    words = " ".join(tree.itertext())
    assert "met een doel in 2030" in words
    assert "Kringlooplandbouw" not in words
    assert "alle missies van het thema" in words
