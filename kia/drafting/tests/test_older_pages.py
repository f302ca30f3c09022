"""A page that older code made, saved with the code of today: nothing is lost."""

import os

import pytest
from django.http import HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from instance import static_files
from kia.drafting.cells import token
from kia.drafting.tests.page import Page
from kia.models import Change, EntryVersion, MoneySource
from kia.tests import builders

pytestmark = pytest.mark.django_db

FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
TYPED = "Getypt in een veld dat er niet meer is."


@pytest.fixture
def entry(cast, version):
    """A full draft."""
    return builders.make_entry(cast, version)


def now(version):
    return EntryVersion.objects.get(pk=version.pk)


# Of a column, an option, a row and a year that the form had, with its input.
GONE = {
    "outlook": "outlook",
    "region-regio-limburg-oud": "region-regio-limburg-oud",
    "sponsors-9d0d4b3a-9a15-4f3f-8a57-0d5f6a9b3c11": (
        "sponsors-9d0d4b3a-9a15-4f3f-8a57-0d5f6a9b3c11-name"
    ),
    "budget-1-cash-2033": "budget-1-cash-2033",
}


@pytest.mark.parametrize("cell, name", GONE.items())
@pytest.mark.parametrize("number", [2, 5, 7])
def test_a_field_that_is_gone_is_told_and_kept_aside(number, cell, name, cast, entry):
    page = Page(cast.member, entry, number)
    own = {2: "challenge", 5: "customers", 7: "budget_note"}[number]
    page.type(**{name: TYPED, f"seen-{cell}": "", own: "Nieuw"})

    answer = page.save()

    assert answer.status_code == 400
    assert TYPED in answer.text
    assert "staat niet meer in het formulier" in answer.text
    assert getattr(now(entry), own) == "Nieuw"
    kept = Change.objects.get(is_aside=True)
    assert (kept.after, kept.person) == (TYPED, cast.member)


def test_the_script_hears_of_a_field_that_is_gone(cast, entry):
    page = Page(cast.member, entry, 2).type(outlook=TYPED, **{"seen-outlook": ""})

    found = page.save_by_itself("outlook")

    assert "staat niet meer" in found["errors"]["outlook"][0]
    assert Change.objects.get(is_aside=True).after == TYPED


@pytest.mark.parametrize("old", ["Zo was het.", ""])
def test_a_field_that_is_gone_and_was_not_touched_is_no_loss(old, cast, entry):
    page = Page(cast.member, entry, 2)
    page.type(outlook=old, challenge="Nieuw", **{"seen-outlook": token(old)})

    assert page.save().status_code == 200
    assert now(entry).challenge == "Nieuw"
    assert not Change.objects.filter(is_aside=True).exists()


def test_a_field_that_the_page_did_not_have_stays_as_it_is(cast, entry):
    """Neither wrong nor emptied, also where the form asks for it."""
    page = Page(cast.member, entry, 1).type(summary="Nieuw")
    for name in ("title", "seen-title", "lead", "seen-lead"):
        page.untick(name)

    assert page.save().status_code == 200
    saved = now(entry)
    assert (saved.title, saved.lead, saved.summary) == (
        entry.title,
        entry.lead,
        "Nieuw",
    )


def test_a_row_without_an_input_that_it_has_now_is_not_emptied(cast, entry):
    row = entry.party_rows.first()
    page = Page(cast.member, entry, 5)
    name = f"parties-{row.lineage}"
    page.untick(f"{name}-description").type(**{f"{name}-role": "Anders."})
    # As older code knew the row: without its description.
    page.type(**{f"seen-{name}": token("soort: bedrijf; rol: Werkt mee.")})

    answer = page.save()

    row.refresh_from_db()
    assert answer.status_code == 409
    assert row.description in answer.text
    assert "Anders." in answer.text
    assert (row.description, row.role) == ("Een partij", "Werkt mee.")


def test_a_source_of_money_that_is_gone_is_told(cast, entry):
    name = f"budget-{MoneySource.objects.order_by('pk').last().pk + 1}-cash-2020"
    page = Page(cast.member, entry, 7).type(**{name: "12", f"seen-{name}": ""})

    assert page.save().status_code == 400
    assert Change.objects.get(is_aside=True).after == "12"


def test_files_that_an_older_page_names_stay(rf, tmp_path, settings):
    """Collecting again leaves what was collected from the code before."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [tmp_path.parent / "bron"]
    settings.STATICFILES_FINDERS = FINDERS
    source = tmp_path.parent / "bron" / "js" / "proef.js"
    source.parent.mkdir(parents=True)
    source.write_text("oud()")
    static_files.collect_if_changed()
    (old,) = tmp_path.glob("js/proef.*.js")
    source.write_text("nieuw();")
    os.utime(source, (1, 1))

    assert static_files.collect_if_changed()

    served = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    answer = served(rf.get(f"/static/js/{old.name}"))
    assert b"".join(answer.streaming_content) == b"oud()"
    answer.close()
    assert len(list(tmp_path.glob("js/proef.*.js"))) == 2
