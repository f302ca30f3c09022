"""The pages of one's own account that are not django-allauth's."""

from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts import invitations, roles, second_factor
from accounts.adapters import SecondFactorAdapter
from accounts.forms import AcceptForm, ProfileForm
from instance.methods import reads_and_posts

LAPSED = "wie u uitnodigde, mag deze rol niet meer geven. Vraag een nieuwe uitnodiging."


@login_required
@reads_and_posts
@transaction.atomic
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Uw naam is bewaard.")
        return redirect("accounts:profile")
    # What was refused must not stand in the header.
    request.user.refresh_from_db(fields=["name"])
    context = {
        "form": form,
        "has_second_factor": second_factor.has_second_factor(request.user),
    }
    return render(request, "account/profile.html", context)


@login_not_required
@rate_limit(action="reset_password_from_key")
@sensitive_post_parameters("password")
@reads_and_posts
@transaction.atomic
def invitation(request, token):
    found = invitations.find(token)
    if found is None:
        if request.user == invitations.user_of(token):
            return redirect("accounts:profile")
        return render(request, "account/invitation_gone.html", status=410)
    offered, lapsed = roles.offered(found)
    context = {"invitation": found, "offered": offered, "lapsed": lapsed}
    if lapsed and not offered:
        return render(request, "account/invitation_lapsed.html", context, status=410)
    if account := invitations.account_of(found):
        return take_on(request, account, context)
    context["form"] = form = AcceptForm(request.POST or None, invitation=found)
    if not form.is_valid():
        return render(request, "account/invitation.html", context)
    logout(request)
    user = invitations.accept(found, **form.cleaned_data)
    answer = perform_login(request, user, email_verification="none")
    tell(request, offered, lapsed)
    return answer


def take_on(request, account, context):
    """Who has an account keeps it, and has to say yes."""
    if not account.is_active:
        return render(request, "account/invitation_closed.html", status=410)
    if request.method != "POST" or request.user != account:
        context["is_mine"] = request.user == account
        return render(request, "account/invitation_for_account.html", context)
    invitations.take_on(context["invitation"], account)
    tell(request, context["offered"], context["lapsed"])
    return redirect(settings.LOGIN_REDIRECT_URL)


def tell(request, given, lapsed):
    for role in given:
        messages.success(request, f"U bent nu {role}.")
    for role in lapsed:
        messages.error(request, f"De rol {role} hebt u niet gekregen: {LAPSED}")


@login_required
@reads_and_posts
def sessions(request):
    """Where somebody is signed in. A POST ends one, the others, or all of them."""
    mine = UserSession.objects.purge_and_list(request.user)
    if request.method != "POST":
        return render(request, "account/sessions.html", {"sessions": mine})
    chosen = request.POST.get("end", "")
    ends = {
        "all": lambda session: True,
        "others": lambda session: not session.is_current(),
    }.get(chosen, lambda session: str(session.pk) == chosen)
    for session in filter(ends, mine):
        session.end()
    if chosen == "all":
        logout(request)
        return redirect("account_login")
    messages.success(request, "Uitgelogd op de andere plek.")
    return redirect("accounts:sessions")


@login_required
@reads_and_posts
def remove_key(request, pk):
    """As django-allauth does it, but never the last second step of who needs one."""
    key = get_object_or_404(Authenticator, pk=pk, user=request.user, type="webauthn")
    if not second_factor.may_drop(key):
        refusal = SecondFactorAdapter.error_messages["cannot_delete_authenticator"]
        messages.error(request, refusal)
        return redirect("mfa_list_webauthn")
    return webauthn.remove_webauthn(request, pk=pk)
