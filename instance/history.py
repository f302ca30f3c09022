"""History of register records: every change is kept by PostgreSQL itself."""

import pghistory
import pgtrigger


def with_history(model):
    """Class decorator: keep an event row for each insert, update and delete.

    The event table refuses change and removal, so that the history of a record
    cannot be rewritten by the application. What PostgreSQL computes is left out.
    """
    computed = [field.name for field in model._meta.local_fields if field.generated]
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=computed,
        meta={
            "triggers": [
                pgtrigger.Protect(
                    name="append_only",
                    operation=pgtrigger.Update | pgtrigger.Delete,
                ),
                pgtrigger.Trigger(
                    name="keep_all",
                    when=pgtrigger.Before,
                    operation=pgtrigger.Truncate,
                    level=pgtrigger.Statement,
                    func="RAISE EXCEPTION 'De geschiedenis blijft bewaard.';",
                ),
            ]
        },
    )(model)
