"""Publish records, take them off the site, let them lapse: actions on a list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminDateWidget
from django.db import DatabaseError, transaction
from django.template.response import TemplateResponse
from django.utils.text import get_text_list

from instance import clock
from instance.admin_refusals import check_now, sentence
from sources.models import Cited

# Why not: (of one record, of several).
IS_PUBLISHED = ("omdat het al gepubliceerd is", "omdat ze al gepubliceerd zijn")
IS_CONFIRMED = (
    "omdat het vandaag al bevestigd is",
    "omdat ze vandaag al bevestigd zijn",
)
IS_WITHDRAWN = ("omdat het al vervallen is", "omdat ze al vervallen zijn")
IS_DRAFT = ("omdat het niet gepubliceerd is", "omdat ze niet gepubliceerd zijn")
STAYS_LAPSED = (
    "omdat het vervallen is; wat vervallen is, blijft te vinden",
    "omdat ze vervallen zijn; wat vervallen is, blijft te vinden",
)
WITHOUT_GROUND = ("omdat het geen grond heeft", "omdat ze geen grond hebben")


class WithdrawForm(forms.Form):
    withdrawn_on = forms.DateField(label="Vervallen op", widget=AdminDateWidget)
    withdrawn_because = forms.CharField(
        label="Reden",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Deze reden staat op de pagina, voor iedereen.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A browser would cut off what is too long and say nothing.
        self.fields["withdrawn_because"].widget.attrs.pop("maxlength", None)


def called(record) -> str:
    return getattr(record, "code", "") or str(record)


@admin.action(permissions=["change"], description="Publiceer")
def publish(model_admin, request, queryset):
    values = {"published_at": clock.now()}
    _write_each(model_admin, request, queryset, values, "gepubliceerd", _not_published)


@admin.action(permissions=["change"], description="Bevestig vandaag")
def confirm(model_admin, request, queryset):
    """An editor read it once more, and it is still true."""
    values = {"confirmed_on": clock.today()}
    _write_each(model_admin, request, queryset, values, "bevestigd", _not_confirmed)


@admin.action(permissions=["change"], description="Haal van de site")
def unpublish(model_admin, request, queryset):
    """For what was published by mistake. Its slug stays, and so does the record."""
    # What hangs under another record comes after it in the list, and goes first.
    records = reversed(queryset)
    values = {"published_at": None}
    done = "van de site gehaald"
    _write_each(model_admin, request, records, values, done, _not_unpublished)


@admin.action(permissions=["change"], description="Laat vervallen …")
def withdraw(model_admin, request, queryset):
    data = request.POST if "confirmed" in request.POST else None
    form = WithdrawForm(data, initial={"withdrawn_on": clock.today()})
    if not form.is_valid():
        return _ask_reason(model_admin, request, queryset, form)
    values = form.cleaned_data
    _write_each(model_admin, request, queryset, values, "vervallen", _not_withdrawn)
    return None


def _not_confirmed(record):
    return IS_CONFIRMED if record.confirmed_on == clock.today() else None


def _not_published(record):
    return IS_PUBLISHED if record.published_at else None


def _not_unpublished(record):
    if not record.published_at:
        return IS_DRAFT
    if record.withdrawn_on:
        return STAYS_LAPSED
    if names := [called(r) for r in _public_records_that_point_to(record)]:
        verb = "wijst" if len(names) == 1 else "wijzen"
        still = f"{get_text_list(names, 'en')} er op de site nog naar {verb}"
        return (f"omdat {still}", f"omdat {still}")
    return None


def _public_records_that_point_to(record):
    """Their pages would lead to one that is not there any more."""
    for relation in record._meta.related_objects:
        if issubclass(relation.related_model, Cited):
            found = relation.related_model.objects.public()
            yield from found.filter(**{relation.field.name: record})


def _not_withdrawn(record):
    if record.withdrawn_on:
        return IS_WITHDRAWN
    return None if record.published_at else IS_DRAFT


def _write_each(model_admin, request, records, values, done_word, why_not):
    """Write each record by itself, and tell the editor how that went."""
    done, refused = [], {}
    for record in records:
        if reason := why_not(record) or _refusal(model_admin, record, values):
            refused.setdefault(reason, []).append(called(record))
        else:
            done.append(record)
            model_admin.log_change(request, record, f"{done_word.capitalize()}.")
    _tell(model_admin, request, done_word, len(done), refused)


def _refusal(model_admin, record, values):
    """Write it; None, or why the database refuses."""
    model = model_admin.model
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=record.pk).update(**values)
            check_now()
    except DatabaseError as error:
        if not model_admin.has_ground(record):
            return WITHOUT_GROUND
        because = f"omdat de database het weigert: «{sentence(error, model)}»"
        return (because, because)
    return None


def _tell(model_admin, request, done_word, count, refused):
    meta = model_admin.opts
    noun = meta.verbose_name if count == 1 else meta.verbose_name_plural
    words = [f"{done_word.capitalize()}: {count} {noun}."] if count else []
    for (of_one, of_several), names in refused.items():
        reason = of_one if len(names) == 1 else of_several
        words.append(f"Niet {done_word}: {get_text_list(names, 'en')}, {reason}.")
    level = messages.SUCCESS if not refused else messages.WARNING
    if not count:
        level = messages.ERROR
    model_admin.message_user(request, " ".join(words), level)


def _ask_reason(model_admin, request, queryset, form):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Laat vervallen",
        "opts": model_admin.opts,
        "records": queryset,
        "form": form,
        "media": model_admin.media + form.media,
        "select_across": request.POST.get("select_across", "0"),
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/withdraw.html", context)
