"""The addresses of documents that `check_links` asked; what failed comes first."""

from django.contrib import admin
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.html import format_html

from instance.admin_base import RegisterAdmin
from sources.models import Document, LinkCheck


class AnswerFilter(admin.SimpleListFilter):
    title = "antwoord"
    parameter_name = "antwoord"

    def lookups(self, request, model_admin):
        return [("mis", "mis"), ("goed", "goed")]

    def queryset(self, request, queryset):
        return {
            "mis": queryset.exclude(problem=""),
            "goed": queryset.filter(problem=""),
        }.get(self.value(), queryset)


class LinkCheckAdmin(RegisterAdmin):
    """To read. The command `check_links` fills it."""

    change_list_template = "admin/check_list.html"
    actions = None
    list_display = ["document_link", "url", "problem", "checked_at"]
    list_display_links = None
    list_filter = [AnswerFilter, "checked_at"]
    list_select_related = ["document"]
    search_fields = ["url", "document__title"]
    fields = ["document", "url", "status", "problem", "checked_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, asked() | (extra_context or {}))

    @admin.display(description="bron", ordering="document__sort_key")
    def document_link(self, check):
        url = reverse("admin:sources_document_change", args=[check.document_id])
        return format_html('<a href="{}">{}</a>', url, check.document)


def asked():
    """What an empty list does not tell: whether the addresses were asked at all."""
    found = LinkCheck.objects.aggregate(
        last=Max("checked_at"),
        asked=Count("pk"),
        failed=Count("pk", filter=~Q(problem="")),
    )
    never = Document.objects.exclude(url="").filter(link_check=None)
    return found | {"never_asked": never.count()}
