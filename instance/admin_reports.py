"""What visitors reported: open first, and answered by marking it as handled."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html

from instance.admin_base import RegisterAdmin
from instance.admin_forms import RegisterForm

ERASED = "Naam en e-mailadres van de melder zijn gewist."


class ErrorReportForm(RegisterForm):
    is_handled = forms.BooleanField(
        label="Afgehandeld",
        required=False,
        help_text=(
            "Het register wist dan de naam en het e-mailadres van de melder. "
            "Antwoord dus eerst."
        ),
    )


class HandledFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("open", "open"), ("klaar", "afgehandeld")]

    def queryset(self, request, queryset):
        return {
            "open": queryset.filter(handled_at=None),
            "klaar": queryset.filter(handled_at__isnull=False),
        }.get(self.value(), queryset)


def handle(report, by):
    """Mark it as handled by `by`, and forget who sent it."""
    report.handled_at, report.handled_by = timezone.now(), str(by)
    report.name = report.email = ""


@admin.action(permissions=["change"], description="Markeer als afgehandeld")
def mark_as_handled(model_admin, request, queryset):
    reports = list(queryset.filter(handled_at=None))
    for report in reports:
        handle(report, request.user)
        report.save()
        model_admin.log_change(request, report, "Afgehandeld.")
    words = f"Afgehandeld: {len(reports)}. {ERASED if reports else ''}".strip()
    model_admin.message_user(request, words, messages.SUCCESS)


class ErrorReportAdmin(RegisterAdmin):
    form = ErrorReportForm
    actions = [mark_as_handled, "delete_selected"]
    list_display = ["reference", "page_link", "text_begin", "received_at", "state"]
    list_filter = [HandledFilter, "received_at"]
    search_fields = ["text", "page", "answer"]
    sent = ["reference", "page_link", "text", "name", "email", "received_at"]
    readonly_fields = [*sent, "handled_at", "handled_by"]

    def has_add_permission(self, request):
        return False

    def get_fieldsets(self, request, obj=None):
        mine = ["answer", "seen"] if obj and obj.handled_at else None
        mine = mine or ["answer", "is_handled", "seen"]
        done = ["handled_at", "handled_by"] if obj and obj.handled_at else []
        return [("Melding", {"fields": self.sent}), (None, {"fields": mine + done})]

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("is_handled") and not obj.handled_at:
            handle(obj, request.user)
            self.message_user(request, ERASED)
        super().save_model(request, obj, form, change)

    @admin.display(description="nummer", ordering="pk")
    def reference(self, report):
        return report.reference

    @admin.display(description="pagina", ordering="page", empty_value="–")
    def page_link(self, report):
        if not report.page:
            return None
        return format_html('<a href="{0}">{0}</a>', report.page)

    @admin.display(description="melding")
    def text_begin(self, report):
        return report.text if len(report.text) < 120 else f"{report.text[:120]}…"

    @admin.display(description="stand", ordering="handled_at")
    def state(self, report):
        return "afgehandeld" if report.handled_at else "open"
