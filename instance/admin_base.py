"""What all admin pages of the register share."""

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db import DatabaseError, models, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from instance.admin_forms import ERROR_MESSAGES, AutocompleteWithoutScript, RegisterForm
from instance.admin_history import history
from instance.admin_refusals import check_now, sentence

LONGEST_TEXT = 20_000
TYPOGRAPHIC = (
    "Vink dit aan als u alleen een tikfout herstelt: de versie blijft dan gelijk en "
    "niemand krijgt bericht. Het vinkje geldt voor deze ene keer. Verandert de "
    "betekenis? Laat het dan leeg: de versie gaat met één omhoog."
)
NOTHING_CHOSEN = "Kies eerst een of meer regels. Er is niets gewijzigd."
CHANGES_PER_PAGE = 50


class RegisterAdmin(admin.ModelAdmin):
    """An admin that shows the refusals of the database as sentences.

    Refuses to write over a newer version (see RegisterForm), and shows the
    history that the database keeps.
    """

    form = RegisterForm
    actions = ["delete_selected"]
    object_history_template = "admin/register_history.html"
    list_per_page = 50
    show_full_result_count = False

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *rest = fieldsets
        return [(name, options | {"fields": [*options["fields"], "seen"]}), *rest]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs.setdefault("error_messages", ERROR_MESSAGES)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.TextField):
            kwargs["max_length"] = LONGEST_TEXT
        if db_field.name == "is_typographic":
            kwargs["help_text"] = TYPOGRAPHIC
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            # A browser would cut off what is too long and say nothing.
            field.widget.attrs.pop("maxlength", None)
            # Only the record itself has a button to delete it, on its own page.
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteWithoutScript(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        again = (request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(*again)
        except DatabaseError as error:
            request.refusal = sentence(error, self.model)
        # All is rolled back. The same form once more, now with the reason in it.
        return super().changeform_view(*again)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        check_now()

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(
            request, {"title": title} | (extra_context or {})
        )

    def response_action(self, request, queryset, **where):
        # Django itself breaks on what is no number.
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(pk.isascii() and pk.isdigit() and len(pk) < 20 for pk in chosen):
            return super().response_action(request, queryset, **where)
        self.message_user(request, NOTHING_CHOSEN, messages.WARNING)
        return None

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except DatabaseError as error:
            self.message_user(request, sentence(error, self.model), messages.ERROR)
        return HttpResponseRedirect(self.change_url(unquote(object_id)))

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        check_now()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        check_now()

    @admin.action(
        permissions=["delete"],
        description="Verwijder de gekozen %(verbose_name_plural)s",
    )
    def delete_selected(self, request, queryset):
        try:
            with transaction.atomic():
                return delete_selected(self, request, queryset)
        except DatabaseError as error:
            self.message_user(request, sentence(error, self.model), messages.ERROR)
        return None

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        tracked = record and hasattr(self.model, "pgh_event_model")
        if tracked and self.has_view_or_change_permission(request, record):
            changes = history(record, *self.history_models())
            page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("p"))
            extra_context = {"changes": page} | (extra_context or {})
        return super().history_view(request, object_id, extra_context)

    def history_models(self):
        """Models with a foreign key to this one whose changes belong to its history."""
        return []

    def change_url(self, pk):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[pk], current_app=self.admin_site.name)
