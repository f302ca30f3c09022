"""Every address that takes a POST, as Django resolves it, and the forms of a page."""

from uuid import UUID

from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import RoutePattern

from accounts.tests.builders import signed_in
from kia.drafting.tests.page import Inputs

NO_SUCH = 999_999
GUESSES = {"IntConverter": NO_SUCH, "TabConverter": 1, "VersionLabel": 1}
GUESSES |= {"UUIDConverter": UUID(int=0)}
GUESSES |= {"KindConverter": "missies", "FormatConverter": "docx"}
OF_REGEX = {"app_label": "missions"}


def addresses(patterns=None, space=""):
    """(name, pattern) of all that have a name."""
    for part in patterns or get_resolver().url_patterns:
        if hasattr(part, "url_patterns"):
            inner = f"{space}{part.namespace}:" if part.namespace else space
            yield from addresses(part.url_patterns, inner)
        elif part.name:
            yield f"{space}{part.name}", part.pattern


def guessed(pattern):
    """An address of this form; there need not be anything at it."""
    if isinstance(pattern, RoutePattern):
        found = pattern.converters.items()
        return {name: GUESSES.get(type(c).__name__, "x") for name, c in found}
    return {name: OF_REGEX.get(name, "x") for name in pattern.regex.groupindex}


def takes_posts(admin, besides):
    """The names of the addresses that do not refuse a POST of this person at once,
    besides these."""
    found = set()
    for name, pattern in addresses():
        if name in besides:
            continue
        url = reverse(name, kwargs=guessed(pattern))
        with transaction.atomic():
            # Signed in each time: one of them signs out.
            if signed_in(admin).post(url).status_code != 405:
                found.add(name)
            transaction.set_rollback(True)
    return found


def form_of(answer):
    """What a browser would send for the form of this page that posts to itself."""
    inputs = Inputs(method="post", action=None)
    inputs.feed(answer.text)
    return inputs.values
