"""Demo people, to try the register as somebody with another role. Practice only."""

from allauth.account.internal.decorators import login_not_required
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from accounts import second_factor
from accounts.models import User
from instance.methods import reads_and_posts

SESSION_KEY = "practice"
# Their accounts can only be entered through the page here, so they stay as they are.
MAY_VISIT = ("/account/uitloggen/",)

# address before the @: (name, what can be tried)
PEOPLE = {
    "beheerder": ("Beheerder", "Beheert gegevens, gebruikers en rollen."),
    "beheerder-2": ("Tweede beheerder", "Bevestigt correcties van de eerste."),
    "agendacoordinator": ("Agendacoördinator", "Leidt een agenda tot de vaststelling."),
    "agendacoordinator-2": (
        "Tweede agendacoördinator",
        "Besluit over wat de eerste zelf indiende.",
    ),
    "redacteur": ("Redacteur topsector", "Dient bijdragen van de topsector in."),
    "redacteur-2": (
        "Redacteur van een andere topsector",
        "Ziet niet wat het eerste team nog schrijft.",
    ),
    "teamlid": ("Teamlid topsector", "Schrijft mee aan bijdragen."),
    "teamlid-2": (
        "Teamlid van een andere topsector",
        "Schrijft mee aan bijdragen van die topsector.",
    ),
    "beleidsmedewerker": ("Beleidsmedewerker", "Leest mee en geeft opmerkingen."),
    "beoordelaar": ("Beoordelaar, departement", "Oordeelt namens een departement."),
}


@transaction.atomic
def make_people():
    """Make who is not there yet. Nobody can sign in as them with a password."""
    for mailbox, (name, _) in PEOPLE.items():
        is_admin = mailbox.startswith("beheerder")
        User.objects.get_or_create(
            email=f"{mailbox}@{User.PRACTICE_DOMAIN}",
            defaults={
                "name": name,
                "password": "!",
                "is_staff": is_admin,
                "is_superuser": is_admin,
            },
        )


def is_practising(request) -> bool:
    return not settings.PRODUCTION and SESSION_KEY in request.session


def turn_back(request):
    own_account = request.path_info.startswith("/account/")
    if own_account and not request.path_info.startswith(MAY_VISIT):
        return redirect("practice")
    return None


@login_not_required
@reads_and_posts
def choose(request):
    if request.method == "POST":
        return switch(request)
    people = User.objects.practice().filter(is_active=True)
    explained = [(p, PEOPLE.get(p.email.split("@")[0], ("", ""))[1]) for p in people]
    return render(request, "account/practice.html", {"people": explained})


def switch(request):
    number = request.POST.get("person", "")
    number = int(number) if number.isascii() and number.isdigit() else 0
    people = User.objects.practice().filter(is_active=True)
    person = get_object_or_404(people, pk=min(number, 2**62))
    # A session of its own: nothing of the one before is left.
    request.session.flush()
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_KEY] = True
    request.session[second_factor.SESSION_KEY] = True
    return redirect(settings.LOGIN_REDIRECT_URL)
