"""Who asks for a public page."""

from django.contrib.auth.models import AnonymousUser

from instance.requests import has_session


def visitor(request):
    """The person who is signed in, or nobody.

    Looks at the session only when the visitor brought its cookie: for everybody
    else the page stays without session, and fit for the page cache.
    """
    return request.user if has_session(request) else AnonymousUser()
