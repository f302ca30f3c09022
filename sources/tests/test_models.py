from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from missions.tests.builders import make_mission
from sources.models import Document, DocumentGround, Passage, PassageNotFound
from sources.tests.builders import make_document, make_text
from themes.models import Theme
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


def commit():
    """What happens to deferred constraints at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_published_record_without_ground_is_refused():
    Document.objects.create(slug="los", title="Los", published_at=timezone.now())

    with pytest.raises(IntegrityError, match="heeft een grond nodig"):
        commit()


@pytest.mark.parametrize(
    ("supports", "holds"),
    [
        ("record", True),
        ("name", True),
        ("value", False),
        ("adoption", False),
        ("same", False),
        ("part", False),
        ("horizon", False),
        ("problem", False),
        ("realised", False),
        ("context", False),
    ],
)
def test_a_ground_for_what_stands_around_a_record_is_no_ground_for_it(supports, holds):
    make_document().grounds.update(supports=supports)

    if holds:
        commit()
    else:
        with pytest.raises(IntegrityError, match="heeft een grond nodig"):
            commit()


def test_an_unpublished_record_needs_no_ground():
    Document.objects.create(slug="los", title="Los")

    commit()


def test_the_last_ground_of_a_published_record_stays():
    document = make_document()
    document.grounds.get().delete()

    with pytest.raises(IntegrityError, match="heeft een grond nodig"):
        commit()


def test_a_ground_may_not_move_away_from_a_published_record():
    ground = make_document().grounds.get()
    ground.record = make_document(published=False)
    ground.save()

    with pytest.raises(IntegrityError, match="heeft een grond nodig"):
        commit()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"reason": "Omdat.", "place": "blz. 3"},
        {"reason": "Omdat.", "read_on": date(2026, 1, 1)},
        {"document": True, "place": "blz. 3"},
        {"document": True, "read_on": date(2026, 1, 1)},
        {"passage": True, "reason": "Omdat."},
        {"passage": True, "document": True, "place": "x", "read_on": date(2026, 1, 1)},
    ],
)
def test_a_ground_has_exactly_one_kind(fields):
    document = make_document()
    if "document" in fields:
        fields = fields | {"document": document}
    if "passage" in fields:
        text = make_text("De missies zijn klaar.")
        fields = fields | {"passage": Passage.objects.at(text, 0, 10)}
    ground = DocumentGround(record=document, **fields)

    with pytest.raises(ValidationError, match="Kies één soort grond"):
        ground.full_clean()
    with pytest.raises(IntegrityError, match="exactly_one_kind"):
        ground.save()


def test_a_passage_supports_one_part_of_a_record_once():
    document, text = make_document(), make_text("De missies zijn klaar.")
    passage = Passage.objects.at(text, 0, 10)
    DocumentGround.objects.create(record=document, passage=passage)

    with pytest.raises(ValidationError, match="Deze passage staat er al"):
        DocumentGround(record=document, passage=passage).full_clean()


def test_withdrawing_asks_for_the_reason():
    document = make_document()
    document.withdrawn_on = date(2026, 1, 1)

    with pytest.raises(ValidationError, match="de datum en de reden"):
        document.full_clean()


def test_a_slug_never_changes():
    document = make_document()
    document.slug = "anders"

    with pytest.raises(Error, match="slug_stays"):
        document.save()


def test_a_slug_is_unique_over_all_kinds_of_record():
    make_document(slug="kringlooplandbouw")

    with pytest.raises(IntegrityError, match="al van een ander gegeven"):
        make_mission(slug="kringlooplandbouw")


def test_a_published_record_is_not_removed():
    document = make_document()

    with pytest.raises(Error, match="published_stays"):
        document.delete()


def test_what_was_ever_published_is_not_removed_either():
    document = make_document()
    Document.objects.filter(pk=document.pk).update(published_at=None)

    with pytest.raises(Error, match="blijft bewaard"), transaction.atomic():
        document.delete()

    draft = make_document(published=False)
    draft.delete()
    assert not Document.objects.filter(pk=draft.pk).exists()


def test_a_passage_is_verbatim():
    text = make_text("De missies zijn klaar.")

    with pytest.raises(IntegrityError, match="staat niet op deze plaats"):
        Passage.objects.create(
            text=text, start=0, end=10, quotation="De missie!", page=1
        )


def test_a_passage_is_named_by_its_words_and_made_once():
    text = make_text("Een missie. En nog een missie.")

    first = Passage.objects.get_by_natural_key(text.slug, "missie")
    second = Passage.objects.get_by_natural_key(text.slug, "missie", 2)

    assert (first.start, second.start) == (4, 23)
    assert first.natural_key() == (text.slug, "missie")
    assert second.natural_key() == (text.slug, "missie", 2)
    assert Passage.objects.get_by_natural_key(text.slug, "missie") == first


def test_a_passage_names_every_page_that_it_stands_on():
    text = make_text("Een missie. En nog een missie.")
    text.marks.create(kind="page", number=2, offset=12)

    one = Passage.objects.get_by_natural_key(text.slug, "Een missie.")
    both = Passage.objects.get_by_natural_key(text.slug, "missie. En")

    assert (one.pages, both.pages) == ("1", "1–2")


@pytest.mark.parametrize("words", [("opdracht",), ("missie", 3)])
def test_words_that_are_not_in_the_text_make_no_passage(words):
    text = make_text("Een missie. En nog een missie.")

    with pytest.raises(PassageNotFound, match=words[0]):
        Passage.objects.get_by_natural_key(text.slug, *words)


def test_a_passage_knows_its_page(register):
    passage = Passage.objects.get_by_natural_key(register.slug, "informatieverwerking")
    note = Passage.objects.get_by_natural_key(register.slug, "Kamerstuk 34 952, nr. 30")

    assert (passage.page, note.page) == (8, 15)


@pytest.mark.parametrize("table", ["documenttext", "section", "paragraph", "passage"])
def test_the_text_and_its_parts_never_change(table, register):
    with pytest.raises(Error, match="immutable"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE sources_{table} SET id = id")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET title = 'x'", "DELETE FROM {}", "TRUNCATE {}"],
)
def test_history_is_kept_as_it_was(statement):
    document = make_document(title="Eerste titel")
    document.title = "Tweede titel"
    document.save()

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("sources_documentevent"))

    titles = document.events.order_by("pgh_id").values_list("title", flat=True)
    assert list(titles) == ["Eerste titel", "Tweede titel"]


def test_an_official_number_reads_as_people_write_it(register):
    document = register.document

    assert document.reference == "Kamerstuk 33\u00a0009, nr.\u00a070"


def test_a_theme_is_called_what_the_letter_calls_it():
    Theme.objects.filter(pk=make_theme().pk).update(title="Verzonnen")

    with pytest.raises(IntegrityError, match="titel van een thema is woordelijk"):
        commit()


def test_a_theme_merges_into_another_one():
    first = make_theme()
    second = make_theme(merged_into=first)
    first.merged_into = first

    with pytest.raises(ValidationError, match="gaat niet op in zichzelf"):
        first.full_clean()
    with pytest.raises(IntegrityError, match="not_itself"), transaction.atomic():
        first.save()
    first.merged_into = second
    with pytest.raises(IntegrityError, match="gaat niet op in zichzelf"):
        first.save()
