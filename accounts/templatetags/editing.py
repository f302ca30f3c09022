from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_link(context, record):
    """The address of a record in the admin, for an editor who is signed in.

    Looks at the session only when the visitor brought its cookie: for everybody
    else the page stays without session, and fit for the page cache.
    """
    request = context["request"]
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    meta = record._meta
    if not request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return ""
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
