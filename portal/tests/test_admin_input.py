"""Whatever is typed in whatever field of the admin: a sentence, and nothing lost."""

import pytest
from django.contrib import admin
from django.forms import Textarea
from django.urls import reverse

from accounts.models import Invitation
from exchange.models import ImportFile
from instance.models import ErrorReport
from kia import models as kia
from kia.tests import builders
from missions.models import Mission
from policy.models import Rule
from sources.models import LinkCheck, Passage, SentenceContext
from sources.tests.admin_forms import admin_url, change_url, opened

pytestmark = pytest.mark.django_db

ODD = [
    "x" * 30_000,
    "een nul\0teken",
    "<script>alert(1)</script>",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "\u202e\u200b😀\ufffe",
    "' OR 1=1 --",
    "%s {0} {{ 1 }}",
]
READ_ONLY = (
    Passage,
    LinkCheck,
    kia.AgendaVersion,
    kia.Commitment,
    kia.ContractYear,
    kia.Entry,
    kia.Judgement,
    kia.MoneySource,
    kia.RequestReply,
    kia.Section,
    kia.ReviewPoint,
    kia.Step,
)
# A file is read as a whole, by a page of its own (see test_import.py).
EDITED = [m for m in admin.site._registry if m not in READ_ONLY and m is not ImportFile]
# Where it begins: on a page of the site, or with a sentence of a text.
ADDED_ELSEWHERE = (ErrorReport, SentenceContext)
ADDED_ELSEWHERE += (kia.EntryVersion,)
# Sent once, and then it stays as it is.
ONLY_ADDED = (Invitation, kia.InvitedRole)


@pytest.fixture
def one_of_each(register, request):
    if request.node.callspec.params["model"]._meta.app_label == "kia":
        make_practice()
    ErrorReport.objects.create(text="Er klopt iets niet.")
    for sentence in register.paragraphs.get(number=3).sentences.filter(context=None):
        SentenceContext.objects.create(sentence=sentence, why="appeal", note="Proef.")


def make_practice():
    """An agenda in work, with an entry that is open, and a year that is."""
    cast = builders.make_cast()
    version = builders.make_version(cast)
    builders.make_entry(cast, version)
    builders.make_year(cast)
    kia.RuleFinding.objects.create(
        version=version,
        rule=Rule.objects.first(),
        outcome="open",
        evidence="Nog niets.",
        found_by=cast.coordinator,
    )


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.model_name)
def test_every_field_at_once_comes_back_with_a_reason(model, admin_client, one_of_each):
    url = _urls(model)[0]
    form = opened(admin_client, url)
    names = [n for n, f in _fields(admin_client, url).items() if _is_typed(f)]
    for value in ODD[:3]:
        answer = admin_client.post(url, form | dict.fromkeys(names, value))

        # Free text takes a tag, and shows it as text.
        if "<" not in value or answer.status_code != 302:
            _comes_back(answer, names, value)


# Each field gets some of the values, and each value comes to many fields of its kind.
OF_EACH_FIELD = 3


@pytest.mark.slow
@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("turn", range(OF_EACH_FIELD))
def test_every_field_takes_it_or_says_why_not(model, turn, admin_client, one_of_each):
    for url in _urls(model):
        form = opened(admin_client, url)
        for number, (name, field) in enumerate(_fields(admin_client, url).items()):
            value = ODD[(number * OF_EACH_FIELD + turn) % len(ODD)]
            answer = admin_client.post(url, form | {name: value})

            if answer.status_code != 302:
                _comes_back(answer, [name] if _is_typed(field) else [], value)


def _urls(model):
    urls = [] if model in ONLY_ADDED else [change_url(model.objects.first())]
    return urls if model in ADDED_ELSEWHERE else [*urls, admin_url(model, "add")]


def _comes_back(answer, names, value):
    form = answer.context["adminform"].form
    assert answer.status_code == 200
    assert form.errors
    assert {name: form[name].value() for name in names} == dict.fromkeys(names, value)
    assert "<script>alert" not in answer.content.decode()


def _fields(client, url):
    return client.get(url).context["adminform"].form.fields


def _is_typed(field):
    """A field with free text in it, not a choice or a password."""
    widget = field.widget
    is_text = getattr(widget, "input_type", "") in ("text", "url", "email", "number")
    return is_text or isinstance(widget, Textarea)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda m: m._meta.label)
@pytest.mark.parametrize(
    "value", ["x" * 3000, "'\"<script>alert(1)</script>", "9" * 400]
)
def test_every_list_takes_every_question(model, value, admin_client, one_of_each):
    url = admin_url(model, "changelist")
    filters = ["q", "o", "p", "all", "grond", "publicatie", "theme__id__exact"]
    for name in [*filters, "record__id__exact", "e", "_facets", "bestaat_niet"]:
        answer = admin_client.get(url, {name: value}, follow=True)

        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("value", ["", "onzin", "9" * 400, "1", "-1"])
def test_actions_take_every_selection(value, admin_client):
    url = admin_url(Mission, "changelist")

    for action in ("publish", "unpublish", "withdraw", "delete_selected", "onzin", ""):
        data = {"action": action, "_selected_action": value}
        answer = admin_client.post(url, data, follow=True)

        assert answer.status_code == 200


@pytest.mark.parametrize("term", ["x" * 3000, "<b>", "9" * 400, "' OR 1=1", "p" * 10])
def test_autocomplete_takes_every_term(term, admin_client):
    for field in ("theme", "parent", "title", "onzin", "<b>"):
        query = {"app_label": "missions", "model_name": "mission", "field_name": field}
        answer = admin_client.get(reverse("admin:autocomplete"), query | {"term": term})

        assert answer.status_code in (200, 403)
