from django.contrib import admin

from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin
from themes.models import (
    Theme,
    ThemeDocument,
    ThemeGround,
    ThemeOrganisation,
    ThemeTechnology,
)

admin.site.register(ThemeGround, GroundAdmin)


@admin.register(ThemeOrganisation, ThemeTechnology, ThemeDocument)
class ThemeLinkAdmin(LinkAdmin):
    list_filter = ["theme"]


@admin.register(Theme)
class ThemeAdmin(CitedAdmin):
    natural_order = ["order"]
    list_display = ["code", "title", "is_published", "grounds_link"]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title", "slug"]
    autocomplete_fields = ["made_by", "merged_into"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["code", "title", "slug", "order"]}),
        (
            "Geldigheid",
            {"fields": ["made_by", "valid_from", "valid_until", "merged_into"]},
        ),
        LIFE,
    ]
