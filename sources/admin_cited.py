"""The admin of a main record, which stands on its grounds."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import BooleanField, Count, Exists, Q, Subquery
from django.db.models.expressions import Case, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import get_text_list

from instance.admin_base import RegisterAdmin
from instance.admin_refusals import PROTECTED
from sources.admin_filters import (
    ConfirmedFilter,
    GroundFilter,
    PublishedFilter,
    ground_model,
    grounds_of,
)
from sources.admin_preview import PREVIEW, preview
from sources.admin_publishing import called, confirm, publish, unpublish, withdraw
from sources.admin_quoting import SENTENCE, asked_sentence

LIFE = (
    "Publicatie",
    {
        "fields": [
            "confirmed_on",
            "published_at",
            "withdrawn_on",
            "withdrawn_because",
        ],
        "description": (
            "Publiceren doet u in de lijst: vink het gegeven aan en kies ‘Publiceer’. "
            "Per ongeluk gepubliceerd? Kies dan ‘Haal van de site’. Geldt iets niet "
            "meer? Kies ‘Laat vervallen’: dan blijft het te vinden, met de reden "
            "erbij. Wat eens op de site stond, verwijdert u niet."
        ),
    },
)
WAS_PUBLISHED = (
    "Wat eens op de site stond, kunt u niet verwijderen: anderen kunnen ernaar "
    "linken, en de geschiedenis noemt het."
)


class CitedAdmin(RegisterAdmin):
    """Records without a ground come first, then what is not complete.

    `wanted` are the fields that a complete record has, though it may do without;
    `natural_order` orders the rest.
    """

    change_form_template = "admin/cited_form.html"
    actions = [confirm, publish, unpublish, withdraw, "delete_selected"]
    list_filter = [PublishedFilter, GroundFilter, ConfirmedFilter]
    wanted = []
    natural_order = []

    def get_queryset(self, request):
        per_record = grounds_of(self.model).values("record").annotate(n=Count("pk"))
        count = Coalesce(Subquery(per_record.values("n")), 0)
        return super().get_queryset(request).annotate(ground_count=count)

    def get_ordering(self, request):
        return [Exists(grounds_of(self.model)), *self._complete(), *self.natural_order]

    def _complete(self):
        lacks = Q()
        for name in self.wanted:
            lacks |= Q(**{name: self._empty(name)})
        if not lacks:
            return []
        complete = Case(When(lacks, then=Value(False)), default=Value(True))
        complete.output_field = BooleanField()
        return [complete]

    def _empty(self, name):
        return None if self.opts.get_field(name).null else ""

    def get_list_display(self, request):
        shown = [*super().get_list_display(request), "confirmed_on"]
        return [*shown, "lacks"] if self.wanted else shown

    @admin.display(description="ontbreekt", empty_value="–")
    def lacks(self, record):
        empty = [n for n in self.wanted if getattr(record, n) == self._empty(n)]
        names = [str(self.opts.get_field(name).verbose_name) for name in empty]
        return ", ".join(names) or None

    def get_readonly_fields(self, request, obj=None):
        stays = ["slug"] if obj else []
        return [*super().get_readonly_fields(request, obj), "published_at", *stays]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def history_models(self):
        return [ground_model(self.model), *(inline.model for inline in self.inlines)]

    def response_add(self, request, obj, post_url_continue=None):
        if PREVIEW in request.POST:
            return preview(request, obj)
        if sentence := asked_sentence(request):
            url = self._ground_url("add")
            query = f"record={obj.pk}&{SENTENCE}={sentence.pk}"
            return HttpResponseRedirect(f"{url}?{query}")
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if PREVIEW in request.POST:
            return preview(request, obj)
        return super().response_change(request, obj)

    def has_ground(self, record):
        return ground_model(self.model).objects.filter(record=record).exists()

    def view_on_site(self, record):
        return record.get_absolute_url() if record.published_at else None

    @admin.display(description="gepubliceerd", ordering="published_at")
    def is_published(self, record):
        if record.withdrawn_on:
            return "vervallen"
        return "ja" if record.published_at else "nee"

    @admin.display(description="gronden", ordering="ground_count")
    def grounds_link(self, record):
        words = f"Gronden ({record.ground_count})"
        kind = "mr-gronden" if record.ground_count else "mr-gronden mr-geen-grond"
        return format_html(
            '<a class="{}" href="{}">{}</a>',
            kind,
            self.grounds_url(record),
            words if record.ground_count else "geen grond",
        )

    def grounds_url(self, record):
        return f"{self._ground_url('changelist')}?record__id__exact={record.pk}"

    def _ground_url(self, page):
        meta = ground_model(self.model)._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["grounds_link"] = self.grounds_link(obj)
            # A record without a page of its own has a row on the page of a list.
            context["preview_at"] = obj.get_absolute_url().partition("#")[2]
            if self.why_it_stays(obj):
                context["show_delete"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def why_it_stays(self, record):
        """Why this record cannot be deleted; None when it can."""
        if record.published_at:
            return PROTECTED["published_stays"]
        events = self.model.pgh_event_model.objects.filter(pgh_obj_id=record.pk)
        return WAS_PUBLISHED if events.exclude(published_at=None).exists() else None

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record and (reason := self.why_it_stays(record)):
            self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(self.change_url(record.pk))
        return super().delete_view(request, object_id, extra_context)

    @admin.action(
        permissions=["delete"],
        description="Verwijder de gekozen %(verbose_name_plural)s",
    )
    def delete_selected(self, request, queryset):
        staying = {}
        for record in queryset:
            if reason := self.why_it_stays(record):
                staying.setdefault(reason, []).append(called(record))
        if not staying:
            return super().delete_selected(request, queryset)
        for reason, names in staying.items():
            about = f"Dit geldt voor: {get_text_list(names, 'en')}."
            words = f"Niets verwijderd. {reason} {about}"
            self.message_user(request, words, messages.ERROR)
        return None
