"""At the door of every private address."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from accounts import practice, second_factor
from instance.requests import is_private
from instance.typed import typed_in

# Here people work in forms that they may lose the right to while typing.
WORK = ("/werk/", "/beheer/")
# Where somebody who still lacks a second step may go: to set it up, or away.
TOWARDS_SECOND_FACTOR = ("/account/tweede-stap/", "/account/uitloggen/")
TOWARDS_SECOND_FACTOR += ("/account/nogmaals/", "/beheer/logout/", "/oefenen/")


class Guard:
    """Looks only at private addresses: no public page touches a session here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_private(request):
            return None
        if not request.user.is_authenticated:
            is_open = not getattr(view, "login_required", True)
            is_typed = request.method == "POST" and not is_open
            return ended(request, view) if is_typed else None
        if practice.is_practising(request):
            return practice.turn_back(request)
        path = request.path_info
        if path.startswith(TOWARDS_SECOND_FACTOR) or not second_factor.is_missing(
            request
        ):
            return None
        return redirect("mfa_index")

    def process_exception(self, request, exception):
        refused = isinstance(exception, (PermissionDenied, Http404))
        if refused and request.method == "POST" and request.path_info.startswith(WORK):
            status = 403 if isinstance(exception, PermissionDenied) else 404
            why = str(exception) if isinstance(exception, PermissionDenied) else ""
            return keep_typed(request, "account/not_allowed.html", status, why=why)
        return None


def keeps_typed(keep):
    """Of a view: `keep(request)` holds what was typed until its writer is signed in
    again, and says whether it does."""

    def mark(view):
        view.keep_typed = keep
        return view

    return mark


def ended(request, view):
    """The session ended while somebody was typing."""
    keep = getattr(view, "keep_typed", None)
    is_kept = bool(keep and keep(request))
    return keep_typed(request, "account/session_ended.html", 403, is_kept=is_kept)


def keep_typed(request, template, status, **context):
    """A refusal that gives back what was typed, so that it is not lost.

    `why` is a sentence for who typed it, from whoever refused.
    """
    context |= {"typed": typed_in(request.POST)}
    return render(request, template, context, status=status)
