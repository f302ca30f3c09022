"""What a mission is linked to; what its theme is linked to stands at the theme."""

from django.db import models

from instance.history import with_history
from keytech.models import KeyTechnology
from missions.models.mission import Mission
from organisations.models import Organisation
from sources.models import LINK_TRIGGERS, Document, Link, linked_once


@with_history
class MissionOrganisation(Link):
    NATURAL_KEY = ("mission_id", "organisation_id")

    mission = models.ForeignKey(
        Mission,
        models.CASCADE,
        related_name="organisation_links",
        verbose_name="missie",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="mission_links",
        verbose_name="organisatie",
    )

    class Meta(Link.Meta):
        ordering = ["mission__theme__order", "mission__order", "organisation__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once(
                "mission", "organisation", name="missions_missionorganisation_once"
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling missie en organisatie"
        verbose_name_plural = "koppelingen missie en organisatie"

    def __str__(self):
        return f"{self.mission} – {self.organisation}"


@with_history
class MissionTechnology(Link):
    NATURAL_KEY = ("mission_id", "technology_id")

    mission = models.ForeignKey(
        Mission,
        models.CASCADE,
        related_name="technology_links",
        verbose_name="missie",
    )
    technology = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="mission_links",
        verbose_name="technologie",
    )

    class Meta(Link.Meta):
        ordering = ["mission__theme__order", "mission__order", "technology__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once(
                "mission", "technology", name="missions_missiontechnology_once"
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling missie en technologie"
        verbose_name_plural = "koppelingen missie en technologie"

    def __str__(self):
        return f"{self.mission} – {self.technology}"


@with_history
class MissionDocument(Link):
    NATURAL_KEY = ("mission_id", "document_id")

    mission = models.ForeignKey(
        Mission,
        models.CASCADE,
        related_name="document_links",
        verbose_name="missie",
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="mission_links",
        verbose_name="bron",
    )

    class Meta(Link.Meta):
        ordering = ["mission__theme__order", "mission__order", "document__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("mission", "document", name="missions_missiondocument_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling missie en bron"
        verbose_name_plural = "koppelingen missie en bron"

    def __str__(self):
        return f"{self.mission} – {self.document}"
