"""Two people saved the same record: what each of them wants to stand there."""

from dataclasses import dataclass
from datetime import date

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import formats

from instance.admin_history import as_of
from instance.history_words import EMPTY, HIDDEN

# Not about what the record says.
APART = {"seen", DELETION_FIELD_NAME, *HIDDEN}


@dataclass(frozen=True)
class Conflict:
    """A field that both changed; `now` is what somebody else saved."""

    name: str
    label: str
    now: str
    typed: str


def compare(form, saved, seen):
    """(conflicts, untouched): where the form differs from the record as saved.

    `untouched` are the fields that only the other changed, as a browser would
    send them. What is not kept of version `seen` counts as typed.
    """
    now = form.opened_on(saved).initial
    then = as_of(saved, seen)
    then = form.opened_on(then).initial if then else {}
    conflicts, untouched = [], {}
    for name, field in form.fields.items():
        typed, current = form[name].data, now.get(name)
        if name in APART or field.disabled or not field.has_changed(current, typed):
            continue
        if name in then and not field.has_changed(then[name], typed):
            untouched[name] = _as_sent(field, current)
        else:
            words = _shown(field, current), _shown(field, typed)
            conflicts.append(Conflict(name, str(form[name].label), *words))
    return conflicts, untouched


def _as_sent(field, value):
    if value is None or isinstance(value, bool):
        return str(value or "")
    sent = field.widget.format_value(field.prepare_value(value))
    return sent[0] if isinstance(sent, list) else sent


def _shown(field, value) -> str:
    if value in (None, ""):
        return EMPTY
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    shown = str(field.prepare_value(value))
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return labels.get(shown, shown)
