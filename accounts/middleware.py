"""At the door of every private address."""

from django.shortcuts import redirect, render

from accounts import practice, second_factor
from instance.requests import is_private

# Never shown again, whatever somebody typed.
SECRET = ("password", "csrfmiddlewaretoken", "code", "credential", "token")
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
            return None if is_open or request.method != "POST" else ended(request)
        if practice.is_practising(request):
            return practice.turn_back(request)
        path = request.path_info
        if path.startswith(TOWARDS_SECOND_FACTOR) or not second_factor.is_missing(
            request
        ):
            return None
        return redirect("mfa_index")


def ended(request):
    """The session ended while somebody was typing: what was typed is not lost."""
    typed = [
        text
        for name, texts in request.POST.lists()
        if not any(part in name.lower() for part in SECRET)
        for text in texts
        if text.strip()
    ]
    return render(request, "account/session_ended.html", {"typed": typed}, status=403)
