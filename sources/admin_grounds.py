"""The grounds of one record: a list, and a form for each.

The pages of a kind of ground are reached from its record, so they stand in no
menu.
"""

from urllib.parse import parse_qs

from django.contrib import admin
from django.urls import reverse

from sources.admin_ground_form import GroundForm
from sources.admin_quoting import QuotingAdmin

OF_RECORD = "record__id__exact"


class GroundAdmin(QuotingAdmin):
    form = GroundForm
    change_list_template = "admin/ground_list.html"
    change_form_template = "admin/ground_form.html"
    list_display = ["kind", "words", "page", "supports", "confirmed_on", "on_site"]
    list_display_links = ["kind"]
    list_filter = ["supports"]
    search_fields = ["passage__quotation", "document__title", "place", "reason"]
    autocomplete_fields = ["record", "document"]
    fieldsets = [
        (None, {"fields": ["record", "supports", "kind"]}),
        (
            "Passage",
            {
                "fields": ["text", "pasted", "place_in_text"],
                "classes": ["mr-soort", "mr-soort-passage"],
            },
        ),
        (
            "Externe bron",
            {
                "fields": ["document", "place", "read_on", "confirmed_on"],
                "classes": ["mr-soort", "mr-soort-document"],
            },
        ),
        (
            "Keuze van de redactie",
            {"fields": ["reason"], "classes": ["mr-soort", "mr-soort-editorial"]},
        ),
    ]

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("passage", "document", "record")

    def get_list_display(self, request):
        """All grounds of a kind together say of which record each is."""
        shown = super().get_list_display(request)
        return shown if OF_RECORD in request.GET else ["record", *shown]

    def get_readonly_fields(self, request, obj=None):
        return ["record"] if obj else []

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        filters = parse_qs(request.GET.get("_changelist_filters", ""))
        return {"record": filters.get(OF_RECORD, [None])[0]} | initial

    def changelist_view(self, request, extra_context=None):
        record = self._record(request.GET.get(OF_RECORD))
        return super().changelist_view(
            request, self._around(record) | (extra_context or {})
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        record = obj.record if obj else self._record(self._asked_for(request))
        return super().render_change_form(
            request, context | self._around(record), *args, obj=obj, **kwargs
        )

    @admin.display(description="soort")
    def kind(self, ground):
        return "externe bron" if ground.document_id else super().kind(ground)

    @admin.display(description="woorden")
    def words(self, ground):
        if ground.document_id:
            return f"{ground.document}, {ground.place}"
        return super().words(ground)

    def _asked_for(self, request):
        initial = self.get_changeform_initial_data(request)
        return request.POST.get("record") or initial["record"]

    def _record(self, pk):
        model = self.model._meta.get_field("record").related_model
        if not (pk and pk.isascii() and pk.isdigit()):
            return None
        return model.objects.filter(pk=pk).first()

    def _around(self, record):
        """What the page says about the record that it belongs to."""
        if record is None:
            return {}
        meta, own = record._meta, self.opts
        name = f"admin:{own.app_label}_{own.model_name}_changelist"
        return {
            "record": record,
            "record_opts": meta,
            "record_url": reverse(
                f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]
            ),
            "preview_at": record.get_absolute_url().partition("#")[2],
            "grounds_url": f"{reverse(name)}?{OF_RECORD}={record.pk}",
        }
