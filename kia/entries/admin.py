"""Entries and what is said of them, in Beheer: to look, and to mend what is open.

An entry begins, moves and ends in Mijn werk. Here the open version of one can be
changed; what was submitted is there to be read, and the trail and judgements are.
"""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from instance.admin_base import RegisterAdmin
from kia.desk.told import RELATED, subject, what_happened
from kia.entries.admin_rows import INLINES
from kia.entries.fields import BY_NAME, FIELDS, TABS
from kia.models import (
    Entry,
    EntryVersion,
    Judgement,
    MoneySource,
    RequestReply,
    ReviewPoint,
    Step,
)
from kia.only_read import OnlyRead, steps_of
from kia.steps import STATES

BY_STEPS = (
    "De stand verandert met een stap in Mijn werk, niet hier. Wat is ingediend, "
    "verandert niet meer: wie iets wil wijzigen, trekt eerst in of vraagt aanpassing."
)


def columns(tab):
    """The columns of a version that belong to this tab of the form."""
    own = {field.name for field in EntryVersion._meta.concrete_fields}
    fields = [field for field in FIELDS if field.tab == tab]
    names = [name for f in fields for name in (*f.places, f.waived_by)]
    return [name for name in dict.fromkeys(names) if name in own - {"agenda_version"}]


@admin.register(MoneySource)
class MoneySourceAdmin(OnlyRead):
    """Each figure stands on them: they come with the program (kia/reference.py)."""

    list_display = ["name", "is_private", "party_kind"]
    search_fields = ["name", "code"]
    fields = ["name", "code", "is_private", "party_kind", "order"]


@admin.register(Entry)
class EntryAdmin(OnlyRead):
    list_display = ["__str__", "agenda", "title", "state", "is_practice"]
    list_filter = ["agenda", "is_practice"]
    list_select_related = ["agenda"]
    search_fields = ["slug", "versions__title"]
    fieldsets = [
        (
            None,
            {"fields": ["agenda", "slug", "is_shared", "created_by", "created_at"]},
        ),
        ("Versies", {"fields": ["list_of_versions"]}),
        (
            "Einde",
            {"fields": ["merged_into", "ended_in", "ended_because", "discarded_at"]},
        ),
        ("Voorbeeld", {"fields": ["is_practice"]}),
    ]
    readonly_fields = ["list_of_versions"]

    def view_on_site(self, entry):
        """Only what was adopted has a page for everybody."""
        is_adopted = Entry.objects.adopted().filter(pk=entry.pk).exists()
        return entry.get_absolute_url() if is_adopted else None

    def get_queryset(self, request):
        current = Prefetch("versions", EntryVersion.objects.current(), "last")
        return super().get_queryset(request).prefetch_related(current)

    @admin.display(description="titel")
    def title(self, entry):
        return entry.last[0].title

    @admin.display(description="stand")
    def state(self, entry):
        return entry.last[0].get_state_display()

    @admin.display(description="versies, de laatste eerst")
    def list_of_versions(self, entry):
        versions = entry.versions.select_related("agenda_version").order_by("-pk")
        rows = (
            (
                reverse("admin:kia_entryversion_change", args=[version.pk]),
                version,
                version.get_state_display(),
                version.agenda_version.label,
            )
            for version in versions
        )
        items = format_html_join(
            "", '<li><a href="{}">{}</a> – {}, voor versie {}</li>', rows
        )
        return format_html('<ul class="mr-lijst">{}</ul>', items)


@admin.register(EntryVersion)
class EntryVersionAdmin(RegisterAdmin):
    list_display = ["__str__", "entry", "agenda_version", "lead", "state", "is_open"]
    list_filter = ["entry__agenda", "state", "kind"]
    search_fields = ["title", "entry__slug"]
    autocomplete_fields = ["lead", "parent", "contact"]
    readonly_fields = [
        "entry",
        "agenda_version",
        "follows",
        "state",
        "frozen_at",
        "submitted_by",
        "steps_taken",
    ]
    inlines = INLINES
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "entry",
                    "agenda_version",
                    ("state", "frozen_at", "submitted_by"),
                    "follows",
                    "steps_taken",
                ],
                "description": BY_STEPS,
            },
        ),
        *((name, {"fields": columns(tab)}) for tab, name in TABS.items()),
    ]

    def get_queryset(self, request):
        related = ("entry__agenda", "agenda_version__agenda", "follows__entry", "lead")
        return super().get_queryset(request).select_related(*related)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="open", boolean=True)
    def is_open(self, version):
        return version.is_open

    @admin.display(description="stappen")
    def steps_taken(self, version):
        return steps_of(version)


@admin.register(Step)
class StepAdmin(OnlyRead):
    """The trail of everything that has a state."""

    list_display = ["day", "subject", "what", "was", "now", "by", "note"]
    list_display_links = ["day", "subject"]
    list_filter = ["day", "to_state"]
    list_select_related = list(RELATED)
    search_fields = [
        "note",
        "by__email",
        "entry_version__title",
        "entry_version__entry__slug",
        "agenda_version__agenda__title",
    ]
    date_hierarchy = "day"
    ordering = ["-pk"]
    fields = ["subject", "what", "was", "now", "note", "by", "day", "at"]
    readonly_fields = fields

    @admin.display(description="waarvan")
    def subject(self, step):
        return subject(step)

    @admin.display(description="wat", ordering="action")
    def what(self, step):
        return what_happened(step)

    @admin.display(description="stand ervoor", ordering="from_state")
    def was(self, step):
        return STATES[step.from_state]

    @admin.display(description="stand erna", ordering="to_state")
    def now(self, step):
        return STATES[step.to_state]


@admin.register(Judgement)
class JudgementAdmin(OnlyRead):
    list_display = ["version", "department", "value", "by", "day"]
    list_filter = ["value", "day"]
    list_select_related = ["version__entry", "department", "by"]
    search_fields = ["version__title", "department__name", "text"]
    fields = ["version", "department", "value", "text", "by", "day", "at"]


@admin.register(ReviewPoint)
class ReviewPointAdmin(OnlyRead):
    list_display = ["version", "field_label", "text", "due_on", "answer"]
    list_filter = ["answer", "due_on"]
    list_select_related = ["version__entry__agenda__period"]
    search_fields = ["version__title", "text"]
    fields = ["version", "field_label", "text", "due_on", "asked_by", "asked_at"]
    fields += ["answer", "answer_text", "answered_by"]
    readonly_fields = ["field_label"]

    @admin.display(description="veld")
    def field_label(self, point):
        if point.field not in BY_NAME:
            return "de hele bijdrage"
        return BY_NAME[point.field].label_in(point.version.entry.agenda.period)


@admin.register(RequestReply)
class RequestReplyAdmin(OnlyRead):
    list_display = ["request", "status", "text", "by", "day", "is_public"]
    list_filter = ["status", "is_public"]
    list_select_related = ["request", "by"]
    search_fields = ["request__text", "text"]
    fields = ["request", "status", "text", "by", "day", "at", "is_public"]
