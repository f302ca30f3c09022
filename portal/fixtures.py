"""Load the reviewed data of fixtures/ and show what a reload would change."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction

from sources.models import DocumentText
from sources.reading import Source, save_text


def folder():
    return Path(settings.FIXTURE_DIRS[0])


class FixtureError(Exception):
    """A fixture cannot be loaded; the message names the file and the reason."""


@dataclass(frozen=True)
class Change:
    """What loading one row would do. `fields` maps a name to (old, new)."""

    label: str
    is_new: bool
    fields: dict


def names():
    return sorted(path.stem for path in folder().glob("*.json"))


def read_letter():
    return Source.read(folder() / "letter")


def is_empty():
    """Whether no record was ever put into the register."""
    mission = apps.get_model("missions", "Mission")
    return not mission.objects.exists() and not DocumentText.objects.exists()


@transaction.atomic
def load_all():
    for name in names():
        _load(name)
        if name == "10_documents":
            save_text(read_letter())


@transaction.atomic
def load(*wanted):
    """Write fixtures, in their order; return the changes and what only we have.

    All of them stand or fall together, because what one file publishes may rest on
    the grounds of the next. The database looks at that here instead of at the
    commit, so that a preview refuses what would be refused.
    """
    wanted = sorted(wanted)
    changes = [change for name in wanted for change in _load(name)]
    extras = [extra for name in wanted for extra in only_in_register(name)]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        _explain(error, wanted)
        raise
    return changes, extras


def _load(name):
    changes = []
    for row in _rows(name):
        change = _change(row.object)
        if change:
            changes.append(change)
            row.save()
    return changes


def preview(*wanted):
    """What `load` would return. Writes nothing."""
    with transaction.atomic():
        found = load(*wanted)
        transaction.set_rollback(True)
    return found


def only_in_register(name):
    """Rows of the kinds in this fixture that the fixture does not have."""
    held = {}
    for row in _rows(name):
        held.setdefault(type(row.object), set()).add(row.object.pk)
    return [
        f"{model._meta.verbose_name}: {extra}"
        for model, pks in held.items()
        for extra in model.objects.exclude(pk__in=pks - {None})
    ]


def _explain(error, wanted):
    """Name the file of the grounds when a record is refused for want of them."""
    refused = getattr(error.__cause__, "diag", None)
    constraint = (refused and refused.constraint_name) or ""
    for model in apps.get_models():
        if hasattr(model, "grounds") and constraint.startswith(
            f"{model._meta.db_table}_"
        ):
            advice = _together(wanted, model.grounds.rel.related_model)
            raise FixtureError(f"{refused.message_primary} {advice}") from error


def _together(wanted, model):
    """The advice to load along what holds the rows of `model`, if that is missing."""
    missing = {name for name in names() if _has_rows(name, model)} - {*wanted}
    if not missing:
        return ""
    files = ", ".join(sorted(missing))
    together = " ".join(sorted({*wanted, *missing}))
    return f"Dat staat in {files}. Laad ze samen: load_fixtures {together}"


def _has_rows(name, model):
    rows = json.loads((folder() / f"{name}.json").read_text("utf-8"))
    return any(row["model"] == model._meta.label_lower for row in rows)


def _rows(name):
    path = folder() / f"{name}.json"
    try:
        yield from serializers.deserialize("json", path.read_text("utf-8"))
    except serializers.base.DeserializationError as error:
        reason = _missing(name, error) or error.__cause__ or error
        raise FixtureError(f"fixtures/{path.name}: {reason}") from error


def _missing(name, error):
    """What a row refers to without finding it, and the file that has it."""
    while error and not isinstance(error, ObjectDoesNotExist):
        error = error.__context__
    if not error:
        return ""
    model = next(m for m in apps.get_models() if isinstance(error, m.DoesNotExist))
    kind = model._meta.verbose_name
    return (
        f"een rij verwijst naar een gegeven ({kind}) dat niet in het register staat. "
        f"{_together([name], model)}"
    )


def _change(new):
    model = type(new)
    label = f"{model._meta.verbose_name}: {new}"
    old = new.pk and model.objects.filter(pk=new.pk).first()
    if not old:
        return Change(label, is_new=True, fields={})
    differ = {
        field.verbose_name: (getattr(old, field.attname), getattr(new, field.attname))
        for field in model._meta.concrete_fields
        if field.editable and getattr(old, field.attname) != getattr(new, field.attname)
    }
    return Change(label, is_new=False, fields=differ) if differ else None
