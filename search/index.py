"""Keep the index in step with the records: a room says what, this writes it.

The rooms above hand over their records as `Source`s. Triggers queue what changed;
`refresh` takes it out of the queue, asks the sources what is public of it now, and
writes or removes the entries. So an entry can only be of a public record.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast

from search.analysis import RECIPE, key, normal, tokens, vector
from search.compounds import parts
from search.models import Entry, Queued, Word
from search.stemming import stem

# Records that one search takes out of the queue: a few seconds of work at most.
MOST_AT_ONCE = 1000
# Any number will do, as long as it is the same for every process.
INDEXING = 33_009_071
TAKE = """
    DELETE FROM search_queued WHERE (source, record) IN (
        SELECT source, record FROM search_queued
        GROUP BY source, record ORDER BY min(id) LIMIT %s
    ) RETURNING source, record
"""
SHORTEST_WORD = 4
TITLE, NAMES, LABELS, TEXTS, CONTEXT = "A", "A", "A", "B", "D"
WRITTEN = [
    f.name for f in Entry._meta.fields if f.name not in ("id", "source", "record")
]


@dataclass(frozen=True)
class Text:
    """Words that a result may quote. `quoted`: of a source, not of the register."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Record:
    """What search is told of one public record.

    `names` are its other names, `exact` other questions that lead straight to it (a
    code, a year), `labels` what it says of itself in fixed words, `context` words that
    find it; none of these are shown. A paragraph has no title of its own: that of its
    section says where it stands, and counts little; so do the texts of an aside.
    """

    pk: int
    kind: str
    key: str
    title: str
    url: str
    order: int = 0
    names: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
    labels: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    has_own_title: bool = True
    is_aside: bool = False
    shown: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A table whose public records can be found.

    `follows` names tables whose rows stand in the entries of this one, with the
    lookup from here to there: {"themes.theme": "theme"}.
    """

    public: Callable[[], QuerySet]
    record: Callable[[object], Record]
    follows: dict[str, str] = field(default_factory=dict)

    @property
    def label(self):
        return self.public().model._meta.label_lower


def is_behind() -> bool:
    return Queued.objects.exists()


def forget():
    """Empty the index, also of words that no record has any more."""
    Entry.objects.all().delete()
    Word.objects.all().delete()


def queue_all(sources: Iterable[Source]):
    """Queue every record that has no entry as this analyser would write it."""
    for source in sources:
        known = Entry.objects.filter(source=source.label, recipe=RECIPE)
        missing = source.public().exclude(pk__in=known.values("record"))
        pks = missing.order_by().values_list("pk", flat=True).distinct()
        Queued.objects.bulk_create(Queued(source=source.label, record=p) for p in pks)


@transaction.atomic
def refresh(sources: Iterable[Source], most: int = MOST_AT_ONCE) -> int:
    """Index what stands first in the queue; how many records that were."""
    queued = {}
    for label, record in _taken(most):
        queued.setdefault(label, set()).add(record)
    for source in sources:
        if pks := _concerned(source, queued):
            _write(source, pks)
    return sum(map(len, queued.values()))


def _taken(most):
    with connection.cursor() as cursor:
        # Who comes second waits, and then has nothing left to do.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INDEXING])
        cursor.execute(TAKE, [most])
        return cursor.fetchall()


def _concerned(source, queued):
    pks = set(queued.get(source.label, ()))
    for label, lookup in source.follows.items():
        if label in queued:
            rows = source.public().filter(**{f"{lookup}__in": queued[label]})
            pks.update(rows.order_by().values_list("pk", flat=True))
    return pks


def _write(source, pks):
    records = [source.record(row) for row in source.public().filter(pk__in=pks)]
    gone = pks - {record.pk for record in records}
    Entry.objects.filter(source=source.label, record__in=gone).delete()
    Entry.objects.bulk_create(
        [_entry(source.label, record) for record in records],
        update_conflicts=True,
        unique_fields=["source", "record"],
        update_fields=WRITTEN,
        batch_size=500,
    )
    Word.objects.bulk_create(
        sorted(_vocabulary(records), key=lambda word: word.word),
        ignore_conflicts=True,
        batch_size=5000,
    )


def _entry(label, record):
    return Entry(
        source=label,
        record=record.pk,
        kind=record.kind,
        key=record.key,
        title=record.title,
        url=record.url,
        names=list(record.names),
        exact=_exact(record),
        texts=[asdict(text) for text in record.texts],
        shown=record.shown,
        order=record.order,
        recipe=RECIPE,
        vector=Cast(
            Value(vector(_weighted(record), record.labels)),
            Entry._meta.get_field("vector"),
        ),
    )


def _exact(record):
    own = [record.title] if record.has_own_title else []
    return sorted({key(name) for name in (*own, *record.names, *record.exact)})


def _weighted(record):
    yield normal(record.title), TITLE if record.has_own_title else CONTEXT
    for name in record.names:
        yield normal(name), NAMES
    for text in record.texts:
        yield normal(text.text), CONTEXT if record.is_aside else TEXTS
    for label in record.labels:
        yield normal(label), LABELS
    for text in (*record.context, *record.exact):
        yield normal(text), CONTEXT


def _vocabulary(records):
    found = set()
    for record in records:
        for text in (record.title, *record.names, *(t.text for t in record.texts)):
            text = normal(text)
            for token in tokens(text):
                found.add((text[token.start : token.end].lower(), token.stem))
                found.update((part, stem(part)) for part in parts(token.word))
    return [
        Word(word=word, stem=stem)
        for word, stem in dict(found).items()
        if SHORTEST_WORD <= len(word) <= 60 and word.isalpha()
    ]
