from django.contrib import admin

from organisations.models import (
    Organisation,
    OrganisationAlias,
    OrganisationGround,
    OrganisationName,
    Role,
)
from sources.admin_aliases import inline
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_links import LinkAdmin

admin.site.register(OrganisationGround, GroundAdmin)


@admin.register(Organisation)
class OrganisationAdmin(CitedAdmin):
    natural_order = ["sort_key", "slug"]
    list_display = ["name", "abbreviation", "kind", "is_published", "grounds_link"]
    list_filter = ["kind", "is_group", *CitedAdmin.list_filter]
    search_fields = ["name", "abbreviation", "slug", "aliases__name", "names__name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["kind", "is_group", ("name", "abbreviation"), "slug"]}),
        ("Elders", {"fields": ["official_identifier"]}),
        LIFE,
    ]
    inlines = [
        inline(OrganisationAlias, "name", "is_distinctive"),
        inline(OrganisationName, "name", "abbreviation", "valid_from", "valid_until"),
    ]


@admin.register(Role)
class RoleAdmin(LinkAdmin):
    also = ["role", "subject"]
    list_filter = ["role"]
