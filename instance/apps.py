from django.apps import AppConfig
from django.apps import apps as installed
from django.conf import settings
from django.db.models.signals import post_migrate


class InstanceConfig(AppConfig):
    name = "instance"
    verbose_name = "Dit register"

    def ready(self):
        post_migrate.connect(mark_database, sender=self)


def mark_database(sender, using, apps=installed, **kwargs):
    """Give a new or emptied database its mark; an existing mark stays."""
    try:
        state = apps.get_model("instance", "InstanceState")
    except LookupError:
        return
    state.objects.using(using).get_or_create(
        pk=1, defaults={"environment": settings.ENVIRONMENT}
    )
