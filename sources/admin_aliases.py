"""Other names of a record, typed on the page of the record itself."""

from django.contrib import admin

from instance.admin_forms import ERROR_MESSAGES, RegisterForm, RegisterFormSet
from instance.admin_history import with_version


class RowForm(RegisterForm):
    """A row has a version of its own, so that nobody writes over what another typed."""

    GONE = (
        "Niet bewaard: deze regel is intussen verwijderd. Vink hier Verwijderen aan. "
        "Moet de regel toch blijven? Typ hem dan opnieuw op een lege regel."
    )

    WHERE = "Bovenaan"

    def clean(self):
        cleaned = super().clean()
        if "id" in self.errors and not self.instance.pk:
            # Django speaks of a choice, and there is nothing to choose.
            del self.errors["id"]
            self.add_error(None, self.GONE)
        return cleaned


class NamesInline(admin.TabularInline):
    """Rows that a record has few of: aliases, names, official numbers."""

    form = RowForm
    formset = RegisterFormSet
    extra = 1

    def get_queryset(self, request):
        return with_version(super().get_queryset(request))

    def get_formset(self, request, obj=None, **kwargs):
        kwargs.setdefault("error_messages", ERROR_MESSAGES)
        return super().get_formset(request, obj, **kwargs)


def inline(model, *fields):
    """An inline for `model` with these fields."""
    meta = model._meta
    return type(
        f"{model.__name__}Inline",
        (NamesInline,),
        {
            "model": model,
            "fields": [*fields, "seen"],
            "verbose_name": meta.verbose_name,
            "verbose_name_plural": meta.verbose_name_plural,
        },
    )
