"""Django looks for the admin of a room here; each part of the room has its own."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from kia.agendas import admin as agendas
from kia.contract import admin as contract
from kia.entries import admin as entries
from kia.people import admin as people

__all__ = ["agendas", "contract", "entries", "people"]

# The queue of background work is no register: its pages are in English, and nobody
# has to change anything there.
admin.site.unregister(DBTaskResult)
