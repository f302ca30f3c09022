"""The desk of an agenda: steps, texts, planning, and what goes wrong."""

import threading
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.tests.builders import signed_in
from instance import clock
from kia import workflow
from kia.desk.uploads import MOST_BYTES, TOO_LARGE, kind_of, tidy
from kia.models import Section, SectionKind, Step, StoredFile
from kia.people import roles
from kia.steps import AgendaState, EntryState
from kia.tests import builders

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nBesluit\n"


@pytest.fixture
def cast(cast):
    """Whose topsector also leads the agenda."""
    builders.make_party(cast.agenda, cast.topsector)
    return cast


def desk(cast, *rest):
    parts = "/".join(str(part) for part in rest)
    return f"/werk/agendas/{cast.agenda.slug}/{parts}{'/' if parts else ''}"


def pdf(content=PDF, name="besluit.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def adoption(**fields):
    return {
        "seen": "for_adoption",
        "adopted_by": "het topteam",
        "adopted_on": str(clock.today()),
        "adoption_document": pdf(),
    } | fields


def test_whose_desk_it_is(cast, version):
    seen = {
        name: signed_in(person).get(desk(cast)).status_code
        for name, person in vars(cast).items()
        if hasattr(person, "email")
    }

    allowed = {"coordinator", "editor", "member", "admin"}
    assert {name for name, status in seen.items() if status == 200} == allowed
    assert {s for name, s in seen.items() if name not in allowed} == {404}


def test_from_preparation_to_adoption(cast, version):
    builders.make_entry(cast, version, EntryState.ACCEPTED, title="Plan met akkoord")
    client = signed_in(cast.coordinator)
    ends = str(clock.today() + timedelta(14))

    client.post(
        desk(cast, 1, "stap", "consult"),
        {"seen": "preparation", "consultation_ends_on": ends, "note": "Lees mee"},
    )
    client.post(desk(cast, 1, "stap", "propose"), {"seen": "consultation"})
    answer = client.post(desk(cast, 1, "stap", "adopt"), adoption(), follow=True)

    version.refresh_from_db()
    assert version.state == AgendaState.ADOPTED
    assert (version.adopted_by, version.adopted_on) == ("het topteam", clock.today())
    file = version.adoption_document
    assert (file.name, bytes(file.content), file.added_by) == (
        "besluit.pdf",
        PDF,
        cast.coordinator,
    )
    assert "vastgesteld door" in answer.text
    taken = Step.objects.filter(agenda_version=version).values_list("action", "note")
    assert list(taken) == [
        ("open", ""),
        ("consult", "Lees mee"),
        ("propose", ""),
        ("adopt", ""),
    ]


def test_what_has_to_be_done_first_is_listed_with_its_page(cast, version):
    Section.objects.filter(version=version, kind__code="A5").update(text="")
    client = signed_in(cast.coordinator)

    page = client.get(desk(cast, 1, "stap", "consult"))

    assert f'<a href="{desk(cast, 1, "secties", "A5")}">Sectie A5' in page.text
    assert "nog geen bijdrage waarop akkoord is gegeven" in page.text
    # What the step itself asks for is not yet wrong.
    assert "tot en met wanneer" not in page.text


def test_a_step_that_is_refused_keeps_what_was_typed(cast, version):
    builders.make_entry(cast, version, EntryState.ACCEPTED)
    client = signed_in(cast.coordinator)
    typed = {"seen": "preparation", "note": "Mijn lange toelichting"}

    answer = client.post(desk(cast, 1, "stap", "consult"), typed)

    assert answer.status_code == 200
    assert "Mijn lange toelichting" in answer.text
    assert 'href="#id_consultation_ends_on"' in answer.text
    version.refresh_from_db()
    assert version.state == AgendaState.PREPARATION


@pytest.mark.parametrize("day", ["31-02-2020", "x", "9" * 500, "2020-13-01", "0"])
def test_a_day_that_is_none_is_refused(day, cast, version):
    given = {"seen": "preparation", "consultation_ends_on": day}

    answer = signed_in(cast.coordinator).post(desk(cast, 1, "stap", "consult"), given)

    assert "Typ een datum als 31-12-2021." in answer.text


def test_back_to_preparation_asks_for_a_reason(cast):
    builders.make_version(cast, AgendaState.CONSULTATION)
    client = signed_in(cast.coordinator)
    address = desk(cast, 1, "stap", "reopen")

    refused = client.post(address, {"seen": "consultation", "note": "  "})
    assert "Geef een reden." in refused.text
    client.post(address, {"seen": "consultation", "note": "Er ontbreekt iets"})

    assert cast.agenda.versions.get().state == AgendaState.PREPARATION


def test_a_team_takes_no_step_of_the_agenda(cast, version):
    for person in (cast.editor, cast.member, cast.admin):
        answer = signed_in(person).post(
            desk(cast, 1, "stap", "consult"), {"seen": "preparation", "note": "Toch"}
        )
        assert answer.status_code == 403
        assert "Toch" in answer.text


@pytest.mark.parametrize("action", ["onzin", "open", "replace", "submit"])
def test_a_step_that_is_not_there(action, cast, version):
    client = signed_in(cast.coordinator)

    assert client.get(desk(cast, 1, "stap", action)).status_code == 404
    given = {"seen": "preparation"}
    assert client.post(desk(cast, 1, "stap", action), given).status_code == 404


def test_a_page_of_an_earlier_state_takes_no_other_step(cast):
    """«Terug» exists from two states; what was confirmed was the first of them."""
    builders.make_version(cast, AgendaState.FOR_ADOPTION)

    answer = signed_in(cast.coordinator).post(
        desk(cast, 1, "stap", "reopen"), {"seen": "consultation", "note": "Mijn reden"}
    )

    assert "Intussen is er een andere stap gezet, door u om " in answer.text
    assert "de stand is nu «ter vaststelling». Er is niets gewijzigd." in answer.text
    assert "Mijn reden" in answer.text
    assert cast.agenda.versions.get().state == AgendaState.FOR_ADOPTION


def test_the_second_of_two_coordinators_is_told_who_was_first(cast):
    builders.make_version(cast, AgendaState.FOR_ADOPTION)
    other = builders.make_person_with("coordinator", cast.agenda)
    address = desk(cast, 1, "stap", "adopt")

    signed_in(cast.coordinator).post(address, adoption())
    second = signed_in(other).post(
        address, adoption(adopted_by="de stuurgroep", note="Van mij")
    )

    first = f"Deze stap is al gezet, door {cast.coordinator.get_full_name()} om "
    assert first in second.text
    assert "Er is niets gewijzigd." in second.text
    assert "de stuurgroep" in second.text
    assert "Van mij" in second.text
    assert cast.agenda.versions.get().adopted_by == "het topteam"
    assert StoredFile.objects.count() == 1


def test_a_role_taken_away_while_the_page_was_open(cast, version):
    client = signed_in(cast.coordinator)
    client.get(desk(cast, 1, "secties", "A1"))
    roles.end(cast.coordinator.grants.all())

    answer = client.post(
        desk(cast, 1, "secties", "A1"), {"seen": 0, "text": "Een uur werk"}
    )

    assert answer.status_code == 404
    assert "Dit kunt u niet meer doen" in answer.text
    assert '<pre class="mr-getypt">Een uur werk</pre>' in answer.text
    assert not Section.objects.filter(text="Een uur werk").exists()


def section(version, code="A1"):
    return Section.objects.get(version=version, kind__code=code)


def test_the_team_that_leads_writes_too(cast, version):
    for number, person in enumerate([cast.coordinator, cast.editor, cast.member]):
        text = f"Tekst van {number}\r\nen meer"
        signed_in(person).post(
            desk(cast, 1, "secties", "A1"), {"seen": number, "text": text}
        )

    saved = section(version)
    assert (saved.text, saved.revision) == ("Tekst van 2\nen meer", 3)
    assert saved.changed_by == cast.member


def test_an_admin_reads_but_does_not_write(cast, version):
    client = signed_in(cast.admin)
    address = desk(cast, 1, "secties", "A1")

    assert "veranderen de teksten niet" in client.get(address).text
    assert client.post(address, {"seen": 0, "text": "Toch"}).status_code == 403


def test_nobody_writes_over_a_newer_text(cast, version):
    mine, theirs = signed_in(cast.coordinator), signed_in(cast.editor)
    address = desk(cast, 1, "secties", "A1")
    theirs.post(address, {"seen": 0, "text": "Tekst van de ander"})

    answer = mine.post(address, {"seen": 0, "text": "Mijn eigen tekst"})

    assert "Niet bewaard" in answer.text
    assert "Tekst van de ander" in answer.text
    assert "Mijn eigen tekst" in answer.text
    assert section(version).text == "Tekst van de ander"
    # Told, and saved once more: a choice.
    seen = answer.context["form"].data["seen"]
    mine.post(address, {"seen": seen, "text": "Van ons beiden"})
    assert section(version).text == "Van ons beiden"


def test_the_same_text_twice_is_no_conflict(cast, version):
    client, address = signed_in(cast.editor), desk(cast, 1, "secties", "A1")

    for _ in range(2):
        answer = client.post(address, {"seen": 0, "text": "Gelijk"})

    assert answer.status_code == 302
    assert section(version).revision == 1


def test_a_text_may_be_half_longer_than_advised(cast, version):
    SectionKind.objects.filter(code="A1").update(max_length=100)
    client, address = signed_in(cast.editor), desk(cast, 1, "secties", "A1")

    assert client.post(address, {"seen": 0, "text": "x" * 150}).status_code == 302
    answer = client.post(address, {"seen": 1, "text": "y" * 151})

    assert "ten hoogste 150 tekens. U typte er 151." in answer.text
    assert "y" * 151 in answer.text


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_made_up_revision_is_never_a_way_around(seen, cast, version):
    address = desk(cast, 1, "secties", "A1")
    signed_in(cast.coordinator).post(address, {"seen": 0, "text": "Bewaard"})

    answer = signed_in(cast.editor).post(address, {"seen": seen, "text": "Anders"})

    assert answer.status_code == 200
    assert "Anders" in answer.text
    assert section(version).text == "Bewaard"


def test_an_adopted_text_stays(cast):
    version = builders.make_version(cast, AgendaState.ADOPTED)

    answer = signed_in(cast.coordinator).post(
        desk(cast, 1, "secties", "A1"), {"seen": 0, "text": "Toch anders"}
    )

    assert answer.status_code == 403
    assert "De teksten van deze versie staan vast: vastgesteld door " in answer.text
    assert "Toch anders" in answer.text
    assert section(version).text != "Toch anders"


def planned(version, **fields):
    return {"seen": f"{version.due_on}|None|False", "note": "Meer tijd nodig"} | fields


def test_the_old_day_stays_to_be_seen(cast):
    day = clock.today() + timedelta(30)
    version = builders.make_version(cast, due_on=day)
    builders.make_entry(cast, version)
    later = day + timedelta(30)

    answer = signed_in(cast.coordinator).post(
        desk(cast, 1, "planning"), planned(version, due_on=str(later)), follow=True
    )

    version.refresh_from_db()
    assert version.due_on == later
    words = f"Gereed op: was {day:%d-%m-%Y}, wordt {later:%d-%m-%Y}. Meer tijd nodig"
    assert words in answer.text
    told = {n.person for n in Step.objects.last().notifications.all()}
    assert told == {cast.editor, cast.member, cast.officer, cast.judge}


def test_an_admin_moves_a_deadline_too(cast, version):
    given = planned(version, due_on="2025-06-01")

    answer = signed_in(cast.admin).post(desk(cast, 1, "planning"), given)

    assert answer.status_code == 302
    assert signed_in(cast.editor).get(desk(cast, 1, "planning")).status_code == 403


@pytest.mark.parametrize("field", ["due_on", "consultation_ends_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "2017-12-31", "9999-12-31"])
def test_a_day_far_from_the_period_is_refused(day, field, cast, version):
    given = planned(version, **{field: day})

    answer = signed_in(cast.coordinator).post(desk(cast, 1, "planning"), given)

    last = clock.today().year + 2
    assert f"Kies een dag van 2018 tot en met {last}." in answer.text
    assert day in answer.text and "Meer tijd nodig" in answer.text
    with pytest.raises(IntegrityError, match="past niet bij de looptijd"):
        type(version).objects.filter(pk=version.pk).update(**{field: day})


def test_a_consultation_does_not_last_for_ages(cast, version):
    builders.make_entry(cast, version, EntryState.ACCEPTED)
    given = {"seen": "preparation", "consultation_ends_on": "9999-12-31"}

    answer = signed_in(cast.coordinator).post(desk(cast, 1, "stap", "consult"), given)

    assert "Kies een dag van 2018 tot en met " in answer.text


def test_a_day_is_not_moved_without_a_reason(cast, version):
    given = planned(version, due_on="2025-06-01", note=" ")

    answer = signed_in(cast.coordinator).post(desk(cast, 1, "planning"), given)

    assert "Geef een reden." in answer.text
    assert "2025-06-01" in answer.text
    version.refresh_from_db()
    assert version.due_on is None


def test_a_planning_that_changed_meanwhile_is_shown_first(cast, version):
    given = planned(version, due_on="2025-06-01")
    signed_in(cast.admin).post(
        desk(cast, 1, "planning"), given | {"due_on": "2025-01-01"}
    )
    client = signed_in(cast.coordinator)

    answer = client.post(desk(cast, 1, "planning"), given)

    assert "gereed op 01-01-2025" in answer.text
    seen = answer.context["form"].data["seen"]
    assert client.post(desk(cast, 1, "planning"), given | {"seen": seen}).url
    version.refresh_from_db()
    assert str(version.due_on) == "2025-06-01"


def test_a_version_that_is_adopted_has_no_planning_to_change(cast):
    version = builders.make_version(cast, AgendaState.ADOPTED)
    client = signed_in(cast.coordinator)

    page = client.get(desk(cast, 1, "planning"), follow=True)
    answer = client.post(desk(cast, 1, "planning"), planned(version, note="Getypt"))

    for shown in (page, answer):
        assert "Deze versie is al vastgesteld. De planning staat vast." in shown.text
    assert "Getypt" in answer.text


def test_the_next_version_opens_while_the_old_one_stays(cast):
    first = builders.make_version(cast, AgendaState.ADOPTED)
    client = signed_in(cast.coordinator)

    answer = client.post(desk(cast, "nieuwe-versie"), follow=True)

    second = cast.agenda.versions.get(number=2)
    first.refresh_from_db()
    assert (first.state, second.state) == ("adopted", "preparation")
    assert "Versie 2.0 is geopend." in answer.text
    again = client.post(desk(cast, "nieuwe-versie"), follow=True)
    assert "Versie 2.0 is al geopend, door u om " in again.text
    other = signed_in(builders.make_person_with("coordinator", cast.agenda))
    late = other.post(desk(cast, "nieuwe-versie"), follow=True)
    name = cast.coordinator.get_full_name()
    assert f"Versie 2.0 is al geopend, door {name} om " in late.text
    assert cast.agenda.versions.count() == 2
    assert signed_in(cast.editor).post(desk(cast, "nieuwe-versie")).status_code == 403


def test_a_second_press_of_the_same_person_leads_to_the_result(cast):
    builders.make_version(cast, AgendaState.FOR_ADOPTION)
    client, address = signed_in(cast.coordinator), desk(cast, 1, "stap", "adopt")

    client.post(address, adoption())
    again = client.post(address, adoption(), follow=True)

    assert again.redirect_chain == [(desk(cast), 302)]
    assert "Deze stap is al gezet, door u om " in again.text
    assert Step.objects.filter(action="adopt", agenda_version__number=1).count() == 1


def test_the_same_step_again_much_later_keeps_what_was_typed(cast, monkeypatch):
    monkeypatch.setattr(workflow, "JUST_NOW", timedelta(0))
    builders.make_version(cast, AgendaState.FOR_ADOPTION)
    client, address = signed_in(cast.coordinator), desk(cast, 1, "stap", "adopt")
    client.post(address, adoption())

    again = client.post(address, adoption(note="Later getypt"))

    assert "Deze stap is al gezet, door u om " in again.text
    assert "Later getypt" in again.text


def test_an_entry_ends_with_the_next_version_or_does_not(cast):
    first = builders.make_version(cast, AgendaState.ADOPTED)
    entry = first.inclusions.get().entry
    builders.open_version(cast.agenda, cast.coordinator)
    client = signed_in(cast.coordinator)
    address = desk(cast, 2, "bijdragen", entry.slug, "einde")

    refused = client.post(address, {"note": ""})
    assert "Geef een reden." in refused.text
    client.post(address, {"note": "Het werk is klaar"})
    entry.refresh_from_db()
    assert (entry.ended_in.number, entry.ended_because) == (2, "Het werk is klaar")
    assert "Het werk is klaar" in client.get(desk(cast)).text

    client.post(address, {"keep": "ja"})
    entry.refresh_from_db()
    assert entry.ended_in is None
    assert signed_in(cast.editor).post(address, {"note": "x"}).status_code == 403


def test_ending_twice_from_two_pages_keeps_what_was_typed(cast):
    entry = builders.make_version(cast, AgendaState.ADOPTED).inclusions.get().entry
    builders.open_version(cast.agenda, cast.coordinator)
    client = signed_in(cast.coordinator)
    address = desk(cast, 2, "bijdragen", entry.slug, "einde")
    client.post(address, {"note": "Het werk is klaar"})

    answer = client.post(address, {"note": "Mijn andere reden"})

    assert "Deze bijdrage eindigt al met versie 2.0." in answer.text
    assert "Mijn andere reden" in answer.text
    assert Step.objects.filter(action="end").count() == 1


def test_what_cannot_end_has_no_form_to_try(cast):
    first = builders.make_version(cast, AgendaState.ADOPTED)
    entry = first.inclusions.get().entry
    second = builders.open_version(cast.agenda, cast.coordinator)
    builders.revise(cast, entry.versions.get(), second)
    draft = builders.make_entry(cast, second)
    client = signed_in(cast.coordinator)

    revised = client.get(desk(cast, 2, "bijdragen", entry.slug, "einde"))
    never = client.get(desk(cast, 2, "bijdragen", draft.entry.slug, "einde"))

    assert "Deze bijdrage wordt herzien." in revised.text
    assert "Deze bijdrage geldt nu niet." in never.text
    for page in (revised, never):
        assert "<textarea" not in page.text and "Laat eindigen" not in page.text


def test_the_consultation_is_over_once_the_version_is_adopted(cast):
    version = builders.make_version(cast)
    client = signed_in(cast.coordinator)
    assert "<dt>Consultatie</dt>" in client.get(desk(cast)).text

    version = builders.move_version(cast, version, AgendaState.ADOPTED)
    assert version.consultation_ends_on

    assert "<dt>Consultatie</dt>" not in client.get(desk(cast)).text


def test_the_footer_offers_signing_in_to_who_is_not_signed_in(cast, version):
    mine = signed_in(cast.coordinator)

    for address in (desk(cast), "/"):
        assert ">Inloggen</a>" not in mine.get(address).text.split("<footer")[1]
    assert ">Inloggen</a>" in Client().get("/").text.split("<footer")[1]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leeg.pdf", "Dit bestand is leeg"),
        (b"<html>", "besluit.pdf", "Dit is iets anders"),
        (b"PK\x03\x04 kapot", "besluit.docx", "Dit is iets anders"),
        (b"MZ" + b"\0" * 100, "besluit.pdf.exe", "Dit is iets anders"),
        (PDF + b"\0" * MOST_BYTES, "groot.pdf", TOO_LARGE),
    ],
)
def test_a_wrong_file_is_refused_and_the_rest_is_kept(content, name, sentence, cast):
    builders.make_version(cast, AgendaState.FOR_ADOPTION)
    before = StoredFile.objects.count()

    answer = signed_in(cast.coordinator).post(
        desk(cast, 1, "stap", "adopt"),
        adoption(adoption_document=pdf(content, name), note="Blijft staan"),
    )

    assert sentence in answer.text
    assert "het topteam" in answer.text
    assert "Blijft staan" in answer.text
    assert StoredFile.objects.count() == before
    assert cast.agenda.versions.get().state == AgendaState.FOR_ADOPTION


def test_fifty_megabytes_are_refused_before_they_are_read(cast):
    builders.make_version(cast, AgendaState.FOR_ADOPTION)

    answer = signed_in(cast.coordinator).post(
        desk(cast, 1, "stap", "adopt"),
        adoption(adoption_document=pdf(PDF + b"\0" * 50 * 1024 * 1024)),
    )

    assert answer.status_code == 413
    assert "Dit is te veel in één keer" in answer.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("besluit.pdf", "besluit.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\noor\\besluit.PDF", "besluit.pdf"),
        ("besluit\u202efdp.exe", "besluit fdp.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ('a"b\r\nc<d>.pdf', "a b c d.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_made_fit_for_every_system(name, kept):
    assert tidy(name, ".pdf") == kept


def archive(*names, first=None):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


def test_the_content_says_what_a_file_is():
    docx = archive("[Content_Types].xml", "word/document.xml")
    odt = archive("content.xml", first="application/vnd.oasis.opendocument.text")

    assert kind_of(PDF)[0] == ".pdf"
    assert kind_of(docx)[0] == ".docx"
    assert kind_of(odt)[0] == ".odt"
    assert kind_of(archive("xl/workbook.xml", "[Content_Types].xml")) is None
    assert kind_of(b"") is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_full(count, cast, django_assert_num_queries):
    builders.make_version(cast, AgendaState.ADOPTED)
    builders.open_version(cast.agenda, cast.coordinator)
    for _ in range(count):
        builders.make_entry(cast, cast.agenda.versions.get(number=2))
    client = signed_in(cast.coordinator)
    client.get(desk(cast))

    with django_assert_num_queries(9):
        client.get(desk(cast))


@pytest.mark.django_db(transaction=True)
def test_two_press_at_the_same_moment():
    with transaction.atomic():
        cast = builders.make_cast()
        builders.make_version(cast, AgendaState.FOR_ADOPTION)
        other = builders.make_person_with("coordinator", cast.agenda)
    clients = [signed_in(cast.coordinator), signed_in(other)]
    start, answers = threading.Barrier(2), []

    def press(client):
        start.wait()
        answers.append(client.post(desk(cast, 1, "stap", "adopt"), adoption()))
        connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(a for a in answers if a.status_code == 200)
    assert "Deze stap is al gezet, door persoon-" in refused.text
    assert (
        Step.objects.filter(action="adopt", agenda_version__isnull=False).count() == 1
    )
