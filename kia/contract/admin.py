"""The contract in Beheer: years and rows to look at, and the totals of documents."""

from django.contrib import admin

from instance.admin_base import RegisterAdmin
from kia.models import Commitment, ContractAmount, ContractYear
from sources.admin_links import LinkAdmin

BY_STEPS = (
    "Een regel verandert in Mijn werk, niet hier. Wat is vastgesteld, verandert niet "
    "meer: een correctie is een nieuwe regel, ook in Mijn werk."
)


@admin.register(ContractYear)
class ContractYearAdmin(RegisterAdmin):
    list_display = ["year", "state", "signed_on", "is_practice"]
    fields = ["year", "period", "state", "signed_on", "document", "is_practice"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Commitment)
class CommitmentAdmin(RegisterAdmin):
    list_display = ["party", "year", "agenda", "form", "amount", "certainty"]
    list_display += ["correction_reason"]
    list_select_related = ["year", "agenda"]
    list_filter = ["year", "agenda", "certainty", "form", "party_kind"]
    search_fields = ["party", "note"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("year", "agenda"),
                    "party",
                    ("party_kind", "is_private"),
                    ("form", "purpose"),
                    "amount",
                    ("stated_in", "stated_on"),
                    "note",
                ]
            },
        ),
        (
            "Verloop",
            {
                "fields": [
                    ("certainty", "confirmed_by"),
                    "entered_by",
                    ("corrects", "correction_reason", "corrected_on"),
                    "is_practice",
                ],
                "description": BY_STEPS,
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ContractAmount)
class ContractAmountAdmin(LinkAdmin):
    also = ["year", "part"]
    list_filter = ["year"]
