"""The accounts in the admin."""

import pytest
from django.urls import reverse, reverse_lazy

from accounts.models import User
from accounts.tests.builders import PASSWORD, make_user, signed_in

pytestmark = pytest.mark.django_db

LOGIN = reverse_lazy("admin:login")
LIST = reverse_lazy("admin:accounts_user_changelist")
ADD = reverse_lazy("admin:accounts_user_add")
NEW = {"email": "sam@voorbeeld.nl", "name": "Sam"} | dict.fromkeys(
    ["password1", "password2"], PASSWORD
)


def change(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def form_of(answer):
    return answer.context["adminform"].form


def test_the_admin_has_no_way_in_of_its_own(client):
    answer = client.get(LOGIN)
    sent = client.post(LOGIN, {"username": "a@b.nl", "password": PASSWORD})

    assert answer.url == sent.url == "/account/inloggen/?next=%2Fbeheer%2Flogin%2F"


def test_who_is_no_editor_is_refused_with_a_page():
    answer = signed_in(make_user()).get("/beheer/", follow=True)

    assert answer.status_code == 403
    assert "U hebt geen toegang" in answer.content.decode()


@pytest.mark.parametrize(
    "email", ["SAM@voorbeeld.nl", "sam", "a\0@b.nl", f"{'x' * 300}@b.nl", ""]
)
def test_a_wrong_or_taken_address_gets_a_sentence(email, admin_client):
    admin_client.post(ADD, NEW)

    answer = admin_client.post(ADD, NEW | {"email": email})

    form = form_of(answer)
    assert form.errors.get("email") or form.non_field_errors() == [
        "Dit e-mailadres is al in gebruik."
    ]
    assert (form["email"].value(), form["name"].value()) == (email, "Sam")
    assert User.objects.count() == 2


def test_a_user_that_somebody_else_changed_is_not_overwritten(admin_client):
    user = User.objects.create(email="sam@voorbeeld.nl", name="Sam")
    form = form_of(admin_client.get(change(user)))
    data = {"email": user.email, "is_active": "on", "seen": form["seen"].value()}
    admin_client.post(change(user), data | {"name": "Van een ander"})

    refused = form_of(admin_client.post(change(user), data | {"name": "Van mij"}))
    again = data | {"name": "Van mij", "seen": refused["seen"].value()}
    accepted = admin_client.post(change(user), again)

    changed, _ = refused.non_field_errors()
    assert changed.startswith("Niet bewaard: intussen is dit gegeven gewijzigd. noor@")
    assert changed.endswith("): Naam gewijzigd.")
    assert [(c.now, c.typed) for c in refused.conflicts] == [
        ("Van een ander", "Van mij")
    ]
    assert refused["name"].value() == "Van mij"
    assert accepted.status_code == 302
    user.refresh_from_db()
    assert user.name == "Van mij"


def test_an_account_is_switched_off_and_not_deleted(admin_client, admin_user):
    page = admin_client.get(change(admin_user)).content.decode()
    refused = admin_client.post(
        reverse("admin:accounts_user_delete", args=[admin_user.pk]), {"post": "yes"}
    )

    assert "Een account verwijdert u niet" in page and "deletelink" not in page
    assert refused.status_code == 403
    assert User.objects.get() == admin_user


def test_an_account_has_a_history_and_a_password_of_its_own(admin_client):
    user = User.objects.create(email="sam@voorbeeld.nl")
    password = reverse("admin:auth_user_password_change", args=[user.pk])
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    answer = admin_client.post(password, new)
    history = admin_client.get(reverse("admin:accounts_user_history", args=[user.pk]))

    user.refresh_from_db()
    assert answer.status_code == 302
    assert user.check_password(PASSWORD)
    assert "Wachtwoord gewijzigd" in history.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_user_list_queries_do_not_grow(count, admin_client, django_assert_num_queries):
    for n in range(count):
        User.objects.create(email=f"{n}@voorbeeld.nl")

    with django_assert_num_queries(4):
        admin_client.get(LIST)
