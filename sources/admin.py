from django.contrib import admin

from instance.admin_base import RegisterAdmin
from sources.admin_aliases import inline
from sources.admin_checks import LinkCheckAdmin
from sources.admin_cited import LIFE, CitedAdmin
from sources.admin_grounds import GroundAdmin
from sources.admin_quoting import site_link
from sources.models import (
    Document,
    DocumentAlias,
    DocumentGround,
    LinkCheck,
    OfficialNumber,
    Passage,
)
from sources.numbers import read_number

admin.site.register(DocumentGround, GroundAdmin)
admin.site.register(LinkCheck, LinkCheckAdmin)


@admin.register(Document)
class DocumentAdmin(CitedAdmin):
    natural_order = ["date", "slug"]
    wanted = ["date", "publisher", "url"]
    list_display = [
        "label",
        "kind",
        "publisher",
        "date",
        "is_published",
        "grounds_link",
    ]
    list_filter = ["kind", *CitedAdmin.list_filter]
    search_fields = [
        "title",
        "short_title",
        "publisher",
        "slug",
        "numbers__number",
        "aliases__name",
    ]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["kind", "title", "short_title", "slug"]}),
        (
            "Uitgave",
            {
                "fields": [
                    "publisher",
                    "signatory",
                    ("date", "date_precision"),
                    "url",
                ]
            },
        ),
        LIFE,
    ]
    inlines = [
        inline(OfficialNumber, "dossier", "suffix", "number"),
        inline(DocumentAlias, "name", "is_distinctive"),
    ]

    def get_search_results(self, request, queryset, search_term):
        """A number in any spelling finds its papers; other words are looked up."""
        if wanted := read_number(search_term):
            papers = Document.objects.filter(wanted.condition).values("pk")
            if found := queryset.filter(pk__in=papers):
                return found, False
        return super().get_search_results(request, queryset, search_term)


@admin.register(OfficialNumber)
class OfficialNumberAdmin(RegisterAdmin):
    list_display = ["__str__", "document"]
    list_select_related = ["document"]
    list_filter = ["dossier"]
    search_fields = ["dossier", "number", "document__title"]
    autocomplete_fields = ["document"]
    fieldsets = [(None, {"fields": ["document", "dossier", "suffix", "number"]})]


@admin.register(Passage)
class PassageAdmin(RegisterAdmin):
    """To read and search. A passage is made by a ground that points to it."""

    actions = None
    list_display = ["quotation", "page", "text_slug", "on_site"]
    list_filter = ["text__slug", "page"]
    search_fields = ["quotation"]
    fieldsets = [(None, {"fields": ["quotation", "page", "text", "start", "end"]})]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("text").defer("text__body")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def view_on_site(self, passage):
        return passage.get_absolute_url()

    @admin.display(description="tekst", ordering="text__slug")
    def text_slug(self, passage):
        return passage.text.slug

    @admin.display(description="op de site")
    def on_site(self, passage):
        return site_link(passage)
