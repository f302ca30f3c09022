"""A link between two records, which carries its own ground."""

from django.db import models
from django.db.models import Q

from instance.data_version import RaisesDataVersion
from sources.models.provenance import NaturalKey, NaturalKeyManager

LINK_TRIGGERS = [RaisesDataVersion(visible="TRUE")]


class LinkQuerySet(models.QuerySet):
    def stated(self):
        return self.filter(passage__isnull=False)

    def editorial(self):
        return self.filter(passage=None)


class Link(NaturalKey):
    """Stated by a passage of a text, or editorial with a reason; never both.

    A link that the letter makes for a whole theme stands at the theme; a mission
    inherits it from there, so that it is written once.
    """

    passage = models.ForeignKey(
        "sources.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="passage",
    )
    reason = models.TextField(
        "reden", blank=True, help_text="Bij een koppeling van de redactie: één zin."
    )

    objects = NaturalKeyManager.from_queryset(LinkQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_passage_or_reason",
                condition=Q(passage__isnull=False, reason="")
                | Q(passage=None) & ~Q(reason=""),
                violation_error_message=(
                    "Kies óf een passage die deze koppeling maakt, óf een reden van "
                    "de redactie."
                ),
            ),
        ]

    @property
    def is_editorial(self):
        return self.passage_id is None


def linked_once(*fields, name):
    return models.UniqueConstraint(
        fields=fields,
        name=name,
        violation_error_message="Deze koppeling staat er al.",
    )
