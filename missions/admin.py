from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from missions.models import (
    Mission,
    MissionDocument,
    MissionGround,
    MissionOrganisation,
    MissionTechnology,
    Target,
    TargetGround,
)
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin

admin.site.register(MissionGround, GroundAdmin)
admin.site.register(TargetGround, GroundAdmin)


@admin.register(MissionOrganisation, MissionTechnology, MissionDocument)
class MissionLinkAdmin(LinkAdmin):
    list_filter = ["mission__theme"]


DEPTH = Case(
    When(parent=None, then=Value(0)),
    When(parent__parent=None, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def links(records, model_name, words, initial):
    """A list of records in the admin, with a link to add one to it."""
    name = f"admin:missions_{model_name}"
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        ((reverse(f"{name}_change", args=[r.pk]), str(r)) for r in records),
    )
    add = f"{reverse(f'{name}_add')}?{urlencode(initial)}"
    return format_html(
        '<ul class="mr-lijst">{}<li><a class="addlink" href="{}">{}</a></li></ul>',
        items,
        add,
        words,
    )


@admin.register(Mission)
class MissionAdmin(CitedAdmin):
    """A sub-target is a mission too, and stands under its mission in the list."""

    natural_order = ["theme__order", "order"]
    list_display = [
        "tree_code",
        "short_label",
        "theme",
        "kind",
        "is_published",
        "grounds_link",
    ]
    list_display_links = ["tree_code", "short_label"]
    list_filter = ["theme", "kind", *CitedAdmin.list_filter]
    list_select_related = ["theme"]
    search_fields = ["code", "title", "short_label", "statement", "slug"]
    autocomplete_fields = ["theme", "parent", "same_as", "made_by", "merged_into"]
    prepopulated_fields = {"slug": ["short_label"]}
    fieldsets = [
        (None, {"fields": ["code", "kind", "theme", "parent", "order", "same_as"]}),
        ("Woorden van de brief", {"fields": ["title", "statement", "adopted_by"]}),
        ("Woorden van het register", {"fields": ["short_label", "slug"]}),
        ("Onderdelen", {"fields": ["parts", "list_of_targets"]}),
        (
            "Geldigheid",
            {"fields": ["made_by", "valid_from", "valid_until", "merged_into"]},
        ),
        LIFE,
        ("Versie", {"fields": ["revision", "is_typographic"]}),
    ]
    readonly_fields = ["revision", "parts", "list_of_targets"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(depth=DEPTH)

    def get_fieldsets(self, request, obj=None):
        """Parts and versions come once there is a mission to have them."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        return [f for f in fieldsets if f[0] not in ("Onderdelen", "Versie")]

    @admin.display(description="code", ordering="code")
    def tree_code(self, mission):
        return format_html(
            '<span class="mr-diepte-{}">{}</span>', mission.depth, mission.code
        )

    @admin.display(description="subdoelen en missies eronder")
    def parts(self, mission):
        initial = {
            "parent": mission.pk,
            "theme": mission.theme_id,
            "made_by": mission.made_by_id,
            "kind": Mission.Kind.SUB_TARGET,
        }
        words = "Voeg een subdoel toe"
        return links(mission.children.all(), "mission", words, initial)

    @admin.display(description="doelen")
    def list_of_targets(self, mission):
        initial = {"mission": mission.pk}
        return links(mission.targets.all(), "target", "Voeg een doel toe", initial)


@admin.register(Target)
class TargetAdmin(CitedAdmin):
    natural_order = ["mission__theme__order", "mission__order", "order"]
    list_display = [
        "mission_code",
        "value_shown",
        "label",
        "year",
        "is_published",
        "grounds_link",
    ]
    list_display_links = ["mission_code", "label"]
    list_filter = ["mission__theme", "direction", *CitedAdmin.list_filter]
    list_select_related = ["mission"]
    search_fields = ["label", "short_label", "fragment", "mission__code", "slug"]
    autocomplete_fields = ["mission"]
    prepopulated_fields = {"slug": ["short_label"]}
    fieldsets = [
        (None, {"fields": ["mission", "order", "fragment"]}),
        ("Woorden van het register", {"fields": ["label", "short_label", "slug"]}),
        (
            "Waarde",
            {
                "fields": [
                    ("direction", "comparator"),
                    ("value", "unit", "value_basis"),
                    "scope",
                    "baseline_year",
                ]
            },
        ),
        ("Termijn", {"fields": [("target_year", "year_precision"), "term_text"]}),
        ("Afleiding", {"fields": ["derivation"]}),
        LIFE,
        ("Versie", {"fields": ["is_typographic"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mission")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [f for f in fieldsets if f[0] != "Versie"]

    @admin.display(description="missie", ordering="mission__code")
    def mission_code(self, target):
        return target.mission.code

    @admin.display(description="waarde", ordering="value", empty_value="–")
    def value_shown(self, target):
        return target.value_text or None

    @admin.display(description="jaar", ordering="target_year")
    def year(self, target):
        return target.year_text
