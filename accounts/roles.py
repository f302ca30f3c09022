"""What signing in must know of roles, whose table stands on a higher floor.

`settings.ROLES` names the module that answers: config/ knows every room, this room
knows only the ground. Asking `user.grants` here would be an import that no test sees.
"""

from importlib import import_module

from django.conf import settings


def need_second_factor(user) -> bool:
    """Whether a role of this person makes a second step obligatory."""
    return _answers().need_second_factor(user)


def offered(invitation) -> tuple[list[str], list[str]]:
    """The roles that come with it: those that can be given, and those that lapsed
    because who offered them may no longer give them."""
    return _answers().offered(invitation)


def give_to_invited(invitation):
    """The invitation was accepted: its person gets the roles that can be given."""
    _answers().give_to_invited(invitation)


def end_all(person) -> list[str]:
    """The account was closed: its roles end. Gives those that nobody has now."""
    return _answers().end_all(person)


def _answers():
    return import_module(settings.ROLES)
