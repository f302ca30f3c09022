from django.apps import AppConfig


class FacetsConfig(AppConfig):
    name = "facets"
    verbose_name = "filters van lijsten"
