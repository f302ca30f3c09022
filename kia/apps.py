from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate

from kia.reference import PERIOD, SOURCES


class KiaConfig(AppConfig):
    name = "kia"
    verbose_name = "Agenda’s en contract"

    def ready(self):
        post_migrate.connect(make_reference_rows, sender=self)


def make_reference_rows(sender, using, apps=installed, **kwargs):
    """The first period and the sources of money, also after every flush."""
    try:
        period = apps.get_model("kia", "Period")
        source = apps.get_model("kia", "MoneySource")
    except LookupError:
        return
    period.objects.using(using).get_or_create(
        first_year=PERIOD["first_year"], defaults=PERIOD
    )
    for row in SOURCES:
        source.objects.using(using).get_or_create(code=row["code"], defaults=row)
