"""The public history: readable, complete, and silent about drafts and people."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from instance.history_words import EMPTY
from missions.models import Mission, MissionGround, MissionOrganisation
from missions.tests.builders import make_mission, make_target
from organisations.tests.builders import make_organisation
from policy.models import PolicyLink
from portal.history import Moment, tracked
from portal.history_told import NOT_PUBLIC
from sources.tests.builders import make_document, make_passage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def happened_on(day, hour=12):
    """What this test did so far, and has no moment yet, happened on this day."""
    moment = datetime(2025, 1, day, hour, tzinfo=UTC)
    for model in tracked():
        events = model.pgh_event_model
        with pgtrigger.ignore(f"{events._meta.label}:append_only"):
            events.objects.filter(pgh_created_at__year__gt=2025).update(
                pgh_created_at=moment
            )


def told(client, **asked):
    entries = client.get("/wijzigingen/", asked).context["entries"]
    return [
        (
            entry.record.slug,
            line.subject,
            line.what,
            [(change.name, change.old, change.new) for change in line.fields],
        )
        for entry in entries
        for line in entry.lines
    ]


def test_a_change_says_field_old_and_new(client):
    mission = make_mission(slug="missie", short_label="Oud")
    happened_on(1)
    mission.short_label = "Nieuw"
    mission.save()
    happened_on(2)

    lines = told(client, gegeven="missie")

    assert lines[0] == (
        *("missie", "missie", "gewijzigd"),
        [("korte naam", "Oud", "Nieuw")],
    )
    assert lines[1] == ("missie", "missie", "toegevoegd", [])
    assert lines[2][1:3] == ("grond", "toegevoegd")


def test_a_draft_is_not_in_the_history(client):
    make_mission(published=False, short_label="Geheim")
    happened_on(1)

    assert "Geheim" not in client.get("/wijzigingen/").content.decode()


def test_what_a_record_was_as_a_draft_stays_inside(client):
    mission = make_mission(slug="missie", published=False, short_label="Eerste idee")
    passage = make_passage(mission.statement)
    MissionGround.objects.create(record=mission, passage=passage)
    happened_on(1)
    mission.short_label, mission.published_at = "Naam", datetime(2025, 1, 2, tzinfo=UTC)
    mission.save()
    happened_on(2)

    assert told(client, gegeven="missie") == [("missie", "missie", "toegevoegd", [])]
    assert "Eerste idee" not in client.get("/wijzigingen/").content.decode()


def test_what_was_tried_while_it_was_not_public_stays_inside(client):
    mission = make_mission(slug="missie")
    happened_on(1)
    for day, published, label in (
        (2, None, "Naam"),
        (3, None, "Uitprobeersel"),
        (4, datetime(2025, 1, 4, tzinfo=UTC), "Naam"),
    ):
        mission.published_at, mission.short_label = published, label
        mission.save()
        if day == 3:
            MissionOrganisation.objects.create(
                mission=mission,
                organisation=make_organisation(),
                reason="Uitprobeersel",
            ).delete()
        happened_on(day)

    page = client.get("/wijzigingen/").content.decode()
    assert "Uitprobeersel" not in page


def test_a_draft_at_the_other_end_is_not_named(client):
    draft = make_mission(published=False, short_label="Geheim")
    mission = make_mission(slug="missie", theme=draft.theme)
    link = {"mission": draft, "organisation": make_organisation()}
    MissionOrganisation.objects.create(reason="Voor de proef.", **link)
    happened_on(1)
    mission.parent = draft
    mission.save()
    happened_on(2)

    page = client.get("/wijzigingen/").content.decode()

    assert "Geheim" not in page and draft.slug not in page
    lines = told(client, gegeven="missie")
    assert lines[0][3] == [("onderdeel van", EMPTY, NOT_PUBLIC)]


def test_a_link_is_told_under_its_mission_and_its_removal_too(client):
    mission, nwo = make_mission(slug="missie"), make_organisation(name="NWO")
    happened_on(1)
    link = MissionOrganisation.objects.create(
        mission=mission, organisation=nwo, reason="Zij betaalt mee."
    )
    happened_on(2)
    link.delete()
    happened_on(3)

    lines = told(client, gegeven="missie", van="2025-01-02")

    noun = "koppeling missie en organisatie"
    assert lines == [
        ("missie", noun, "verwijderd", []),
        (
            *("missie", noun, "toegevoegd"),
            [("reden", EMPTY, "Zij betaalt mee."), ("organisatie", EMPTY, "NWO")],
        ),
    ]


def test_a_link_with_an_empty_first_end_is_told_under_the_next(client):
    document, nwo = make_document(slug="strategie"), make_organisation(name="NWO")
    happened_on(1)
    PolicyLink.objects.create(document=document, organisation=nwo, reason="Proef.")
    happened_on(2)

    lines = told(client, gegeven="strategie", van="2025-01-02")

    noun, fields = "koppeling van een instrument of stuk", lines[0][3]
    assert lines == [("strategie", noun, "toegevoegd", fields)]
    assert ("organisatie", EMPTY, "NWO") in fields


def test_nobody_is_named(client, admin_client, admin_user):
    mission = make_mission()
    happened_on(1)
    Mission.objects.filter(pk=mission.pk).update(short_label="Nieuw")
    happened_on(2)

    for path in ("/wijzigingen/", "/wijzigingen/feed.atom"):
        assert admin_user.email not in client.get(path).content.decode()


def test_the_first_filling_is_one_line(client, register):
    answer = client.get("/wijzigingen/")

    (bulk,) = answer.context["entries"]
    assert dict(bulk.summary)["missies"] == 26
    assert "26 missies" in answer.content.decode()
    feed = client.get("/wijzigingen/feed.atom").content
    assert len(ElementTree.fromstring(feed).findall(f"{ATOM}entry")) == 1


@pytest.fixture
def much(client):
    """129 missions changed in one transaction, and after that one of them again."""
    theme = make_mission(slug="missie-0").theme
    for n in range(1, 129):
        make_mission(slug=f"missie-{n}", theme=theme)
    happened_on(1)
    Mission.objects.update(short_label="Nieuw")
    happened_on(2)
    Mission.objects.filter(slug="missie-0").update(short_label="Nieuwer")
    happened_on(3)


def test_a_large_moment_crowds_nothing_off_the_page(client, much):
    answer = client.get("/wijzigingen/")

    newest, large, first = answer.context["entries"]
    assert answer.context["total"] == 3 and answer.context["pages"] == 1
    assert newest.record.slug == "missie-0"
    assert large.summary == [("missies", 129)] and isinstance(first, Moment)
    assert "Lees deze 129 wijzigingen" in answer.content.decode()


def test_a_large_moment_can_be_read_to_its_end(client, much):
    path = f"/wijzigingen/?moment={client.get('/wijzigingen/').context['entries'][1].number}"

    pages = [client.get(f"{path}&pagina={number}") for number in (1, 2)]

    assert [answer.context["pages"] for answer in pages] == [2, 2]
    found = [e.record.slug for answer in pages for e in answer.context["entries"]]
    assert len(pages[0].context["entries"]) == 100
    assert sorted(found) == sorted(f"missie-{n}" for n in range(129))
    assert "129 wijzigingen op 2 januari 2025" in pages[0].content.decode()


def test_a_feed_fills_its_entries_and_says_where_the_rest_is(client, much):
    found = entries(client, "/wijzigingen/feed.atom")

    titles = [entry.find(f"{ATOM}title").text for entry in found]
    assert len(found) == 50
    assert titles[0] == "missie: " + str(Mission.objects.get(slug="missie-0"))
    assert titles[49] == "Veel gegevens in één keer verwerkt"
    assert "?moment=20250102" in found[49].find(f"{ATOM}link").get("href")
    assert "129 missies" in found[49].find(f"{ATOM}summary").text


def test_no_more_is_read_than_is_shown(client, much):
    for day in range(4, 29):
        Mission.objects.filter(slug="missie-1").update(short_label=f"Dag {day}")
        happened_on(day)

    for path, most in (("/wijzigingen/", 20), ("/wijzigingen/feed.atom", 50)):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked = [query["sql"] for query in queries]
        (moments,) = [sql for sql in asked if "UNION (SELECT DISTINCT" in sql][-1:]
        assert moments.endswith(f"LIMIT {most}")
    assert client.get("/wijzigingen/?pagina=2").context["pages"] == 2


def test_the_period_counts_both_days(client):
    mission = make_mission(slug="missie")
    happened_on(1)
    for day, hour in ((2, 22), (2, 23), (3, 22), (3, 23)):
        mission.short_label = f"{day}-{hour}"
        mission.save()
        happened_on(day, hour)

    lines = told(client, gegeven="missie", van="2025-01-03", tot="2025-01-03")

    # In January Amsterdam is one hour ahead of the clock of these moments.
    assert [line[3][0][2] for line in lines] == ["3-22", "2-23"]


def test_a_kind_is_a_record_with_what_hangs_on_it(client):
    target = make_target()
    happened_on(1)

    lines = told(client, soort="doel")

    assert {line[1] for line in lines} == {"doel", "grond"}
    assert {line[0] for line in lines} == {target.slug}


@pytest.mark.parametrize(
    "asked, note",
    [
        ({"van": "2025-02-01", "tot": "2025-01-01"}, "ligt na de laatste"),
        ({"van": "gisteren"}, "«gisteren» is geen datum"),
        ({"tot": "9999-12-31"}, "«9999-12-31» is geen datum"),
        ({"van": "0001-01-01"}, "«0001-01-01» is geen datum"),
        ({"moment": "gisteren"}, "«gisteren» kent het register niet"),
        ({"moment": "9" * 20}, "kent het register niet"),
        ({"moment": "٣" * 20}, "kent het register niet"),
        ({"soort": "<b>"}, "«&lt;b&gt;» kent het register niet"),
        ({"pagina": "1000000000"}, "Dit is bladzijde 1."),
        ({"pagina": "-1"}, "Dit is bladzijde 1."),
        ({"pagina": "٣"}, "Dit is bladzijde 1."),
        ({"pagina": "9" * 3000}, "Dit is bladzijde 1."),
    ],
)
def test_what_cannot_be_is_left_out_and_said(asked, note, client):
    make_mission()

    answer = client.get("/wijzigingen/", asked)

    assert answer.status_code == 200
    assert note in answer.content.decode()
    assert answer.context["entries"]


def test_an_unknown_record_is_not_found(client):
    draft = make_mission(published=False)

    for slug in ("onbekend", draft.slug, "x" * 200):
        assert client.get("/wijzigingen/", {"gegeven": slug}).status_code == 404


def fill(count):
    theme = make_mission(slug="een").theme
    for n in range(count):
        mission = make_mission(theme=theme)
        target = make_target(mission=mission)
        target.label = "Nieuw"
        target.save()
        happened_on(n + 1)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "path, queries",
    [
        ("/wijzigingen/", 12),
        ("/wijzigingen/?gegeven=een", 9),
        ("/wijzigingen/?moment=20250101120000000000", 11),
        ("/wijzigingen/feed.atom", 11),
        ("/themas/thema/feed.atom", 12),
        ("/missies/een/feed.atom", 9),
    ],
)
def test_queries_do_not_grow(path, queries, count, client, django_assert_num_queries):
    fill(count)
    path = path.replace("/thema/", f"/{Mission.objects.first().theme.slug}/")

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def entries(client, path):
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def test_a_feed_has_lasting_ids_and_moments(client):
    mission = make_mission(slug="missie", short_label="Oud")
    happened_on(1)
    first = {
        e.find(f"{ATOM}id").text for e in entries(client, "/wijzigingen/feed.atom")
    }
    mission.short_label = "Nieuw"
    mission.save()
    happened_on(2)

    newest, *others = entries(client, "/wijzigingen/feed.atom")

    assert {entry.find(f"{ATOM}id").text for entry in others} == first
    assert newest.find(f"{ATOM}updated").text == "2025-01-02T12:00:00+00:00"
    assert "korte naam van «Oud» in «Nieuw»" in newest.find(f"{ATOM}summary").text
    said = " ".join(entry.find(f"{ATOM}summary").text for entry in others)
    assert "Grond toegevoegd: " in said and "leeg" not in said
    assert "grond voor «het gegeven zelf»" in said
    link = newest.find(f"{ATOM}link").get("href")
    assert link.endswith("/missies/missie/") and link.startswith("http")


def test_a_theme_and_a_mission_have_a_feed_of_their_own(client):
    here, elsewhere = make_target(label="hier"), make_target(label="elders")
    happened_on(1)
    theme, mission = here.mission.theme, here.mission

    for path in (theme.get_absolute_url(), mission.get_absolute_url()):
        found = {
            e.find(f"{ATOM}title").text for e in entries(client, f"{path}feed.atom")
        }
        assert any(here.label in title for title in found)
        assert not any(elsewhere.label in title for title in found)
        page = client.get(path).content.decode()
        assert f'<a href="{path}feed.atom">Volg de wijzigingen' in page


def test_an_unknown_feed_is_not_found(client):
    draft = make_mission(published=False)

    for path in ("/themas/x/feed.atom", f"/missies/{draft.slug}/feed.atom"):
        assert client.get(path).status_code == 404


def test_a_kept_page_shows_the_next_edit(client):
    mission = make_mission(slug="missie", short_label="Oud")
    client.get("/wijzigingen/")
    Mission.objects.filter(pk=mission.pk).update(short_label="Nieuw")

    assert "Nieuw" in client.get("/wijzigingen/").content.decode()


def test_a_mission_without_changes_today_gives_a_page(client):
    make_mission()
    happened_on(1)

    answer = client.get("/wijzigingen/", {"van": date(2025, 6, 1).isoformat()})

    assert "Geen wijzigingen" in answer.content.decode()


def test_a_number_that_the_database_counts_is_no_change(client):
    target = make_target()
    happened_on(1)
    target.label = "Anders"
    target.save()
    happened_on(2)

    lines = told(client, van="2025-01-02")

    assert [line[0] for line in lines] == [target.slug]
