from django.contrib import admin

from instance.admin_base import RegisterAdmin
from search.models import GlossaryGroup


@admin.register(GlossaryGroup)
class GlossaryGroupAdmin(RegisterAdmin):
    list_display = ["name", "synonyms"]
    search_fields = ["name", "synonyms"]
