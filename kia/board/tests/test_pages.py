"""The board, reminders, gaps, overlap, and the missions of a department."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.tests.builders import signed_in
from instance import clock
from keytech.tests.builders import make_technology
from kia.board.overlap import pairs_of
from kia.board.overview import board_of
from kia.entries import rules, totals
from kia.entries.totals import Basis
from kia.models import Agenda, EntryTechnology, Notification, Reminder
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from missions.models import Mission
from missions.tests.builders import make_mission

pytestmark = pytest.mark.django_db


def address(cast, page):
    return f"/werk/agendas/{cast.agenda.slug}/{page}/"


def page_of(person, url):
    return signed_in(person).get(url)


def submitted_ago(cast, version, days, **fields):
    """An entry that was submitted so many days ago."""
    with clock.at(clock.now() - timedelta(days)):
        return builders.make_entry(cast, version, EntryState.SUBMITTED, **fields)


@pytest.mark.parametrize("page", ["bord", "gaten", "overlap"])
def test_only_who_oversees_the_agenda_finds_it(page, cast, version):
    found = {
        name
        for name, person in vars(cast).items()
        if hasattr(person, "email")
        and page_of(person, address(cast, page)).status_code == 200
    }

    assert found == {"coordinator", "admin"}


def test_the_board_counts_states_with_the_oldest_first(cast, version):
    submitted_ago(cast, version, 2, title="Kort geleden")
    submitted_ago(cast, version, 40, title="Lang geleden")
    builders.make_entry(cast, version, title="Een concept")

    board = page_of(cast.coordinator, address(cast, "bord")).context["board"]

    assert {
        state: [str(c.version) for c in cards] for state, _, cards in board.columns
    } == {
        "draft": ["Een concept"],
        "submitted": ["Lang geleden", "Kort geleden"],
        "changes_requested": [],
        "accepted": [],
        "adopted": [],
        "not_included": [],
    }
    assert [(str(c.version), c.days) for c in board.overdue] == [("Lang geleden", 40)]


def test_an_overdue_judgement_is_said_in_words(cast, version):
    entry = submitted_ago(cast, version, 40)
    url = address(cast, "bord")

    text = page_of(cast.coordinator, url).text
    assert "te laat: termijn was" in text and "1 oordeel is te laat" in text
    builders.make_judgement(cast, entry)
    assert "Geen oordeel is te laat" in page_of(cast.coordinator, url).text


def test_the_board_is_filtered_by_mission_and_topsector(cast, version):
    builders.make_entry(cast, version, title="Van de een")
    other = builders.make_topsector()
    builders.make_entry(cast, version, title="Van de ander", lead=other)
    mission = Mission.objects.filter(theme=cast.agenda.theme).first()

    def shown(**asked):
        return {
            str(c.version) for c in board_of(cast.agenda, cast.coordinator, asked).shown
        }

    assert shown(topsector=other.slug) == {"Van de ander"}
    assert shown(missie=mission.slug) == {"Van de een", "Van de ander"}
    assert shown(missie="bestaat-niet") == set()


def test_completeness_is_that_of_the_rules(cast, version):
    whole = builders.make_entry(cast, version)
    part = builders.make_entry(cast, version)
    part.summary = part.approach = ""
    part.save()

    board = board_of(cast.agenda, cast.coordinator, {})

    assert {c.version.pk: c.percent for c in board.cards} == {
        whole.pk: rules.completeness(whole),
        part.pk: rules.completeness(part),
    }
    assert whole.pk != part.pk and rules.completeness(part) < 100
    assert board.done == sum(c.done for c in board.cards) < board.needed


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_more(count, cast, version):
    technology = make_technology()
    for _ in range(count):
        entry = builders.make_entry(cast, version)
        EntryTechnology.objects.create(
            version=entry, technology=technology, role="develops"
        )
        builders.make_entry(cast, version, EntryState.SUBMITTED)
        make_mission(theme=cast.agenda.theme)
    coordinator, officer = signed_in(cast.coordinator), signed_in(cast.officer)
    found = {}
    for client, url in [
        *((coordinator, address(cast, page)) for page in ("bord", "gaten", "overlap")),
        (officer, "/werk/departement/"),
    ]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        found[url.split("/")[-2]] = len(queries)

    assert found == {"bord": 11, "gaten": 8, "overlap": 9, "departement": 8}


def remind(cast, *entries, text="Graag voor vrijdag.", by=None):
    client = signed_in(by or cast.coordinator)
    given = {"entries": [e.pk for e in entries], "text": text}
    return client.post(address(cast, "bord/herinner"), given, follow=True)


def told():
    return set(
        Notification.objects.filter(reminder__isnull=False).values_list(
            "person", "reminder__entry_version"
        )
    )


def test_a_reminder_goes_to_who_the_entry_waits_for(cast, version):
    draft = builders.make_entry(cast, version, title="Een concept")
    waits = builders.make_entry(
        cast, version, EntryState.SUBMITTED, title="Te beoordelen"
    )

    page = remind(cast, draft, waits)

    team = {(cast.editor.pk, draft.pk), (cast.member.pk, draft.pk)}
    assert told() == team | {(cast.judge.pk, waits.pk)}
    assert "«Een concept»: aan" in page.text and cast.member.email in page.text
    inbox = page_of(cast.judge, "/werk/berichten/").text
    assert "herinnering" in inbox and "Graag voor vrijdag." in inbox


def test_not_twice_on_one_day(cast, version):
    draft = builders.make_entry(cast, version)
    remind(cast, draft)

    page = remind(cast, draft, text="Nog eens.")

    assert "vandaag al herinnerd" in page.text
    assert [r.text for r in Reminder.objects.all()] == ["Graag voor vrijdag."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            entry_version=draft,
            text="Nog eens.",
            by=cast.coordinator,
            day=clock.today(),
        )
    with clock.at(clock.now() + timedelta(1)):
        remind(cast, draft, text="Een dag later.")
    assert Reminder.objects.count() == 2


def test_who_judged_is_not_reminded(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, entry)

    assert "wacht op niemand meer" in remind(cast, entry).text
    assert not Reminder.objects.exists()


def test_without_a_choice_or_a_line_nothing_is_lost(cast, version):
    draft = builders.make_entry(cast, version)

    page = remind(cast, text="Mijn regel.")
    assert "Kies minstens één bijdrage." in page.text and "Mijn regel." in page.text
    page = remind(cast, draft, text="")
    assert f'value="{draft.pk}" form="herinner" checked' in page.text
    for odd in ("x" * 301, "\0"):
        assert "Dit gaat nog niet goed" in remind(cast, draft, text=odd).text
    elsewhere = builders.make_cast()
    other = builders.make_entry(elsewhere, builders.make_version(elsewhere))
    assert "Kies opnieuw" in remind(cast, other).text
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    "role, told", [("admin", 403), ("editor", 404), ("judge", 404)]
)
def test_only_the_coordinator_reminds(role, told, cast, version):
    draft = builders.make_entry(cast, version)

    assert remind(cast, draft, by=getattr(cast, role)).status_code == told


def test_a_reminder_stays_as_it_was(cast, version):
    remind(cast, builders.make_entry(cast, version))

    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.update(text="Anders.")


def gaps_in(cast, basis):
    page = page_of(cast.coordinator, f"{address(cast, 'gaten')}?telbasis={basis}")
    return {mission.slug for mission in page.context["gaps"].missing}


def test_a_gap_closes_at_the_basis_that_counts_the_entry(cast, version):
    served = make_mission(theme=cast.agenda.theme)
    empty = make_mission(theme=cast.agenda.theme)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    assert entry.mission_rows.get().mission == served
    both = {served.slug, empty.slug}

    assert gaps_in(cast, "geldend") == gaps_in(cast, "werkversie") == both
    assert gaps_in(cast, "ingediend") == {empty.slug}
    builders.make_judgement(cast, entry)
    builders.perform("accept", entry, by=cast.coordinator)
    assert (gaps_in(cast, "geldend"), gaps_in(cast, "werkversie")) == (
        both,
        {empty.slug},
    )
    builders.move_version(cast, version, AgendaState.ADOPTED)
    assert gaps_in(cast, "geldend") == {empty.slug}


def test_the_oracle_of_gaps_by_agenda(practice):
    admin = signed_in(builders.make_person(is_staff=True, is_superuser=True))
    found = {}
    for agenda in Agenda.objects.all():
        page = admin.get(f"/werk/agendas/{agenda.slug}/gaten/?telbasis=geldend")
        gaps = page.context["gaps"]
        found[agenda.code] = (len(gaps.missing), len(gaps.counted))
        assert "17 van de 25" in page.text

    of_themes = [found[code] for code in ("KIA-ED", "KIA-LWV", "KIA-GZ", "KIA-V")]
    assert tuple(map(sum, zip(*of_themes, strict=True))) == (17, 25)
    assert found["KIA-ST"] == (17, 25)
    file = admin.get("/werk/agendas/kia-veiligheid/gaten/?telbasis=geldend&formaat=csv")
    assert "VOORBEELD-missies" in file["Content-Disposition"]
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "thema;code;missie;telbasis;peildatum"
    assert len(lines) == 1 + found["KIA-V"][0]


def test_the_working_basis_lies_between(practice):
    counts = {basis: totals.versions(basis).count() for basis in Basis}

    assert counts[Basis.IN_FORCE] == 6
    assert counts[Basis.SUBMITTED] == 9
    assert totals.gaps(Basis.WORKING).count() <= totals.gaps().count()


def with_technology(entry, technology):
    EntryTechnology.objects.create(version=entry, technology=technology, role="applies")
    return entry


def test_two_entries_on_one_mission_and_technology_overlap(cast, version):
    technology = make_technology(name="Fotonica van de proef")
    one, other, part = (
        with_technology(builders.make_entry(cast, version, title=title), technology)
        for title in ("De ene", "De andere", "Het deel")
    )
    part.parent, part.level = one.entry, "sub_programme"
    part.save()
    builders.make_entry(cast, version, title="Zonder technologie")

    pairs = pairs_of(cast.agenda, cast.coordinator)

    found = [{str(side.version) for side in pair.sides} for pair in pairs]
    assert len(found) == 2
    assert {"De ene", "De andere"} in found and {"De andere", "Het deel"} in found
    # The warning of the form says the same.
    warned = {p.part for p in rules.warnings(other, cast.coordinator) if p.rule == "W9"}
    assert warned == {one.entry.slug, part.entry.slug}
    text = page_of(cast.coordinator, address(cast, "overlap")).text
    assert "Fotonica van de proef" in text and "4,00" in text


def test_what_is_left_out_overlaps_with_nothing(cast, version):
    technology = make_technology()
    with_technology(builders.make_entry(cast, version), technology)
    left_out = with_technology(builders.make_entry(cast, version), technology)
    left_out.no_technology = False
    left_out.save()
    builders.move_entry(cast, left_out, EntryState.NOT_INCLUDED)

    assert pairs_of(cast.agenda, cast.coordinator) == []


def test_a_department_sees_the_missions_of_its_own_themes(cast, version):
    builders.make_entry(cast, version, EntryState.SUBMITTED)
    empty = make_mission(theme=cast.agenda.theme, title="Nog leeg")
    elsewhere = make_mission(title="Van een ander")

    def rows(basis):
        page = page_of(cast.officer, f"/werk/departement/?telbasis={basis}")
        assert "Lees dit bij de bedragen" in page.text
        return {
            r.mission.pk: (r.mission.entries, r.euros)
            for r in page.context["money"].rows
        }

    assert elsewhere.pk not in rows("geldend")
    assert rows("ingediend")[empty.pk] == (0, 0)
    assert max(rows("ingediend").values()) == (1, 4_000_000)
    assert max(rows("geldend").values()) == (0, 0)


def test_without_a_department_there_is_no_such_page(cast, version):
    found = {
        name
        for name, person in vars(cast).items()
        if hasattr(person, "email")
        and page_of(person, "/werk/departement/").status_code == 200
    }

    assert found == {"officer", "judge", "other_officer", "admin"}


def test_the_money_of_the_practice_department_and_its_file(practice):
    admin = signed_in(builders.make_person(is_staff=True, is_superuser=True))
    url = "/werk/departement/?departement=voorbeeld-beleidsverantwoordelijk-departement"

    money = admin.get(url).context["money"]
    file = admin.get(f"{url}&formaat=csv")

    # Of 177,57 mln in all 49,84 is of key technologies, without a mission.
    assert money.total == 177_570_000 - 49_840_000
    assert (len(money.missing), len(money.counted)) == (17, 25)
    assert "VOORBEELD-missies" in file["Content-Disposition"]
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(money.rows)
