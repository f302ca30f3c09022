"""A draft on paper and back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from accounts.tests.builders import signed_in
from kia.drafting.tests.page import Page
from kia.models import EntryVersion
from kia.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, version):
    entry = builders.make_entry(cast, version)
    entry.challenge = "Eerste alinea over CO2.\n\n- een punt\n- nog een"
    entry.internal_note = "Niet voor buiten."
    entry.save()
    return entry


def address(entry, what):
    return f"/werk/bijdragen/{entry.entry.slug}/{what}/"


def as_word(person, entry):
    answer = signed_in(person).get(address(entry, "word"))
    assert answer.status_code == 200
    return Document(BytesIO(answer.content))


def bring(person, entry, content, name="concept.docx"):
    file = SimpleUploadedFile(name, content)
    return signed_in(person).post(address(entry, "inlezen"), {"file": file})


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_it_goes_out_with_questions_and_comes_back_the_same(cast, entry):
    document = as_word(cast.member, entry)
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Kennis- en innovatieopgave" in text
    assert "Vraag: Welke kennis ontbreekt" in text

    answer = bring(cast.member, entry, saved(document))

    assert "Er verandert niets" in answer.text


def test_a_text_that_was_changed_on_paper_comes_back_after_a_look(cast, entry):
    document = as_word(cast.member, entry)
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Eerste alinea"):
            paragraph.text = "Andere alinea."
    answer = bring(cast.member, entry, saved(document))
    assert "1 tekst verandert" in answer.text
    assert EntryVersion.objects.get(pk=entry.pk).challenge == entry.challenge

    data = {
        "keep": "",
        "challenge": answer.context["returned"][0].text,
        "seen-challenge": answer.context["returned"][0].token,
    }
    signed_in(cast.member).post(address(entry, "inlezen"), data)

    now = EntryVersion.objects.get(pk=entry.pk).challenge
    assert now == "Andere alinea.\n\n- een punt\n- nog een"


def test_a_newer_text_is_not_written_over(cast, entry):
    answer = bring(cast.member, entry, b"Titel\nVan papier\n", "a.txt")
    (returned,) = answer.context["returned"]
    Page(cast.editor, entry, 1).type(title="Van het scherm").save()

    data = {"keep": "", "title": returned.text, "seen-title": returned.token}
    answer = signed_in(cast.member).post(address(entry, "inlezen"), data, follow=True)

    assert EntryVersion.objects.get(pk=entry.pk).title == "Van het scherm"
    assert "iemand wijzigde dit intussen" in answer.text
    assert "Van papier" in answer.text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04kapot", "a.docx"),
        (b"MZ\x90\x00\xff", "a.txt"),
        (b"\xff\xfe\x00", "a.txt"),
        (b"Zonder enige kop", "a.txt"),
        (b"a\0b", "a.txt"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.txt"),
    ],
)
def test_another_file_gets_a_sentence(content, name, cast, entry):
    answer = bring(cast.member, entry, content, name)

    assert answer.status_code == 200
    assert "mr-veld__fout" in answer.text


def test_nobody_else_takes_it_away(cast, entry):
    for person in (cast.officer, cast.other_editor, cast.partner):
        assert signed_in(person).get(address(entry, "word")).status_code == 404
