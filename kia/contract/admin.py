"""The contract in Beheer: years and rows to look at, and the totals of documents."""

from django.contrib import admin
from django.http import HttpResponseRedirect

from kia.models import Commitment, ContractAmount, ContractYear
from kia.money import thousands
from kia.only_read import OnlyRead, steps_of
from sources.admin_links import LinkAdmin

BY_STEPS = (
    "Een regel verandert in Mijn werk, niet hier. Wat is vastgesteld, verandert niet "
    "meer: een correctie is een nieuwe regel, ook in Mijn werk."
)


@admin.register(ContractYear)
class ContractYearAdmin(OnlyRead):
    list_display = ["year", "state", "signed_on", "is_practice"]
    fields = ["year", "period", "state", "signed_on", "document", "is_practice"]
    fields += ["steps_taken"]

    @admin.display(description="stappen")
    def steps_taken(self, year):
        return steps_of(year)

    def history_view(self, request, object_id, extra_context=None):
        """Its steps are its history, and stand on its own page."""
        return HttpResponseRedirect(self.change_url(object_id))


@admin.register(Commitment)
class CommitmentAdmin(OnlyRead):
    list_display = ["party", "year", "agenda", "form", "shown", "certainty"]
    list_display += ["is_correction"]
    list_select_related = ["year", "agenda"]
    list_filter = ["year", "agenda", "certainty", "form", "party_kind"]
    search_fields = ["party", "note"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("year", "agenda", "entry"),
                    "party",
                    ("party_kind", "is_private"),
                    ("form", "purpose"),
                    "shown",
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

    @admin.display(description="bedrag (× € 1.000)", ordering="amount")
    def shown(self, row):
        return thousands(row.amount)

    @admin.display(description="correctie", boolean=True)
    def is_correction(self, row):
        return bool(row.correction_reason)


@admin.register(ContractAmount)
class ContractAmountAdmin(LinkAdmin):
    also = ["year", "part"]
    list_filter = ["year"]
