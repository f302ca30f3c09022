"""Django looks for the admin of a room here; each part of the room has its own."""

from kia.agendas import admin as agendas
from kia.contract import admin as contract
from kia.entries import admin as entries
from kia.people import admin as people

__all__ = ["agendas", "contract", "entries", "people"]
