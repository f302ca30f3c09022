"""Admin pages of what comes about elsewhere."""

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from instance.admin_base import RegisterAdmin
from kia.desk.told import RELATED, what_happened


class OnlyRead(RegisterAdmin):
    """Nothing of it comes, changes or goes in Beheer."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def steps_of(record):
    """The steps of a record, first one first, as a list."""
    rows = (
        (
            date_format(step.day, "j F Y"),
            what_happened(step),
            step.by.get_full_name(),
            step.note,
        )
        for step in record.steps.select_related(*RELATED)
    )
    items = format_html_join("", "<li>{}: {}, door {} {}</li>", rows)
    return format_html('<ul class="mr-lijst">{}</ul>', items)
