from django.contrib import admin

from keytech.models import (
    KeyTechnology,
    KeyTechnologyAlias,
    KeyTechnologyGround,
    TechnologyGroup,
    TechnologyTopsector,
)
from sources.admin_aliases import inline
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin

admin.site.register(KeyTechnologyGround, GroundAdmin)


@admin.register(KeyTechnology)
class KeyTechnologyAdmin(CitedAdmin):
    natural_order = ["sort_key", "slug"]
    list_display = ["name", "level", "is_group", "is_published", "grounds_link"]
    list_filter = ["level", "is_group", *CitedAdmin.list_filter]
    search_fields = ["name", "slug", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "level", "is_group"]}),
        LIFE,
    ]
    inlines = [inline(KeyTechnologyAlias, "name", "is_distinctive")]


@admin.register(TechnologyGroup)
class TechnologyGroupAdmin(LinkAdmin):
    list_filter = ["group"]


@admin.register(TechnologyTopsector)
class TechnologyTopsectorAdmin(LinkAdmin):
    list_filter = ["technology__level"]
