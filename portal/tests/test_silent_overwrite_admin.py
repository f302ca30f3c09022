"""Beheer, kind by kind: no form writes over what somebody saved after it was opened."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django import forms
from django.contrib import admin
from django.db import transaction

from accounts.tests.builders import signed_in
from exchange.models import ImportFile
from instance.models import ErrorReport
from keytech.models import KeyTechnology
from kia.models import Agenda, EntryVersion
from missions.models import TargetGround
from missions.tests.builders import make_target
from organisations.models import Organisation
from portal.tests.test_admin_input import ONLY_ADDED, READ_ONLY, make_practice
from sources.models import SentenceContext
from sources.tests.admin_forms import change_url, sent_back

pytestmark = pytest.mark.django_db

# An admin changes no record of these on its page.
NEVER_CHANGED = {*READ_ONLY, *ONLY_ADDED, ImportFile}
EDITED = [model for model in admin.site._registry if model not in NEVER_CHANGED]


def sort_of(model):
    """What decides how a form of this kind meets a newer version."""
    site = admin.site._registry[model]
    return site.form, hasattr(model, "pgh_event_model"), bool(site.inlines)


# An entry, with its fourteen kinds of rows, takes half a minute.
ONE_OF_EACH_SORT = {sort_of(m): m for m in EDITED if m is not EntryVersion}.values()


@pytest.fixture
def everything(register):
    """A record of each kind, with a row of each kind below it."""
    make_practice()
    version = EntryVersion.objects.get()
    target = make_target(mission=version.mission_rows.get().mission)
    version.target_rows.create(target=target)
    technology = KeyTechnology.objects.first()
    version.technology_rows.create(technology=technology, role="applies")
    TargetGround.objects.create(record=target, reason="Voor de proef.")
    Organisation.objects.first().names.create(name="Zo heette het eerst.")
    version.region_rows.create(region="drenthe")
    version.relation_rows.create(agenda=Agenda.objects.last(), text="Samen.")
    ErrorReport.objects.create(text="Er klopt iets niet.")
    for sentence in register.paragraphs.get(number=3).sentences.filter(context=None):
        SentenceContext.objects.create(sentence=sentence, why="appeal", note="Proef.")


@pytest.mark.parametrize("model", ONE_OF_EACH_SORT, ids=lambda m: m._meta.model_name)
def test_the_second_save_is_refused(model, everything, admin_user):
    walk(model, admin_user)


@pytest.mark.slow
@pytest.mark.parametrize("model", EDITED, ids=lambda m: m._meta.model_name)
def test_the_second_save_is_refused_of_every_kind(model, everything, admin_user):
    walk(model, admin_user)


def walk(model, person):
    """Two people meet in the record, and in a row of each kind that stands below it."""
    walked = set()
    for record in records(model):
        url, client = change_url(record), signed_in(person)
        answer = client.get(url)
        for part, found in parts(answer).items():
            if part not in walked and meets(client, url, answer, part, found):
                walked.add(part)
    inlines = {inline.model for inline in admin.site._registry[model].inlines}
    assert walked == {model, *inlines}


def records(model):
    """One to begin with, and for each kind of row one that has such a row."""
    yield model.objects.last()
    for inline in admin.site._registry[model].inlines:
        (key,) = [f for f in inline.model._meta.fields if f.related_model is model]
        yield model.objects.filter(
            **{f"{key.related_query_name()}__isnull": False}
        ).first()


def parts(answer):
    """{model: form}: of the record itself, and the first row of each kind."""
    found = {answer.context["original"].__class__: answer.context["adminform"].form}
    for inline in answer.context["inline_admin_formsets"]:
        if inline.formset.initial_forms:
            found[inline.formset.model] = inline.formset.initial_forms[0]
    return found


def meets(client, url, answer, part, form):
    """Whether some field of this form could be saved; then two people met in it."""
    sent = sent_back(answer)
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        for one, two in others(field, form[name].value(), key in sent):
            with undone():
                if client.post(url, changed(sent, key, one)).status_code != 302:
                    continue
                now = parts(client.get(url))[part][name].value()
                if str(now) != str(one if one is not None else False):
                    continue
                refused = client.post(url, changed(sent, key, two))
                check(refused, client.get(url), part, name, one, two)
                return True
    return False


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def changed(sent, key, value):
    """With this value; None is a box without a tick."""
    rest = {name: v for name, v in sent.items() if name != key}
    return rest if value is None else rest | {key: value}


def others(field, now, is_sent):
    """Two other values that two people may give, as a browser sends them."""
    if field.disabled or isinstance(field.widget, forms.HiddenInput):
        return
    if isinstance(field, forms.BooleanField):
        yield (None, "on") if is_sent else ("on", None)
    elif isinstance(field, forms.ModelChoiceField):
        keys = [key for key in field.queryset.values_list("pk", flat=True)[:5]]
        yield from pairs([key for key in keys if str(key) != str(now)])
    elif isinstance(field, forms.ChoiceField):
        values = [value for value, _ in field.choices if value != now]
        yield from pairs([value for value in values if isinstance(value, (str, int))])
    elif isinstance(field, forms.IntegerField):
        yield (now or 0) + 1, (now or 0) + 2
    elif isinstance(field, forms.DateField):
        yield date(2020, 5, 4), date(2020, 5, 5)
        yield date.today() + timedelta(20), date.today() + timedelta(21)
    elif isinstance(field, forms.CharField) and not isinstance(field, forms.SlugField):
        yield "Van de een", "Van de ander"
        yield "een@voorbeeld.nl", "ander@voorbeeld.nl"


def pairs(values):
    if len(values) > 1:
        yield values[0], values[1]


def check(refused, after, part, name, one, two):
    """The second one was refused, saw both, and wrote nothing."""
    assert refused.status_code == 200
    form = parts(refused)[part]
    assert "intussen is dit gegeven gewijzigd" in str(form.non_field_errors())
    # Of a tick there are two values: what was there counts as not touched.
    if not isinstance(form.fields[name], forms.BooleanField):
        assert name in [conflict.name for conflict in form.conflicts]
    kept = parts(after)[part][name].value()
    assert str(kept) == str(one if one is not None else False)
