"""The public pages of agendas: what they show, to whom, at what cost."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.tests.builders import signed_in
from instance import clock
from kia.models import Section, SectionKind
from kia.steps import AgendaState, EntryState
from kia.tests.builders import (
    make_agenda,
    make_cast,
    make_department,
    make_entry,
    make_party,
    make_version,
    move_entry,
    move_version,
    revise,
)
from kia.workflow import open_version
from portal.search import ask

pytestmark = pytest.mark.django_db

SECRET = "Zeewier telen in het diepste geheim"


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def adopted(cast):
    return make_version(cast, AgendaState.ADOPTED)


def paths(version):
    args = [version.agenda.slug, version.label]
    names = ("kia:version", "kia:rules", "kia:adoption")
    return [reverse(name, args=args) for name in names]


@pytest.mark.parametrize("agenda_count", [1, 3])
def test_list_queries_do_not_grow(agenda_count, client, django_assert_num_queries):
    for _ in range(agenda_count):
        make_version(make_cast(), AgendaState.ADOPTED)

    with django_assert_num_queries(7):
        client.get(reverse("kia:agendas"))


@pytest.mark.parametrize("version_count", [1, 3])
def test_agenda_queries_do_not_grow(
    version_count, client, cast, django_assert_num_queries
):
    with clock.at(clock.now().replace(year=2022)):
        for _ in range(version_count):
            make_version(cast, AgendaState.ADOPTED)

        with django_assert_num_queries(8):
            client.get(cast.agenda.get_absolute_url())


@pytest.mark.parametrize("entry_count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("version", 11), ("rules", 12)])
def test_version_queries_do_not_grow(
    entry_count, name, queries, client, cast, django_assert_num_queries
):
    version = make_version(cast)
    for _ in range(entry_count):
        make_entry(cast, version, EntryState.ACCEPTED)
    version = move_version(cast, version, AgendaState.ADOPTED)
    url = reverse(f"kia:{name}", args=[cast.agenda.slug, version.label])

    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


def test_difference_queries_do_not_grow(client, cast, django_assert_num_queries):
    for entry_count in (1, 3):
        url = difference_of(*make_pair(make_cast(), entry_count))

        with django_assert_num_queries(12):
            assert client.get(url).status_code == 200


def make_pair(cast, entry_count=1):
    """Version 1.0 and 2.0, of which the second revises each entry of the first."""
    first = make_version(cast)
    entries = [make_entry(cast, first, EntryState.ACCEPTED) for _ in range(entry_count)]
    first = move_version(cast, first, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        second = open_version(cast.agenda, cast.coordinator)
        for entry in entries:
            revised = revise(cast, entry, second)
            revised.title = f"Herzien: {revised.title}"
            revised.save()
            move_entry(cast, revised, EntryState.ACCEPTED)
        second = move_version(cast, second, AgendaState.ADOPTED)
    first.refresh_from_db()
    return first, second


def difference_of(old, new):
    labels = [version.label for version in (old, new)]
    return reverse("kia:difference", args=[old.agenda.slug, *labels])


def test_without_a_version_an_agenda_says_what_is_missing(client):
    agenda = make_agenda()

    assert "Er is nog geen vastgestelde versie." in page(
        client, agenda.get_absolute_url()
    )
    assert "nog geen vastgestelde versie" in page(client, reverse("kia:agendas"))


def test_an_adopted_version_shows_who_when_and_the_paper(client, adopted):
    text = page(client, adopted.get_absolute_url())

    for words in ("Vastgesteld", "het topteam", "besluit.pdf", "Wat er in A5"):
        assert words in text
    paper = client.get(paths(adopted)[2])
    assert (paper.content, paper["Content-Type"]) == (b"Besluit", "application/pdf")
    assert paper["Content-Disposition"] == 'attachment; filename="besluit.pdf"'
    assert paper["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("state", ["preparation", "consultation", "for_adoption"])
def test_a_version_in_work_is_seen_by_nobody_outside(state, client, cast):
    version = make_version(cast)
    Section.objects.filter(version=version).update(text=SECRET)
    version = move_version(cast, version, state)

    assert [client.get(url).status_code for url in paths(version)] == [404] * 3
    for url in (reverse("kia:agendas"), cast.agenda.get_absolute_url()):
        assert f"Versie {version.label}" not in page(client, url)
    assert signed_in(cast.outsider).get(paths(version)[0]).status_code == 404


@pytest.mark.parametrize("state", ["preparation", "consultation"])
def test_the_coordinator_reads_a_version_in_work(state, cast):
    version = make_version(cast, state)
    Section.objects.filter(version=version).update(text=SECRET)

    answer = signed_in(cast.coordinator).get(version.get_absolute_url())

    assert SECRET in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_public_consultation_shows_what_is_accepted_and_no_draft(client, cast):
    version = make_version(cast)
    make_entry(cast, version, EntryState.ACCEPTED, title="Akkoord bevonden")
    for state in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.NOT_INCLUDED):
        make_entry(cast, version, state, title=f"{SECRET} {state}")
    version.is_consultation_public = True
    version.save()
    version = move_version(cast, version, AgendaState.CONSULTATION)

    text = page(client, version.get_absolute_url())

    assert "Akkoord bevonden" in text
    assert "nog niet vastgesteld en kan veranderen" in text
    assert SECRET not in text
    assert client.get(paths(version)[2]).status_code == 404


def test_an_adopted_version_shows_no_note_from_inside(client, cast):
    version = make_version(cast)
    entry = make_entry(cast, version)
    entry.internal_note = SECRET
    entry.save()
    move_entry(cast, entry, EntryState.ACCEPTED)
    version = move_version(cast, version, AgendaState.ADOPTED)

    for url in paths(version)[:2]:
        assert SECRET not in page(client, url)


def test_an_older_version_stays_at_its_address(client, cast):
    first, second = make_pair(cast)

    assert "Deze versie gold eerder." in page(client, first.get_absolute_url())
    assert "Herzien" not in page(client, first.get_absolute_url())
    assert "Herzien" in page(client, second.get_absolute_url())


def test_the_difference_has_one_address(client, cast):
    first, second = make_pair(cast)

    turned = client.get(difference_of(second, first))
    same = client.get(difference_of(first, first))

    assert (turned.status_code, turned.url) == (301, difference_of(first, second))
    assert (same.status_code, same.url) == (301, first.get_absolute_url())


def test_the_difference_with_a_version_in_work_is_seen_by_nobody_outside(client, cast):
    first = make_version(cast, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        second = open_version(cast.agenda, cast.coordinator)
    url = difference_of(first, second)

    assert client.get(url).status_code == 404
    assert signed_in(cast.coordinator).get(url).status_code == 200


def test_the_difference_tells_nothing_of_a_note_from_inside(client, cast):
    first = make_version(cast)
    entry = make_entry(cast, first, EntryState.ACCEPTED)
    first = move_version(cast, first, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        second = open_version(cast.agenda, cast.coordinator)
        revised = revise(cast, entry, second)
        revised.internal_note = SECRET
        revised.save()
        move_entry(cast, revised, EntryState.ACCEPTED)
        second = move_version(cast, second, AgendaState.ADOPTED)

    text = page(client, difference_of(first, second))

    assert "interne" not in text
    assert SECRET not in text


@pytest.mark.parametrize("label", ["0.0", "1.1", "01.0", "9999.0", "1", "1.0.0", "x"])
def test_a_version_that_is_none_is_not_found(label, client, adopted):
    url = f"{adopted.agenda.get_absolute_url()}{label}/"

    assert client.get(url).status_code == 404


def test_an_agenda_that_is_not_published_has_no_pages(client, adopted):
    agenda = adopted.agenda
    urls = [agenda.get_absolute_url(), *paths(adopted)]
    type(agenda).objects.update(published_at=None)

    assert [client.get(url).status_code for url in urls] == [404] * 4
    assert agenda.title not in page(client, reverse("kia:agendas"))


def test_a_lasting_address_leads_to_the_agenda(client):
    agenda = make_agenda()

    answer = client.get(reverse("portal:identified", args=["agenda", agenda.slug]))

    assert (answer.status_code, answer.url) == (303, agenda.get_absolute_url())


def test_the_theme_and_the_parties_lead_to_the_agenda(client, cast):
    make_party(cast.agenda, cast.topsector)
    url = cast.agenda.get_absolute_url()

    assert url in page(client, cast.agenda.theme.get_absolute_url())
    assert url in page(client, cast.topsector.get_absolute_url())


def test_an_example_says_so_wherever_it_shows(client, cast):
    version = make_version(cast, is_practice=True)
    make_entry(cast, version, EntryState.ACCEPTED, is_practice=True)
    version = move_version(cast, version, AgendaState.ADOPTED)
    others = [reverse("kia:agendas"), cast.agenda.get_absolute_url()]

    for url in [*others, *paths(version)[:2]]:
        assert "VOORBEELD" in page(client, url)


def test_a_title_that_says_that_it_is_made_up_needs_no_label(client, cast):
    version = make_version(cast, is_practice=True)
    title = "VOORBEELD – Slimme balans"
    make_entry(cast, version, EntryState.ACCEPTED, is_practice=True, title=title)
    version = move_version(cast, version, AgendaState.ADOPTED)

    text = client.get(version.get_absolute_url()).text

    assert f"{title}</a></h3>" in text
    assert f'{title}</a> <span class="mr-label">' not in text


def test_a_department_without_a_page_is_named_without_a_link(client, cast):
    shown = make_department()
    practice = make_department(is_practice=True, published=False)
    version = make_version(cast)
    for department in (shown, practice):
        entry = make_entry(cast, version)
        entry.request_rows.update(addressee=department)
        move_entry(cast, entry, EntryState.ACCEPTED)
    version = move_version(cast, version, AgendaState.ADOPTED)

    text = page(client, version.get_absolute_url())

    assert f'<a href="{shown.get_absolute_url()}">{shown.name}</a>' in text
    assert practice.get_absolute_url() not in text
    assert practice.name in text


def test_the_sitemap_names_public_versions_only(client, adopted):
    with clock.at(clock.now().replace(year=2022)):
        hidden = open_version(adopted.agenda, adopted.steps.last().by)

    text = page(client, "/sitemap.xml")

    assert adopted.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text


def test_text_of_a_version_in_force_is_found_and_no_other(client, cast):
    draft = make_version(make_cast())
    Section.objects.filter(version=draft).update(text="Zeewier in concept")
    version = make_version(cast)
    Section.objects.filter(version=version, kind__code="A5").update(text="**Zeewier**")

    assert found("zeewier") == []
    version = move_version(cast, version, AgendaState.ADOPTED)
    kind = SectionKind.objects.get(code="A5")
    assert found("zeewier") == [f"{version.get_absolute_url()}#{kind.slug}"]


def test_text_of_a_version_that_is_replaced_leaves_the_index(cast):
    first = make_version(cast)
    Section.objects.filter(version=first, kind__code="A5").update(text="Zeewier")
    move_version(cast, first, AgendaState.ADOPTED)
    assert len(found("zeewier")) == 1

    with clock.at(clock.now().replace(year=2022)):
        second = make_version(cast)
        Section.objects.filter(version=second).update(text="Iets anders.")
        move_version(cast, second, AgendaState.ADOPTED)

    assert found("zeewier") == []


def test_text_of_an_agenda_that_is_not_published_leaves_the_index(cast):
    version = make_version(cast)
    Section.objects.filter(version=version, kind__code="A5").update(text="Zeewier")
    move_version(cast, version, AgendaState.ADOPTED)
    assert len(found("zeewier")) == 1

    type(cast.agenda).objects.filter(pk=cast.agenda.pk).update(published_at=None)

    assert found("zeewier") == []


def found(text):
    return [hit.entry.url for hit in ask(text).hits]


def klaar(client):
    """What the list says of each agenda under «Klaar», by the code of the agenda."""
    rows = page(client, reverse("kia:agendas")).split("<tr ")[1:]
    cells = [row.split('data-kop="Klaar">')[1].split("</td>")[0] for row in rows]
    codes = [row.split('<span class="mr-code">')[1].split("<")[0] for row in rows]
    texts = [" ".join(strip_tags(cell).split()) for cell in cells]
    return dict(zip(codes, texts, strict=True))


def test_the_list_says_what_was_asked_and_which_day_it_became(client, register):
    together = "de agenda’s samen waren er op 15 oktober 2019, volgens andere bronnen"
    found = klaar(client)

    assert found.pop("KIA-6") == "geen termijndeze agenda is er nog niet"
    assert set(found.values()) == {f"gevraagd voor 1 juli 2019{together}"}


def test_what_was_adopted_here_counts_before_what_others_say(client, practice):
    found = klaar(client)

    assert found.pop("KIA-6").startswith("geen termijn")
    assert set(found.values()) == {
        "gevraagd voor 1 juli 2019vastgesteld op 28 juni 2019 VOORBEELD"
    }
