"""Entries in Beheer: to look, and to mend what is open."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from instance import clock
from kia.entries.admin import EntryVersionAdmin
from kia.models import (
    ROWS,
    BudgetLine,
    Entry,
    EntryVersion,
    Judgement,
    MoneySource,
    RequestReply,
    ReviewPoint,
    Step,
)
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform
from missions.tests.builders import make_mission
from sources.tests.admin_forms import admin_url, change_url, opened

LOOKED_AT = (Entry, Step, Judgement, ReviewPoint, RequestReply, MoneySource)


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version)


@pytest.fixture
def submitted(cast, entry):
    return perform("submit", entry, by=cast.editor)


def saved(client, version, **typed):
    """Send the form of this version with these fields typed over."""
    form = opened(client, change_url(version))
    return client.post(change_url(version), form | typed)


def test_every_column_of_a_version_has_its_place_in_the_form():
    placed = set()
    for _, options in EntryVersionAdmin.fieldsets:
        for name in options["fields"]:
            placed |= {name} if isinstance(name, str) else set(name)
    fields = EntryVersion._meta.concrete_fields
    columns = {field.name for field in fields if not field.generated}

    assert placed == columns - {"id"} | {"steps_taken"}


def test_the_text_of_an_open_version_is_mended(admin_client, entry):
    answer = saved(admin_client, entry, title="Een betere titel")

    entry.refresh_from_db()
    assert answer.status_code == 302
    assert (entry.title, entry.state) == ("Een betere titel", EntryState.DRAFT)
    assert entry.budget_rows.count() == 4


def test_rows_of_an_open_version_are_mended(admin_client, entry):
    lineage = entry.budget_rows.first().lineage

    answer = saved(admin_client, entry, **{"budget_rows-0-amount": "7"})

    assert answer.status_code == 302
    assert BudgetLine.objects.get(version=entry, lineage=lineage).amount == 7


def test_a_mission_that_is_chosen_is_pinned_as_it_is_now(admin_client, entry):
    row = entry.mission_rows.get()
    other = make_mission(theme=entry.entry.agenda.theme)
    type(other).objects.filter(pk=other.pk).update(revision=7)

    saved(admin_client, entry, **{"mission_rows-0-mission": other.pk})

    row.refresh_from_db()
    assert (row.mission, row.revision) == (other, 7)


def test_the_state_is_not_a_field(admin_client, entry):
    form = opened(admin_client, change_url(entry))

    admin_client.post(change_url(entry), form | {"state": "accepted"})

    entry.refresh_from_db()
    assert "state" not in form
    assert entry.state == EntryState.DRAFT


def test_a_submitted_version_is_there_to_be_read(admin_client, submitted):
    page = admin_client.get(change_url(submitted))

    assert page.status_code == 200
    assert set(page.context["adminform"].form.fields) <= {"seen"}
    for inline in page.context["inline_admin_formsets"]:
        assert not inline.has_change_permission
        assert not inline.has_add_permission
        assert inline.formset.total_form_count() == inline.formset.initial_form_count()
    refused = admin_client.post(change_url(submitted), {"title": "Anders"})
    submitted.refresh_from_db()
    assert refused.status_code == 403
    assert submitted.title != "Anders"


def test_what_is_submitted_while_the_form_is_open_stays_as_it_is(
    admin_client, cast, entry
):
    form = opened(admin_client, change_url(entry))
    perform("submit", entry, by=cast.editor)

    answer = admin_client.post(change_url(entry), form | {"title": "Te laat"})

    entry.refresh_from_db()
    assert answer.status_code == 403
    assert entry.title != "Te laat"


def make_judged(cast, version):
    """A returned entry with a judgement of the text that was returned."""
    submitted = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, submitted)
    return builders.request_changes(cast, submitted)


def test_what_comes_about_elsewhere_is_only_read(admin_client, cast, version):
    entry = make_judged(cast, version)
    RequestReply.objects.create(
        request=entry.follows.request_rows.get(),
        status="talking",
        by=cast.officer,
        day=clock.today(),
    )
    for model in LOOKED_AT:
        record = model.objects.first()

        assert admin_client.get(change_url(record)).status_code == 200
        assert admin_client.post(change_url(record), {}).status_code == 403
        assert admin_client.get(admin_url(model, "add")).status_code == 403
        delete = admin_url(model, "delete", record.pk)
        assert admin_client.post(delete, {"post": "yes"}).status_code == 403


def test_beheer_does_not_lead_to_the_public_page_of_a_draft(admin_client, entry):
    kind = ContentType.objects.get_for_model(Entry)
    on_site = reverse("admin:view_on_site", args=[kind.pk, entry.entry_id])

    assert on_site not in admin_client.get(change_url(entry.entry)).content.decode()


def test_steps_are_told_in_dutch(admin_client, submitted):
    page = admin_client.get(admin_url(Step, "changelist")).content.decode()

    for words in ("ingediend", "concept", "begonnen", submitted.title):
        assert words in page
    assert "submit" not in page.split('id="result_list"')[1].split("</table>")[0]


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_page_of_a_version_costs_no_more_for_more_rows(admin_client, cast, version):
    few, many = (builders.make_entry(cast, version) for _ in range(2))
    for kind in range(3):
        many.party_rows.create(kind="company", role=f"Rol {kind}", is_private=True)
        many.topsector_rows.create(topsector=builders.make_topsector())
        many.request_rows.create(
            text="Meer", instrument="other", addressee=builders.make_department()
        )
        many.mission_rows.create(mission=make_mission(), part="secondary", revision=1)
    for kind in ("nwo", "to2"):
        source = MoneySource.objects.get(code=kind)
        many.budget_rows.create(
            year=2020, source=source, form="cash", amount=1, certainty="indicative"
        )
    admin_client.get(change_url(few))
    open_ones = [queries(admin_client, change_url(v)) for v in (few, many)]
    few, many = (perform("submit", v, by=cast.editor) for v in (few, many))
    frozen = [queries(admin_client, change_url(v)) for v in (few, many)]

    assert open_ones == [OPEN_PAGE, OPEN_PAGE]
    assert frozen == [FROZEN_PAGE, FROZEN_PAGE]


# Fourteen kinds of rows, and for each relation the records to choose from.
OPEN_PAGE = 36
FROZEN_PAGE = 35


@pytest.mark.parametrize(
    "model", [Entry, EntryVersion, Step, Judgement, ReviewPoint, RequestReply]
)
def test_lists_cost_no_more_for_more_rows(model, admin_client, cast, version):
    url = admin_url(model, "changelist")
    counted = []
    for _ in range(3):
        entry = make_judged(cast, version)
        RequestReply.objects.create(
            request=entry.follows.request_rows.get(),
            status="talking",
            by=cast.officer,
            day=clock.today(),
        )
        admin_client.get(url)
        counted.append(queries(admin_client, url))

    assert counted[0] == counted[2] <= 12


def test_every_relation_of_a_row_is_found_by_searching():
    inlines = {inline.model: inline for inline in EntryVersionAdmin.inlines}

    assert set(inlines) == set(ROWS)
    for model, inline in inlines.items():
        relations = {
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation and field.name != "version"
        }
        assert set(inline.autocomplete_fields) == relations
    own = admin.site._registry[EntryVersion]
    assert {"lead", "parent", "contact"} == set(own.autocomplete_fields)
