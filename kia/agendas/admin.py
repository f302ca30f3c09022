from django.contrib import admin

from instance.admin_base import RegisterAdmin
from kia.models import (
    Agenda,
    AgendaDocument,
    AgendaGround,
    AgendaMilestone,
    AgendaParty,
    AgendaVersion,
    Period,
    RuleFinding,
    Section,
    SectionKind,
    SectionKindGround,
)
from kia.only_read import OnlyRead
from kia.steps import WRITABLE
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin

BY_STEPS = (
    "De stand, de termijnen en de teksten veranderen in Mijn werk, niet hier: daar "
    "staat bij wie iets wijzigde en waarom."
)

admin.site.register([AgendaGround, SectionKindGround], GroundAdmin)


@admin.register(Period)
class PeriodAdmin(RegisterAdmin):
    list_display = ["__str__", "revision_year"]
    search_fields = ["first_year", "last_year"]


@admin.register(Agenda)
class AgendaAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = ["code", "title", "kind", "period", "is_published", "grounds_link"]
    list_display_links = ["code", "title"]
    list_filter = ["kind", *CitedAdmin.list_filter]
    list_select_related = ["period"]
    search_fields = ["code", "title", "slug"]
    autocomplete_fields = ["theme", "period", "made_by"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["code", "kind", "theme", "title", "slug", "order"]}),
        ("Geldigheid", {"fields": ["period", "made_by", "valid_from", "valid_until"]}),
        LIFE,
    ]


@admin.register(AgendaDocument, AgendaMilestone)
class AgendaLinkAdmin(LinkAdmin):
    list_filter = ["agenda"]


@admin.register(AgendaParty)
class AgendaPartyAdmin(LinkAdmin):
    also = ["part"]
    list_filter = ["agenda", "part"]


@admin.register(SectionKind)
class SectionKindAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = [
        "code",
        "title",
        "is_required",
        "is_generated",
        "is_published",
        "grounds_link",
    ]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title", "slug"]
    fieldsets = [
        (None, {"fields": ["code", "title", "slug", "order", "help_text"]}),
        (
            "Inhoud",
            {"fields": ["has_text", "max_length", "is_generated", "is_required"]},
        ),
        LIFE,
    ]


class FrozenWithVersion:
    """Rows of a version that lies there to be adopted, or is, are there to be read."""

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.version.state in WRITABLE)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.version.state in WRITABLE)


@admin.register(AgendaVersion)
class AgendaVersionAdmin(OnlyRead):
    list_display = ["__str__", "state", "due_on", "adopted_on", "is_practice"]
    list_filter = ["agenda", "state"]
    list_select_related = ["agenda"]
    search_fields = ["agenda__code", "agenda__title"]
    fieldsets = [
        (None, {"fields": ["agenda", "number", "state"], "description": BY_STEPS}),
        (
            "Termijnen",
            {"fields": ["due_on", "consultation_ends_on", "is_consultation_public"]},
        ),
        (
            "Vaststelling",
            {"fields": ["adopted_on", "adopted_by", "adoption_document"]},
        ),
        ("Voorbeeld", {"fields": ["is_practice"]}),
    ]


@admin.register(Section)
class SectionAdmin(OnlyRead):
    list_display = ["__str__", "changed_at"]
    list_filter = ["version__agenda", "kind"]
    list_select_related = ["version__agenda", "kind"]
    search_fields = ["text", "kind__code", "kind__title"]
    fields = ["version", "kind", "text", "changed_by", "changed_at"]


@admin.register(RuleFinding)
class RuleFindingAdmin(FrozenWithVersion, RegisterAdmin):
    list_display = ["__str__", "version", "found_at"]
    list_filter = ["version__agenda", "outcome"]
    list_select_related = ["version__agenda", "rule"]
    search_fields = ["rule__code", "rule__title", "evidence"]
    autocomplete_fields = ["version", "rule"]
    fieldsets = [(None, {"fields": ["version", "rule", "outcome", "evidence"]})]

    def get_readonly_fields(self, request, obj=None):
        return ["version", "rule"] if obj else []

    def save_model(self, request, obj, form, change):
        obj.found_by = request.user
        super().save_model(request, obj, form, change)
