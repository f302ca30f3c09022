"""Names: other spellings of a record, and the key that lists sort by."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower

from instance.data_version import RaisesDataVersion
from search.triggers import QueuesForSearch
from sources.models.provenance import NaturalKey

ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy"

ALIAS_TRIGGERS = [
    RaisesDataVersion(visible="TRUE"),
    QueuesForSearch(of="record"),
]


def sort_key(field):
    """A column that sorts as people do, and the same on any server.

    Accents and capitals do not count. PostgreSQL computes it from `field`.
    """
    plain = Func(F(field), Value(ACCENTED), Value(PLAIN), function="translate")
    return models.GeneratedField(
        expression=Lower(plain),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
        verbose_name="sorteersleutel",
    )


class Alias(NaturalKey):
    """Another spelling of the name of a record."""

    NATURAL_KEY = ("record_id", "name")

    name = models.CharField("andere naam", max_length=200)
    is_distinctive = models.BooleanField(
        "herkent passages",
        default=True,
        help_text=(
            "Aangevinkt: elke zin met deze woorden gaat over dit gegeven. Laat het "
            "leeg als dezelfde woorden ook iets anders betekenen, zoals «ICT»."
        ),
    )

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message="Deze naam staat er al.",
            ),
        ]
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"

    def __str__(self):
        return self.name
