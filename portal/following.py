"""What changed in some public records, for who follows them (see settings.CHANGES)."""

from collections import defaultdict

from portal.history import History
from portal.history_told import Entry

MOST = 100


def told(records, since, until):
    """[(record, sentences)] of what visitors may see, for the records that changed."""
    scope, keys = defaultdict(list), {}
    for record in records:
        model = type(record)._meta.concrete_model
        scope[model].append(record.pk)
        keys[model, record.pk] = record
    found = defaultdict(list)
    for entry in History(since=since, until=until, scope=dict(scope)).newest(MOST):
        if not isinstance(entry, Entry):
            continue
        record = keys.get((type(entry.record)._meta.concrete_model, entry.record.pk))
        if record:
            found[record] += [line.sentence for line in entry.lines]
    return list(found.items())
