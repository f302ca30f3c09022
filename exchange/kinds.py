"""Kinds: which rows and columns the register gives away and takes back.

Each room declares its kinds, with what every column means. From that one table
come the downloads, the description of the fields and the importer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models

from exchange.columns import (
    CellError,
    Choice,
    Column,
    Day,
    Key,
    Moment,
    Number,
    Whole,
    YesNo,
    plain,
)

COLUMN_OF = {
    models.DecimalField: Number,
    models.BooleanField: YesNo,
    models.DateTimeField: Moment,
    models.DateField: Day,
    models.IntegerField: Whole,
}

# Stands for a cell that could not be read; equal to nothing else.
UNREAD = object()


class Look:
    """What one export or import remembers while it runs.

    With `public` a record that is not published is not named.
    """

    def __init__(self, *, public):
        self.public = public
        self.kept = {}

    def key_of(self, model, slug):
        """The primary key of the record with this slug, or None."""
        return self.slugs(model).get(slug)

    def slugs(self, model):
        if model not in self.kept:
            found = model._base_manager.values_list("slug", "pk")
            self.kept[model] = dict(found)
        return self.kept[model]


@dataclass(frozen=True)
class Part:
    """One field of a model with the column that holds it."""

    name: str
    columns: tuple
    related = ()

    def values(self, record, look):
        value = getattr(record, self.name)
        return (plain(value) if isinstance(self.columns[0], Number) else value,)

    def attribute(self, values, look):
        """(attribute, its value) for these cells; CellError when there is none."""
        return self.name, values[0]


@dataclass(frozen=True)
class Reference(Part):
    """A foreign key to a record, which is named by its slug."""

    model: type = None

    @property
    def related(self):
        return (self.name,)

    def values(self, record, look):
        other = getattr(record, self.name)
        if other is None or (look.public and not other.published_at):
            return ("",)
        return (other.slug,)

    def attribute(self, values, look):
        (slug,) = values
        key = look.key_of(self.model, slug) if slug else None
        if slug and key is None:
            noun = self.model._meta.verbose_name
            raise CellError(f"«{slug[:80]}» is geen {noun} in het register.")
        return f"{self.name}_id", key


@dataclass(frozen=True)
class Kind:
    """`key` names the columns that tell one row from another.

    `visible` gives the rows that every visitor may see. `computed` are columns that
    the register works out by itself, so they are not read back.
    """

    code: str
    model: type
    about: str
    key: tuple
    parts: tuple
    visible: Callable
    computed: tuple = ()
    fetch: tuple = field(default=())
    # The lookup that says of a row that it was made up to practise with.
    sample: str = ""

    @property
    def title(self):
        return str(self.model._meta.verbose_name_plural)

    @property
    def columns(self):
        own = [column for part in self.parts for column in part.columns]
        return [*own, *(column for column, _ in self.computed)]

    @property
    def own_columns(self):
        return [column for part in self.parts for column in part.columns]

    def all(self):
        """Every row, published or not, in a fixed order."""
        return self.model.objects.order_by(*self.model._meta.ordering, "pk")

    def new(self):
        """A record that is not in the register yet, with what no column says."""
        return self.model()

    def settled(self, values):
        """The values of a row, with what follows from its other cells filled in."""
        return values

    def completed(self, record):
        """Set what goes along with any change of a record; the names of those fields."""
        return []

    def remarked(self, pks):
        """{pk: sentences} about rows just taken in: to be looked at, not refused."""
        return {}

    def public(self):
        return self.visible(self.all())

    def has_samples(self):
        return (
            bool(self.sample) and self.public().filter(**{self.sample: True}).exists()
        )

    def count_query(self):
        """(code, number of public rows), to be joined with those of other kinds."""
        rows = self.public().order_by().values_list(models.Value(self.code))
        return rows.annotate(models.Count("pk"))

    def rows(self, queryset, look, chunk=500):
        """The values of each row, while PostgreSQL keeps the rest."""
        related = {name for part in self.parts for name in part.related}
        found = queryset.select_related(*related) if related else queryset
        found = found.prefetch_related(*self.fetch)
        for record in found.iterator(chunk_size=chunk):
            yield self.values(record, look)

    def values(self, record, look):
        own = self.own_values(record, look)
        return [*own, *(compute(record) for _, compute in self.computed)]

    def own_values(self, record, look):
        return [value for part in self.parts for value in part.values(record, look)]


def part_of(model_field, description):
    """The part for a field of a model, by the kind of value that it holds."""
    name, label = model_field.name, str(model_field.verbose_name)
    if model_field.is_relation:
        column = Key(name, label, description)
        return Reference(name, (column,), model_field.related_model)
    if model_field.choices:
        choices = tuple((code, str(word)) for code, word in model_field.flatchoices)
        return Part(name, (Choice(name, label, description, choices),))
    for base, column in COLUMN_OF.items():
        if isinstance(model_field, base):
            return Part(name, (column(name, label, description),))
    return Part(name, (Column(name, label, description),))


def parts_of(model, descriptions):
    """A part for each described field, in the order of the descriptions."""
    return tuple(
        part_of(model._meta.get_field(name), words)
        for name, words in descriptions.items()
    )
