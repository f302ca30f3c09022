"""Saving a draft: what is typed is kept, and nobody writes over anybody in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kia.drafting.tabs import SLUGS
from kia.drafting.tests.page import Page
from kia.models import BudgetLine, Change, EntryVersion, MoneySource
from kia.tests import builders
from kia.workflow import perform, start_entry
from missions.tests.builders import make_mission, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, version):
    """A full draft."""
    return builders.make_entry(cast, version)


@pytest.fixture
def bare(cast, version):
    """One with no more than it needs to begin."""
    return start_entry(version, lead=cast.topsector, title="Kaal", by=cast.member)


def now(version):
    return EntryVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize("number", SLUGS)
def test_a_page_that_is_sent_back_as_it_is_changes_nothing(number, cast, entry):
    before = EntryVersion.objects.filter(pk=entry.pk).values().get()
    page = Page(cast.member, entry, number)

    answer = page.save()

    assert answer.status_code == 200
    assert EntryVersion.objects.filter(pk=entry.pk).values().get() == before
    assert not Change.objects.exists()


@pytest.mark.parametrize("number", SLUGS)
def test_a_bare_draft_opens_and_saves(number, cast, bare):
    page = Page(cast.member, bare, number)

    assert page.answer.status_code == 200
    assert page.save().status_code == 200
    assert not Change.objects.exists()


def test_what_is_typed_is_kept_with_its_history(cast, entry):
    page = Page(cast.member, entry, 2).type(challenge="Nieuwe opgave.\r\nEn nog een.")

    page.save()

    assert now(entry).challenge == "Nieuwe opgave.\nEn nog een."
    change = Change.objects.get()
    assert (change.field, change.person, change.is_aside) == (
        "challenge",
        cast.member,
        False,
    )
    assert change.before == entry.challenge


def test_a_sitting_is_one_row_per_field(cast, entry):
    page = Page(cast.member, entry, 2)
    for text in ("Een", "Een twee", "Een twee drie"):
        page.type(challenge=text).save_by_itself("challenge")

    change = Change.objects.get()
    assert (change.before, change.after) == (entry.challenge, "Een twee drie")

    later = timezone.now() - timedelta(hours=2)
    Change.objects.update(changed_at=later, began_at=later)
    page.type(challenge="Na de pauze").save_by_itself("challenge")
    assert Change.objects.count() == 2


def test_two_people_in_two_fields_of_a_tab_never_collide(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)

    one.type(challenge="Van het teamlid").save()
    answer = two.type(contribution="Van de redacteur").save()

    assert answer.status_code == 200
    saved = now(entry)
    assert (saved.challenge, saved.contribution) == (
        "Van het teamlid",
        "Van de redacteur",
    )


def test_a_save_over_a_newer_text_shows_both(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)
    one.type(challenge="Van het teamlid").save()

    answer = two.type(challenge="Van de redacteur", choice_do="Gaat wel door.").save()

    assert answer.status_code == 409
    assert cast.member.get_full_name() in answer.text
    assert "Van het teamlid" in answer.text
    assert two.values["challenge"] == "Van de redacteur"
    saved = now(entry)
    assert (saved.challenge, saved.choice_do) == ("Van het teamlid", "Gaat wel door.")
    aside = Change.objects.get(is_aside=True)
    assert (aside.person, aside.after) == (cast.editor, "Van de redacteur")

    assert two.save().status_code == 200
    assert now(entry).challenge == "Van de redacteur"
    kept = Change.objects.get(field="challenge", person=cast.editor, is_aside=False)
    assert (kept.before, kept.after) == ("Van het teamlid", "Van de redacteur")


def test_an_error_elsewhere_writes_over_nobody_later(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)
    one.type(challenge="x" * 5000).save()
    two.type(choice_do="Van de redacteur").save()

    one.type(challenge="Nu kort genoeg").save()

    saved = now(entry)
    assert (saved.challenge, saved.choice_do) == ("Nu kort genoeg", "Van de redacteur")


def test_each_text_that_was_refused_is_kept(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)
    for number in (1, 2):
        one.type(challenge=f"Het team, {number}").save()
        two.type(challenge=f"De redacteur, {number}").save_by_itself("challenge")

    asides = Change.objects.filter(is_aside=True).values_list("after", flat=True)
    assert set(asides) == {"De redacteur, 1", "De redacteur, 2"}


def test_saving_twice_is_no_conflict_with_oneself(cast, entry):
    page = Page(cast.member, entry, 2).type(challenge="Een keer")
    again = Page(cast.member, entry, 2).type(challenge="Een keer")
    page.save_by_itself("challenge")

    found = again.save_by_itself("challenge")
    assert found["tokens"]["challenge"]
    found = again.type(challenge="Nog een keer").save_by_itself("challenge")
    assert not found["conflicts"]


def test_another_main_mission_takes_its_parts_along_in_the_history(cast, entry):
    row = entry.mission_rows.get(part="main")
    target = make_target(mission=row.mission)
    page = Page(cast.member, entry, 2)
    page.type(**{f"sub_missions-doel-{target.pk}": "on"}).save()
    assert now(entry).target_rows.count() == 1
    other = make_mission(theme=row.mission.theme)

    page.type(main_mission=str(other.pk)).save()

    assert now(entry).target_rows.count() == 0
    assert now(entry).mission_rows.get(part="main").mission == other
    assert Change.objects.filter(label="Subdoelen en doelen", after="").count() == 1


def test_a_part_without_a_whole_keeps_the_rest_of_the_tab(cast, version, entry):
    whole = builders.make_entry(cast, version)
    page = Page(cast.member, entry, 1)
    page.type(parent=str(whole.entry_id), level="programme", summary="Nieuw")

    answer = page.save()

    assert "Alleen een deelprogramma hoort bij een programma" in answer.text
    assert (now(entry).summary, now(entry).parent) == ("Nieuw", None)


def test_a_row_of_another_entry_is_not_taken_over(cast, version, entry):
    theirs = builders.make_entry(cast, version).party_rows.first()
    page = Page(cast.member, entry, 5)
    name = f"parties-{theirs.lineage}"
    page.type(**{f"seen-{name}": "", f"{name}-name": "Nagemaakt"}).save()

    assert not now(entry).party_rows.filter(lineage=theirs.lineage).exists()


def test_the_writer_can_take_the_other_text(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)
    one.type(challenge="Van het teamlid").save()
    two.type(challenge="Van de redacteur").save()

    two.save(act="take:challenge")

    assert two.values["challenge"] == now(entry).challenge == "Van het teamlid"
    assert Change.objects.filter(is_aside=True, after="Van de redacteur").exists()


def test_the_script_hears_of_a_conflict_until_the_writer_chooses(cast, entry):
    one, two = Page(cast.member, entry, 2), Page(cast.editor, entry, 2)
    one.type(challenge="Van het teamlid").save()

    for _ in range(2):
        found = two.type(challenge="Van mij").save_by_itself("challenge")
        assert "Van het teamlid" in found["conflicts"]["challenge"]
        assert now(entry).challenge == "Van het teamlid"


def test_rows_come_change_move_and_go(cast, bare):
    page = Page(cast.member, bare, 5)
    (first,) = page.rows("parties")
    page.type(
        **{f"parties-{first}-name": "Een bedrijf", f"parties-{first}-kind": "company"}
    )
    page.save(act="add:parties")
    assert page.rows("parties")[0] == first
    second = page.rows("parties")[1]
    page.type(**{f"parties-{second}-role": "Meet"}).save()
    names = [(r.name, r.role) for r in now(bare).party_rows.all()]
    assert names == [("Een bedrijf", ""), ("", "Meet")]

    page.save(act=f"up:parties:{second}")
    assert page.rows("parties") == [second, first]

    page.save(act=f"remove:parties:{first}")
    assert page.rows("parties") == [second]
    gone = Change.objects.get(part=first, is_aside=True)
    assert "Een bedrijf" in gone.after


def test_a_double_click_makes_one_row(cast, bare):
    page = Page(cast.member, bare, 5)
    (lineage,) = page.rows("parties")
    page.type(**{f"parties-{lineage}-name": "Een bedrijf"})
    again = Page(cast.member, bare, 5)
    again.values = dict(page.values)

    page.save()
    again.save()

    assert now(bare).party_rows.count() == 1


def test_a_row_that_somebody_took_away_is_not_lost(cast, entry):
    one, two = Page(cast.member, entry, 5), Page(cast.editor, entry, 5)
    lineage = one.rows("parties")[0]
    one.save(act=f"remove:parties:{lineage}")

    answer = two.type(**{f"parties-{lineage}-role": "Doet toch mee"}).save()

    assert answer.status_code == 409
    assert two.values[f"parties-{lineage}-role"] == "Doet toch mee"
    two.save()
    assert now(entry).party_rows.filter(role="Doet toch mee").count() == 1


def test_ticks_of_two_people_come_together(cast, bare):
    one, two = Page(cast.member, bare, 5), Page(cast.editor, bare, 5)

    one.type(**{"region-regio-drenthe": "on"}).save()
    two.type(**{"region-regio-zeeland": "on"}).save()

    found = {row.region for row in now(bare).region_rows.all()}
    assert found == {"drenthe", "zeeland"}


def test_an_amount_that_is_none_names_its_cell_and_stays(cast, bare):
    source = MoneySource.objects.get(code="bedrijven")
    name, other = (f"budget-{source.pk}-cash-{year}" for year in (2020, 2021))
    page = Page(cast.member, bare, 7).type(**{name: "1.000,5", other: "1200,5"})

    answer = page.save()

    assert answer.status_code == 400
    assert page.values[name] == "1.000,5"
    assert f'id="fout-{name}"' in answer.text
    line = BudgetLine.objects.get()
    assert (line.year, line.amount, line.certainty) == (2021, 1_200_500, "indicative")


def test_many_amounts_are_saved_at_once(cast, bare):
    sources = MoneySource.objects.all()[:3]
    names = [
        f"budget-{s.pk}-{form}-{year}"
        for s in sources
        for form in ("cash", "kind")
        for year in (2020, 2021)
    ]
    Page(cast.member, bare, 7).type(**dict.fromkeys(names, "10")).save()

    assert BudgetLine.objects.count() == len(names)
    assert Change.objects.count() == len(names)


@pytest.mark.parametrize("text", ["1e9", "-5", "NaN", "1.000,5", "9" * 30, "abc"])
def test_no_odd_amount_gets_in(text, cast, bare):
    source = MoneySource.objects.get(code="nwo")
    name = f"budget-{source.pk}-kind-2020"

    assert Page(cast.member, bare, 7).type(**{name: text}).save().status_code == 400
    assert not BudgetLine.objects.exists()


def test_an_emptied_amount_goes(cast, entry):
    line = entry.budget_rows.first()
    name = f"budget-{line.source_id}-{line.form}-{line.year}"
    Page(cast.member, entry, 7).type(**{name: ""}).save()

    assert not BudgetLine.objects.filter(pk=line.pk).exists()


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a\0b", "<script>alert(1)</script>" * 200]
)
def test_odd_text_gives_a_sentence_or_is_kept(text, cast, entry):
    page = Page(cast.member, entry, 2).type(challenge=text)

    answer = page.save()

    assert answer.status_code == 400
    assert "<script>alert(1)" not in answer.text
    assert now(entry).challenge == entry.challenge


def test_a_script_in_a_text_is_text(cast, entry):
    page = Page(cast.member, entry, 2).type(challenge="<script>alert(1)</script>")

    answer = page.save()

    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.text
    assert page.values["challenge"] == "<script>alert(1)</script>"


def test_what_is_submitted_is_not_saved_any_more(cast, entry):
    page = Page(cast.member, entry, 2)
    perform("submit", entry, by=cast.editor)

    answer = page.type(challenge="Te laat getypt").save()

    assert answer.status_code == 403
    assert "Te laat getypt" in answer.text
    assert now(entry).challenge != "Te laat getypt"


def test_others_are_told_of_and_oneself_is_not(cast, entry):
    Page(cast.member, entry, 2)
    page = Page(cast.editor, entry, 3)

    assert (
        f"{cast.member.get_full_name()} heeft deze bijdrage ook open"
        in page.answer.text
    )
    assert f"{cast.editor.get_full_name()} heeft" not in page.answer.text


@pytest.mark.parametrize("who", ["other_editor", "outsider", "officer", "partner"])
def test_strangers_find_no_draft(who, cast, entry):
    person = getattr(cast, who)

    assert Page(person, entry, 2).answer.status_code == 404


def test_autosave_of_a_text_costs_six_queries(cast, entry, django_assert_num_queries):
    page = Page(cast.member, entry, 2)
    page.type(challenge="Eerst").save_by_itself("challenge")

    page.type(challenge="Daarna")
    # In a test the transaction is a savepoint, made and released.
    with django_assert_num_queries(6 + 2):
        page.save_by_itself("challenge")


@pytest.mark.parametrize("number", SLUGS)
def test_the_form_of_a_full_entry_costs_few_queries(
    number, cast, entry, django_assert_max_num_queries
):
    page = Page(cast.member, entry, number)
    with django_assert_max_num_queries(15):
        page.client.get(page.address)
