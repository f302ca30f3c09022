"""What an editor can filter the lists of main records by."""

from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef

from instance import clock


def ground_model(model):
    return model._meta.get_field("grounds").related_model


def grounds_of(model):
    """The grounds of a row of `model` in the query around it."""
    return ground_model(model).objects.filter(record=OuterRef("pk")).order_by()


class PublishedFilter(SimpleListFilter):
    title = "publicatie"
    parameter_name = "publicatie"

    def lookups(self, request, model_admin):
        return [("ja", "gepubliceerd"), ("nee", "concept"), ("vervallen", "vervallen")]

    def queryset(self, request, queryset):
        return {
            "ja": queryset.filter(published_at__isnull=False, withdrawn_on=None),
            "nee": queryset.filter(published_at=None),
            "vervallen": queryset.filter(withdrawn_on__isnull=False),
        }.get(self.value(), queryset)


class GroundFilter(SimpleListFilter):
    title = "grond"
    parameter_name = "grond"

    def lookups(self, request, model_admin):
        return [
            ("geen", "geen grond"),
            ("nakijken", "bron niet nagekeken"),
            ("redactie", "keuze van de redactie"),
        ]

    def queryset(self, request, queryset):
        grounds = grounds_of(queryset.model)
        unread = grounds.filter(document__isnull=False, confirmed_on=None)
        return {
            "geen": queryset.filter(~Exists(grounds)),
            "nakijken": queryset.filter(Exists(unread)),
            "redactie": queryset.filter(Exists(grounds.exclude(reason=""))),
        }.get(self.value(), queryset)


class ConfirmedFilter(SimpleListFilter):
    title = "laatst bevestigd"
    parameter_name = "bevestigd"
    DAYS = {"jaar": 365, "kwartaal": 91}

    def lookups(self, request, model_admin):
        return [
            ("nooit", "nog nooit"),
            ("jaar", "langer dan een jaar geleden"),
            ("kwartaal", "langer dan drie maanden geleden"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "nooit":
            return queryset.filter(confirmed_on=None)
        if days := self.DAYS.get(self.value()):
            before = clock.today() - timedelta(days=days)
            return queryset.filter(confirmed_on__lt=before)
        return queryset
