import hashlib
import re

import pytest
from django.conf import settings

from sources import reading
from sources.models import Sentence

# Of the file as it was received; the letter is never edited, only repaired.
RAW_SHA256 = "49df29ae89dead552f7d168d67a3f628f9b4d8eca3dc84b0776a69a67163da6b"


@pytest.fixture(scope="module")
def source():
    return reading.Source.read(settings.BASE_DIR / "fixtures" / "letter")


def test_the_raw_letter_is_the_file_that_was_received(source):
    assert hashlib.sha256(source.raw).hexdigest() == RAW_SHA256


def test_raw_and_repairs_make_the_text_that_is_kept(source, register):
    kept = register.body

    assert reading.repaired(source.raw.decode(), source.repairs) == kept


def test_repairs_change_nothing_but_line_ends_notes_and_page_headers(source):
    reasons = {reason.split(",")[0] for *_, reason in source.repairs}
    moved = {f"noot {n} naar het einde" for n in range(1, 10)}

    assert reasons == moved | {
        "afbreekstreepje",
        "alinea",
        "nootcijfer",
        "opsommingsteken",
        "regeleinde",
        "spatie aan het begin van een bladzijde",
        "wit aan het einde",
    }


def test_no_letter_of_the_text_is_lost_or_added(source):
    """What a repair takes out of one place stands again in another, or is white."""

    def bare(words):
        return re.sub(r"[\s\-•]", "", words)

    taken, added = "", ""
    for _, old, new, reason in source.repairs:
        if reason.startswith("nootcijfer"):
            continue
        header = re.sub(r"Tweede Kamer, vergaderjaar [^\n]*", "", old)
        taken += bare(re.sub(r"(?m)^\d ", "", header.lstrip("- \n")))
        added += bare(new)

    assert sorted(taken) == sorted(added)


def test_a_line_end_hyphen_is_joined_only_where_it_is_soft(source):
    body = source.body

    assert "kwantumtechnologie en nanotechnologie" in body
    assert "kennis- en innovatieagenda’s waarin" in body
    assert "missiegedreven topsectoren- en innovatiebeleid. De topsectoren" in body
    assert "acceleratorprogramma’s van de Topsector" in body
    assert "2019/04/26/aanpak-sleuteltechnologieen." in body
    assert not re.search(r"\w- (?!en |of |tot |\w+ en )\w", body)


def test_note_marks_are_out_of_the_words_and_other_digits_stay(source):
    body = source.body

    for words in ("de missies. Met", "klimaatneutraal.", "investeringen doet in"):
        assert words in body
    for kept in ("CO2-vrij ", "TO2-instituten", "de N211.", "diabetes type1,"):
        assert kept in body


@pytest.mark.parametrize(
    "slip", ["rijken", "Developmont", "missiesdagen", "Borsele", "kennis-en"]
)
def test_the_letters_own_slips_are_kept(source, slip):
    assert slip in source.body


def test_page_headers_and_breaks_are_out_of_the_sentences(source):
    body = source.body

    assert "vergaderjaar" not in body
    assert "extra vlak en met de juiste textuur" in body
    assert "Sustainable Development Goals een belangrijk" in body
    assert not re.search(r"  |\n\n| \n|^\s|\s$", body)


def test_a_repair_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="plaats 3 .* past niet"):
        reading.repaired("de brief", [[3, "missie", "", "proef"]])


def test_repairs_out_of_order_are_refused():
    with pytest.raises(ValueError, match="past niet"):
        reading.repaired("abc", [[1, "b", "", "een"], [0, "a", "", "twee"]])


def test_words_that_stand_twice_name_no_place():
    with pytest.raises(ValueError, match="niet precies één keer: «missie»"):
        reading.place_of("missie na missie", "missie")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Eén zin.", ["Eén zin."]),
        ("Een vraag? Ja. «Nee!»", ["Een vraag?", "Ja.", "«Nee!»"]),
        (
            "Zie (Kamerstuk 26 643, nr. 541) nu.",
            ["Zie (Kamerstuk 26 643, nr. 541) nu."],
        ),
        ("Voor het blijven: «always ahead.» Daarbij horen", None),
        ("M.C.G. Keijzer", ["M.C.G. Keijzer"]),
        ("Zij doen ICT. De rest niet.", ["Zij doen ICT.", "De rest niet."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(words, expected):
    found = [words[start:end] for start, end in reading.sentences(words)]

    assert found == (expected or ["Voor het blijven: «always ahead.»", "Daarbij horen"])


def test_the_text_is_cut_without_a_gap(register):
    body = register.body
    paragraphs = list(register.paragraphs.all())

    assert "\n".join(body[p.start : p.end] for p in paragraphs) == body
    for paragraph in paragraphs:
        parts = [body[s.start : s.end] for s in paragraph.sentences.all()]
        whole = body[paragraph.start : paragraph.end]
        assert parts == [] if paragraph.kind == "heading" else " ".join(parts) == whole


def test_the_letter_has_390_sentences(register):
    assert Sentence.objects.filter(paragraph__text=register).count() == 390


def test_every_page_begins_where_the_letter_begins_it(register):
    starts = dict(
        register.marks.filter(kind="page")
        .exclude(offset__in=register.paragraphs.filter(kind="note").values("start"))
        .values_list("number", "offset")
    )

    assert list(starts) == list(range(1, 17))
    assert register.body[starts[5] :].startswith("zonder ze een tweede leven")
    assert register.body[starts[16] :].startswith("Afsluitend")


def test_five_boxes_nine_notes_and_twentysix_bullets(register):
    boxes = register.sections.filter(kind="box")

    assert [box.slug for box in boxes] == [f"kader-{n}" for n in range(1, 6)]
    assert register.paragraphs.filter(kind="note").count() == 9
    assert register.marks.filter(kind="note").count() == 9
    assert register.paragraphs.filter(kind="bullet").count() == 26
