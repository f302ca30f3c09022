"""No form writes over what somebody saved after it was opened.

Each address that takes a POST is found by itself. Either it is walked here (opened
twice, saved once, saved again: the second save is refused and shows both texts), or
its reason why nothing can be written over stands in a list.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from accounts.tests.builders import signed_in
from kia.drafting.tabs import SLUGS
from kia.drafting.tests.page import Page
from kia.models import LENGTHS, EntryVersion
from kia.roles import Role
from kia.tests import builders, walk
from portal.tests.posting import form_of, takes_posts
from sources.tests.admin_forms import change_url, opened

pytestmark = pytest.mark.django_db

ONE, TWO = "Van de een, die het eerst bewaart.", "Van de ander, die het later bewaart."


@dataclass(frozen=True)
class Edit:
    """A form that changes what is there; `one` and `two` are what two people type.

    `shown` is how the page tells what the first one saved.
    """

    kwargs: object
    who: tuple
    one: dict
    two: dict
    shown: tuple = (ONE,)


def planned(day, **more):
    return {"due_on": f"{day}", "note": "Omdat het zo uitkomt."} | more


FIRST = date.today() + timedelta(100)
SECOND = FIRST + timedelta(1)
COORDINATORS = ("coordinator", "second_coordinator")
# What two people do at each address; tabs of an entry have a test of their own.
EDITS = {
    "desk:planning": Edit(
        walk.of_version,
        COORDINATORS,
        planned(FIRST),
        planned(SECOND),
        shown=(f"{FIRST:%d-%m-%Y}",),
    ),
    "desk:section": Edit(
        lambda world: walk.of_version(world, code="A1"),
        ("member", "editor"),
        {"text": ONE},
        {"text": TWO},
    ),
    "desk:rule": Edit(
        lambda world: walk.of_version(world, code=walk.RULE),
        COORDINATORS,
        {"outcome": "open", "evidence": ONE},
        {"outcome": "open", "evidence": TWO},
    ),
    "contract:row": Edit(
        walk.of_row, ("editor", "coordinator"), {"party": ONE}, {"party": TWO}
    ),
    # The same person in two windows.
    "accounts:profile": Edit(
        walk.nothing, ("member", "member"), {"name": ONE}, {"name": TWO}
    ),
}


# Walked below, in tests of their own.
WALKED = {"drafting:tab", "drafting:bring_back"}
STEP = "a step: it is taken from the state that the page showed, or refused"
MAKES = "makes something new"
SECRET = "sets a secret of the own account; nobody else types there"
ASKS = "asks to be sure, and types nothing"
SWITCH = "a button for one of two positions, which the button names"
# Why nothing can be written over.
NOTHING_LOST = {
    "instance:report": MAKES,
    "coverage": "only shows",
    "coverage_make": "only shows",
    "admin:index": "only shows",
    "admin:login": "signs in",
    "admin:logout": "signs out",
    "admin:password_change": "leads to the page of the own account",
    "admin:app_list": "only shows",
    "admin:view_on_site": "leads to the page on the site",
    "admin:kia_rolegrant_hand_over": "ends roles and gives them to another; types a note",
    "admin:exchange_importfile_trial": "a trial writes nothing to the register",
    "admin:exchange_importfile_apply": "refused when the register changed since the "
    "trial: test_what_changed_in_between_asks_for_a_new_trial",
    "admin:auth_user_password_change": SECRET,
    "accounts:invitation": MAKES,
    "accounts:sessions": "ends sessions",
    "account_login": "signs in",
    "account_logout": "signs out",
    "account_signup": "is closed",
    "account_reauthenticate": "signs in again",
    "account_email": "asks for another address, which counts after it is confirmed",
    "account_confirm_email": ASKS,
    "account_change_password": SECRET,
    "account_set_password": SECRET,
    "account_reset_password": "sends a message",
    "account_reset_password_from_key": SECRET,
    "mfa_authenticate": "signs in",
    "mfa_reauthenticate": "signs in again",
    "mfa_activate_totp": SECRET,
    "mfa_deactivate_totp": ASKS,
    "mfa_generate_recovery_codes": SECRET,
    "mfa_download_recovery_codes": "a file",
    "mfa_add_webauthn": MAKES,
    "mfa_edit_webauthn": "the name of an own key, which only its owner sees and types",
    "mfa_remove_webauthn": ASKS,
    "mfa_reauthenticate_webauthn": "signs in again",
    "mfa_login_webauthn": "signs in",
    "openid_connect_login": "signs in",
    "openid_connect_callback": "signs in",
    "socialaccount_connections": "ends a connection",
    "socialaccount_signup": "is closed",
    "practice": "signs in",
    "desk:messages": "marks as read",
    "desk:open_version": MAKES,
    "desk:step": STEP,
    "desk:end_entry": "refused when it ends already, or no longer: kia/endings.py",
    "drafting:start": MAKES,
    "drafting:copy": MAKES,
    "drafting:share": SWITCH,
    "drafting:confirm": "confirms the missions as the page showed them",
    "review:step": STEP,
    "review:revise": MAKES,
    "review:judge": "adds one; refused when the department judged meanwhile: "
    "test_two_judges_of_one_department_read_each_other",
    "review:points": "an answer of a colleague is shown and chosen between: "
    "test_on_one_page_too_a_colleague_is_not_written_over",
    "review:correction": "asks, or takes the question back; refused when that was done",
    "review:remark": MAKES,
    "review:answer": "adds a turn to a thread",
    "review:withdraw": "takes one's own words back; a second time changes nothing",
    "review:looked": "marks as read",
    "contract:years": MAKES,
    "contract:step": STEP,
    "contract:row_new": MAKES,
    "contract:row_confirm": "refused when the row is another than was looked at",
    "contract:row_remove": "refused when the row is another than was looked at",
    "contract:correction": MAKES,
    "contract:missing_row": MAKES,
    "contract:correction_confirm": "refused when it is another than was looked at",
    "contract:correction_withdraw": "refused when it is another than was looked at",
    "contract:import": "a trial writes nothing to the contract",
    "contract:import_accept": "refused when the table changed since the trial",
    "requests:one": "adds an answer, after the last one was seen: "
    "test_of_two_who_answer_the_second_sees_the_first",
    "requests:publish": ASKS,
    "board:remind": "sends a message, once on a day",
    "mailing:choices": "one's own choices of mail: a few buttons, nothing typed",
    "mailing:follow": MAKES,
    "mailing:unfollow": "ends something of one's own",
    "mailing:unsubscribe": "a button that stops the mail",
    "people:team": MAKES,
    "people:end_role": ASKS,
    "people:take_back": ASKS,
}
# Of each kind of record in Beheer; `change` is walked for each kind in
# test_silent_overwrite_admin.py.
OF_ADMIN = {
    "changelist": "steps for what was chosen; nothing is typed in a list",
    "add": MAKES,
    "delete": ASKS,
    "history": "only shows",
    "change": "walked",
}


def of_admin():
    """The names of the pages of every kind in Beheer."""
    return {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in OF_ADMIN
    }


def test_every_form_is_walked_or_has_its_reason(admin_user):
    known = set(EDITS) | WALKED | set(NOTHING_LOST)

    assert takes_posts(admin_user, besides=of_admin()) == known
    assert not any(site.list_editable for site in admin.site._registry.values())


@pytest.fixture
def world():
    world = walk.make_world()
    made = builders.make_person_with(Role.COORDINATOR, world.cast.agenda)
    world.clients["second_coordinator"] = signed_in(made)
    return world


@pytest.mark.parametrize("name", EDITS)
def test_a_second_save_is_refused_and_shows_both_texts(name, world):
    edit = EDITS[name]
    url = reverse(name, kwargs=edit.kwargs(world))
    one, two = (world.clients[role] for role in edit.who)
    of_one, of_two = (form_of(client.get(url)) for client in (one, two))

    first = one.post(url, of_one | edit.one)
    second = two.post(url, of_two | edit.two)

    assert first.status_code == 302
    assert second.status_code != 302
    typed = form_of(second)
    assert {key: typed[key] for key in edit.two} == edit.two
    assert all(escape(text) in second.text for text in edit.shown)
    saved = form_of(one.get(url))
    assert {k: saved[k] for k in edit.one if k in edit.two and k != "note"} == {
        k: v for k, v in edit.one.items() if k != "note"
    }
    # Whoever was told chooses.
    assert two.post(url, typed).status_code == 302


@pytest.mark.parametrize("number", SLUGS)
def test_no_text_of_a_tab_is_written_over(number, world):
    cast, entry = world.cast, EntryVersion.objects.get(entry=world.entry)
    one, two = Page(cast.member, entry, number), Page(cast.editor, entry, number)
    names = texts_of(one)
    one.type(**{name: f"Een {n}" for n, name in enumerate(names)}).save()

    answer = two.type(**{name: f"Ander {n}" for n, name in enumerate(names)}).save()

    assert names
    assert answer.status_code == 409
    kept = Page(cast.member, entry, number).values
    for n, name in enumerate(names):
        assert kept[name] == f"Een {n}"
        assert two.values[name] == f"Ander {n}"
        assert f"Een {n}" in answer.text


def texts_of(page):
    """The names of the columns of this tab in which people write as they like."""
    return [name for name in LENGTHS if name in page.values]


def test_a_file_writes_over_nothing_that_was_typed_meanwhile(world):
    cast, entry = world.cast, EntryVersion.objects.get(entry=world.entry)
    url = reverse("drafting:bring_back", args=[world.entry.slug])
    lines = ["Kennis- en innovatieopgave", TWO]
    file = SimpleUploadedFile("concept.txt", "\n".join(lines).encode())
    looked = form_of(world.clients["editor"].post(url, {"file": file}))
    Page(cast.member, entry, 2).type(challenge=ONE).save()

    answer = world.clients["editor"].post(url, looked | {"keep": ""}, follow=True)

    assert EntryVersion.objects.get(pk=entry.pk).challenge == ONE
    assert ONE in answer.text
    assert TWO in answer.text


def test_beheer_writes_over_nothing_that_a_team_typed(world, admin_client):
    """Where the database keeps no history of a record, its content is compared."""
    entry = EntryVersion.objects.get(entry=world.entry)
    form = opened(admin_client, change_url(entry))
    row = entry.party_rows.first()
    page = Page(world.cast.member, entry, 2).type(challenge=ONE)
    page.save()
    rows = Page(world.cast.member, entry, 5)
    rows.type(**{f"parties-{row.lineage}-role": ONE}).save()

    answer = admin_client.post(
        change_url(entry), form | {"challenge": TWO, "party_rows-0-role": TWO}
    )

    found = answer.context["adminform"].form.conflicts
    assert [(c.name, c.now, c.typed) for c in found] == [("challenge", ONE, TWO)]
    entry.refresh_from_db()
    row.refresh_from_db()
    assert (entry.challenge, row.role) == (ONE, ONE)


def test_beheer_takes_no_row_away_that_a_team_changed(world, admin_client):
    entry = EntryVersion.objects.get(entry=world.entry)
    row = entry.party_rows.first()
    form = opened(admin_client, change_url(entry)) | {"party_rows-0-DELETE": "on"}
    rows = Page(world.cast.member, entry, 5)
    rows.type(**{f"parties-{row.lineage}-role": ONE}).save()

    answer = admin_client.post(change_url(entry), form)

    assert answer.status_code == 200
    assert "Niet verwijderd: intussen is een regel gewijzigd" in answer.text
    assert ONE in answer.text
    row.refresh_from_db()


def test_beheer_does_not_undo_the_name_that_somebody_gave(world, admin_client):
    person = world.cast.member
    form = opened(admin_client, change_url(person))
    own = world.clients["member"]
    own.post("/account/", form_of(own.get("/account/")) | {"name": ONE})

    answer = admin_client.post(change_url(person), form | {"name": TWO})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.conflicts[0].now == ONE
    person.refresh_from_db()
    assert person.name == ONE
