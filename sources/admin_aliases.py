"""Other names of a record, typed on the page of the record itself."""

from django.contrib import admin

from instance.admin_forms import ERROR_MESSAGES


class NamesInline(admin.TabularInline):
    """Rows that a record has few of: aliases, names, official numbers."""

    extra = 1
    verbose_name = "andere naam"

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
            "fields": fields,
            "verbose_name": meta.verbose_name,
            "verbose_name_plural": meta.verbose_name_plural,
        },
    )
