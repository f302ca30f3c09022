"""The rows of a version of an entry, typed on the page of the version itself."""

from django.contrib import admin

from instance.admin_forms import (
    ERROR_MESSAGES,
    AutocompleteWithoutScript,
    RegisterFormSet,
)
from instance.admin_history import with_version
from kia.models import ROWS, EntryMission
from sources.admin_aliases import RowForm

NOT_TYPED = ("id", "version", "lineage")


class MissionRowForm(RowForm):
    """Whoever chooses a mission has read it as it is now."""

    def save(self, commit=True):
        if "mission" in self.changed_data:
            self.instance.revision = self.instance.mission.revision
        return super().save(commit)


class RowInline(admin.TabularInline):
    """Open with its version: then it can be changed, and is read-only after."""

    form = RowForm
    formset = RegisterFormSet

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if self.has_add_permission(request, obj) else 0

    def get_queryset(self, request):
        rows = with_version(super().get_queryset(request))
        return rows.select_related(*self.relations) if self.relations else rows

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [*fields, "seen"] if self.has_change_permission(request, obj) else fields

    def get_formset(self, request, obj=None, **kwargs):
        kwargs.setdefault("error_messages", ERROR_MESSAGES)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = AutocompleteWithoutScript(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # Fetched once, and not for each row anew.
        field.choices = list(field.choices)
        return field

    def has_add_permission(self, request, obj=None):
        allowed = super().has_add_permission(request, obj)
        return allowed and (obj is None or obj.is_open)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.is_open)


def inline(model):
    typed = [f for f in model._meta.concrete_fields if f.name not in NOT_TYPED]
    pinned = {"readonly_fields": ["revision"], "form": MissionRowForm}
    attributes = {
        "model": model,
        "fields": [field.name for field in typed],
        "relations": [field.name for field in typed if field.is_relation],
    }
    attributes["autocomplete_fields"] = attributes["relations"]
    if model is EntryMission:
        attributes |= pinned
    return type(f"{model.__name__}Inline", (RowInline,), attributes)


INLINES = [inline(model) for model in ROWS]
