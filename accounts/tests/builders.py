"""People for tests, and clients of people who are signed in."""

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.second_factor import SESSION_KEY

PASSWORD = "een lange zin 70"


def make_user(email="sam@voorbeeld.nl", password=PASSWORD, **fields):
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def signed_in(user, second_factor=True):
    """A browser in which this person signed in, in two steps unless said otherwise."""
    client = Client()
    client.force_login(user)
    if second_factor:
        session = client.session
        session[SESSION_KEY] = True
        session.save()
    return client


def link_in_mail(prefix="/account/"):
    """The path of the link in the message sent last."""
    words = mail.outbox[-1].body.split()
    return next(f"/{w.split('/', 3)[3]}" for w in words if prefix in w)
