"""What is exported can be imported again unchanged, in every form that has rows."""

import io

import pytest
from django.apps import apps
from django.db import transaction

from exchange.formats import write_csv, write_json, write_workbook
from exchange.intake import apply, trial
from exchange.kinds import Look
from exchange.reading import read_file
from missions.models import Mission
from missions.tests.builders import REDUCTION, make_mission, make_target
from portal import fixtures
from portal.data import write_register_json, write_zip
from portal.exports import BY_CODE, KINDS
from portal.history import is_about_people
from sources.models import Document
from sources.reading import save_text
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db

# What a spreadsheet, a CSV or a person in a hurry would break.
NASTY = [
    "=1+1",
    "'=1+1",
    "+31 70",
    "-49%",
    "@noor",
    "\ttab",
    "twee\r\nregels",
    'een; twee, "drie"',
    "  spaties  ",
    "CO₂ – één «é»",
    "0012",
    "49,0",
    "1E5",
    "2019-04-26",
    "ja",
    "#N/B",
]


def whole_register():
    file = io.BytesIO()
    write_zip(file, public=False)
    return read_file("missieregister.zip", file.getvalue(), "")


def everything():
    look = Look(public=False)
    return {kind.code: sorted(map(repr, kind.rows(kind.all(), look))) for kind in KINDS}


def exported(kind, writer):
    file = io.BytesIO()
    writer(kind, kind.rows(kind.all(), Look(public=False)), file)
    if not kind.all().exists() and writer is write_json:
        return []
    return read_file("proef", file.getvalue(), kind.code)


def test_every_tracked_row_belongs_to_a_kind():
    tracked = {m for m in apps.get_models() if hasattr(m, "pgh_event_model")}
    tracked = {m for m in tracked if not m._meta.proxy and not is_about_people(m)}

    assert tracked <= {kind.model for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_holds_every_field_and_explains_every_column(kind):
    # One says how an edit was meant, the other is counted by the database.
    left_out = {"id", "is_typographic", "revision"}
    # A made-up organisation is never published.
    left_out |= {"is_practice"}
    fields = {f.name for f in kind.model._meta.concrete_fields if not f.generated}
    columns = kind.columns

    assert {part.name for part in kind.parts} == fields - left_out
    assert all(c.label and c.how and c.description.endswith(".") for c in columns)
    for name in ("name", "label"):
        found = [getattr(column, name).lower() for column in columns]
        assert len(found) == len(set(found))
    assert set(kind.key) <= {column.name for column in kind.own_columns}


def test_the_whole_letter_goes_out_and_comes_back_unchanged(register):
    outcome = trial(whole_register(), KINDS)

    assert outcome.problems == [] and outcome.changes == []
    assert outcome.unchanged == sum(map(len, everything().values()))


def test_the_whole_letter_fits_in_an_empty_register():
    with transaction.atomic():
        fixtures.load_all()
        before, tables = everything(), whole_register()
        transaction.set_rollback(True)
    letter = fixtures.read_letter()
    Document.objects.create(slug=letter.structure["document"], title="Brief")
    save_text(letter)

    digest = trial(tables, KINDS).digest
    outcome = apply(tables, KINDS, digest)

    assert outcome.problems == []
    assert everything() == before
    assert len(outcome.changes) + outcome.unchanged == sum(map(len, before.values()))


def test_a_single_kind_comes_back_unchanged(register):
    for kind in KINDS:
        for writer in (write_csv, write_workbook, write_json):
            outcome = trial(exported(kind, writer), KINDS)

            assert (outcome.problems, outcome.changes) == ([], []), kind.code


def test_the_whole_register_comes_back_from_json_unchanged(register):
    file = io.BytesIO()
    write_register_json(file, public=False)

    outcome = trial(read_file("missieregister.json", file.getvalue(), ""), KINDS)

    assert (outcome.problems, outcome.changes) == ([], [])
    assert outcome.unchanged == sum(map(len, everything().values()))


def test_nasty_texts_come_back_from_json_unchanged():
    for text in NASTY:
        make_document(title=text, publisher=text)

    outcome = trial(exported(BY_CODE["bronnen"], write_json), KINDS)

    assert (outcome.problems, outcome.changes) == ([], [])
    assert outcome.unchanged == Document.objects.count()


@pytest.mark.parametrize("writer", [write_csv, write_workbook])
def test_nasty_texts_come_back_unchanged(writer):
    for text in NASTY:
        make_document(title=text, publisher=text)

    tables = exported(BY_CODE["bronnen"], writer)
    outcome = trial(tables, KINDS)

    assert (outcome.problems, outcome.changes) == ([], [])
    assert outcome.unchanged == Document.objects.count()
    for _, row in tables[0].rows:
        assert not any(str(cell or "").startswith(tuple("=+-@\t\r")) for cell in row)


@pytest.mark.parametrize("value", ["49", "7.5", "0.001", "999999999.999"])
@pytest.mark.parametrize("writer", [write_csv, write_workbook, write_json])
def test_numbers_come_back_unchanged(writer, value):
    growth = {"direction": "increase", "value": value}
    make_target(**REDUCTION | growth)

    assert trial(exported(BY_CODE["doelen"], writer), KINDS).changes == []


def test_a_draft_goes_out_for_editors_and_comes_back(db):
    make_mission(published=False, short_label="Concept")

    outcome = trial(whole_register(), KINDS)

    assert (outcome.problems, outcome.changes) == ([], [])
    assert Mission.objects.get().slug in str(everything()["missies"])
