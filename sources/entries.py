"""What pages of records show of entries, whose tables stand on a higher floor.

`settings.ENTRIES` names the module that answers: config/ knows every room, this room
knows only the ground. As with accounts/roles.py.
"""

from importlib import import_module

from django.conf import settings


def serving(record):
    """The adopted entries of a mission, theme, technology or organisation."""
    return _answers().serving(record)


def served_missions():
    """How many adopted entries serve each mission, as `numbers` by its key; a query."""
    return _answers().served_missions()


def mission_gaps(served):
    """How many of the missions that the press counts no adopted entry serves."""
    return _answers().mission_gaps(served)


def activity():
    """At which mission, with which topsector or technology, an entry is at work."""
    return _answers().activity()


def _answers():
    return import_module(settings.ENTRIES)
