from django.apps import AppConfig


class KeytechConfig(AppConfig):
    name = "keytech"
    verbose_name = "Sleuteltechnologieën"
