"""The index follows the records: what changed is found at the next search."""

import pytest
from django.db import connection
from django.utils import timezone

from keytech.models import KeyTechnologyAlias
from keytech.tests.builders import make_technology
from missions.models import Mission, TargetGround
from missions.tests.builders import make_mission, make_target
from organisations.models import OrganisationName
from organisations.tests.builders import make_organisation
from portal.search import ask, bring_up_to_date
from portal.search_index import KINDS, SOURCES
from portal.views import KINDS as ADDRESSED
from search import index
from search.models import Entry, Queued
from sources.models import OfficialNumber, Paragraph, Section
from sources.tests.builders import make_document, make_passage, make_text
from themes.models import ThemeGround

pytestmark = pytest.mark.django_db


def found(text):
    return [(hit.entry.kind, hit.entry.key) for hit in ask(text).hits]


def test_a_new_record_is_found_at_once():
    mission = make_mission(short_label="Zeewier telen")

    assert found("zeewier") == [("missie", mission.slug)]


def test_an_edit_shows_at_the_next_search():
    mission = make_mission(short_label="Zeewier telen")
    ask("zeewier")

    mission.short_label = "Mosselen kweken"
    mission.save()

    assert (found("zeewier"), found("mossel")) == ([], [("missie", mission.slug)])


def test_raw_sql_shows_too():
    mission = make_mission(short_label="Zeewier telen")
    ask("zeewier")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_mission SET short_label = 'Mosselen kweken'")

    assert found("mossel") == [("missie", mission.slug)]


def test_a_draft_is_never_found():
    make_mission(short_label="Zeewier telen", published=False)

    assert found("zeewier") == []


def test_what_is_withdrawn_or_unpublished_leaves_the_index():
    mission, other = (
        make_mission(short_label="Zeewier"),
        make_mission(short_label="Wier"),
    )
    ask("zeewier")

    Mission.objects.filter(pk=mission.pk).update(
        withdrawn_on=timezone.now(), withdrawn_because="Opgegaan in een andere."
    )
    Mission.objects.filter(pk=other.pk).update(published_at=None)

    assert (found("zeewier"), found("wier")) == ([], [])


def test_a_target_follows_its_mission_and_the_mission_its_years():
    target = make_target(target_year=2041, label="zeewier")
    mission = target.mission
    ask("zeewier")

    mission.short_label = "Mosselen"
    mission.save()

    assert found("mossel") == [("missie", mission.slug), ("doel", target.slug)]
    assert set(found("2041")) == {("missie", mission.slug), ("doel", target.slug)}

    passage = make_passage("in 2042")
    TargetGround.objects.create(record=target, supports="value", passage=passage)
    target.target_year = 2042
    target.save()

    assert ("missie", mission.slug) not in found("2041")


def test_missions_follow_the_name_of_their_theme():
    mission = make_mission()
    ask("zeewier")

    theme = mission.theme
    theme.title = "Zeewier en mosselen"
    passage = make_passage(theme.title)
    ThemeGround.objects.create(record=theme, supports="name", passage=passage)
    theme.save()

    assert found("zeewier") == [("thema", mission.theme.slug), ("missie", mission.slug)]


def test_other_names_find_their_record_until_they_are_gone():
    technology = make_technology(name="Zeewierteelt")
    alias = KeyTechnologyAlias.objects.create(record=technology, name="algenkweek")
    organisation = make_organisation()
    OrganisationName.objects.create(organisation=organisation, name="Wierenbond")

    assert found("algenkweek") == [("technologie", technology.slug)]
    assert found("wierenbond") == [("organisatie", organisation.slug)]

    alias.delete()

    assert found("algenkweek") != [("technologie", technology.slug)]


@pytest.mark.parametrize(
    "typed", ["32637-343", "32 637, nr. 343", "kst-32637-343", "Kamerstuk 32637 nr 343"]
)
def test_a_paper_is_found_by_its_number(typed):
    document = make_document(title="Een brief")
    OfficialNumber.objects.create(document=document, dossier="32637", number="343")
    make_document(title="Nog 343 brieven")

    assert found(typed)[0] == ("bron", document.slug)


def test_every_paragraph_of_a_public_text_is_found():
    text = make_text("Over wieren\nHet zeewier groeit.")
    section = Section.objects.create(
        text=text, kind="section", slug="wieren", label="Wieren", level=1, start=0
    )
    for number, (start, end, kind) in enumerate(
        [(0, 11, "heading"), (12, 31, "prose")], 1
    ):
        Paragraph.objects.create(
            text=text, section=section, start=start, end=end, kind=kind, number=number
        )

    (hit,) = ask("zeewier").hits

    assert (hit.entry.kind, hit.entry.title, hit.entry.url, hit.entry.shown) == (
        "brief",
        "Wieren",
        "/brief/#alinea-2",
        {"page": 1},
    )


def test_every_kind_with_an_address_can_be_found():
    indexed = {source.public().model for source in SOURCES}

    assert set(ADDRESSED.values()) <= indexed
    assert set(ADDRESSED) - {"organisatie"} <= set(KINDS)


def test_a_search_takes_a_bounded_piece_of_the_queue(monkeypatch):
    for n in range(3):
        make_mission(short_label=f"Zeewier {n}")
    records = Queued.objects.values("source", "record").distinct().count()

    taken = index.refresh(SOURCES, most=records - 1)

    left = Queued.objects.values("source", "record").distinct().count()
    assert (taken, left) == (records - 1, 1)


def test_what_has_no_entry_is_queued_and_the_rest_is_not():
    make_mission()
    bring_up_to_date()
    Entry.objects.filter(kind="missie").delete()

    index.queue_all(SOURCES)

    assert [q.source for q in Queued.objects.all()] == ["missions.mission"]


def test_nothing_is_written_twice_for_the_same_record():
    mission = make_mission()
    mission.save()
    bring_up_to_date()

    assert Entry.objects.filter(source="missions.mission").count() == 1
