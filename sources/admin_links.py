"""The admin of a link between records: both ends, and what the link rests on."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminRadioSelect

from sources.admin_ground_form import CHOOSE_KIND, GroundForm, Kind
from sources.admin_quoting import QuotingAdmin
from sources.models import Cited

KINDS = [(kind.value, kind.label) for kind in (Kind.PASSAGE, Kind.EDITORIAL)]


class LinkForm(GroundForm):
    """A link has no external document: it stands in a text, or it is editorial.

    A document may be one of its ends.
    """

    belongs_to = {"pasted": Kind.PASSAGE, "reason": Kind.EDITORIAL}

    kind = forms.ChoiceField(
        label="Waar rust de koppeling op?",
        choices=KINDS,
        widget=AdminRadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_KIND),
    )


class BasisFilter(admin.SimpleListFilter):
    title = "grond"
    parameter_name = "grond"

    def lookups(self, request, model_admin):
        return [("brief", "staat in de brief"), ("redactie", "keuze van de redactie")]

    def queryset(self, request, queryset):
        return {
            "brief": queryset.stated(),
            "redactie": queryset.editorial(),
        }.get(self.value(), queryset)


def ends(model):
    """The names of the fields that hold the records that a link joins."""
    fields = model._meta.concrete_fields
    return [
        f.name for f in fields if f.is_relation and issubclass(f.related_model, Cited)
    ]


def optional_ends(model):
    return [name for name in ends(model) if model._meta.get_field(name).null]


class LinkAdmin(QuotingAdmin):
    """`also` are the fields of a link besides its ends and its ground."""

    form = LinkForm
    change_form_template = "admin/ground_form.html"
    also = []

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("passage", *ends(self.model))

    def get_autocomplete_fields(self, request):
        return ends(self.model)

    def get_list_display(self, request):
        optional = optional_ends(self.model)
        shown = [name for name in ends(self.model) if name not in optional]
        other = ["other_end"] if optional else []
        return [*shown, *other, *self.also, "kind", "words", "page", "on_site"]

    @admin.display(description="waarmee")
    def other_end(self, link):
        """The one that is filled, of the ends that may be empty."""
        ways = (getattr(link, name) for name in optional_ends(self.model))
        record = next(filter(None, ways))
        return f"{record.kind_name}: {record}"

    def previewed(self, link):
        found = [getattr(link, name) for name in ends(self.model)]
        return [record for record in found if record]

    def get_list_display_links(self, request, list_display):
        return list_display[:1]

    def get_list_filter(self, request):
        return [BasisFilter, *self.list_filter]

    def get_search_fields(self, request):
        found = list(self.search_fields)
        for name in ends(self.model):
            related = self.model._meta.get_field(name).related_model
            known = self.admin_site.get_model_admin(related).get_search_fields(request)
            found += [f"{name}__{field}" for field in known if "__" not in field]
        return [*found, *self.also]

    def get_fieldsets(self, request, obj=None):
        fieldsets = [
            (None, {"fields": [*ends(self.model), *self.also, "kind"]}),
            (
                "Passage",
                {
                    "fields": ["text", "pasted", "place_in_text"],
                    "classes": ["mr-soort", "mr-soort-passage"],
                },
            ),
            (
                "Keuze van de redactie",
                {"fields": ["reason"], "classes": ["mr-soort", "mr-soort-editorial"]},
            ),
        ]
        if obj and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("seen")
        return fieldsets
