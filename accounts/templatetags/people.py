"""Who is signed in, for the frame of every page, and small helps of the account pages."""

import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from accounts import practice, second_factor
from instance.requests import has_session

register = template.Library()

# In this order: most of them also call themselves Chrome or Safari.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome"}
BROWSERS |= {"Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad"}
SYSTEMS |= {"Windows": "Windows", "Mac OS": "Mac", "Linux": "Linux"}


@register.simple_tag(takes_context=True)
def signed_in(context):
    """The person who is signed in, or None.

    Looks at the session only when the visitor brought its cookie: for everybody
    else the page stays without session, and fit for the page cache.
    """
    request = context.get("request")
    if request is None or not has_session(request) or not hasattr(request, "user"):
        return None
    return request.user if request.user.is_authenticated else None


@register.simple_tag(takes_context=True)
def practises_as(context):
    """The demo person that somebody chose to be, or None."""
    person = signed_in(context)
    return person if person and practice.is_practising(context["request"]) else None


@register.simple_tag(takes_context=True)
def must_set_up(context):
    return second_factor.is_missing(context["request"])


@register.filter
def as_json(value):
    """For an attribute: nothing may stand between script tags in a page here."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def device(user_agent):
    """A browser and a system, as people call them."""

    def first(names):
        found = (name for part, name in names.items() if re.search(part, user_agent))
        return next(found, None)

    browser, system = first(BROWSERS), first(SYSTEMS)
    return f"{browser or 'Een browser'} op {system or 'een apparaat'}"
