"""What the editor of the register may do in Beheer, as Django asks it.

Beside the accounts themselves (settings.AUTHENTICATION_BACKENDS). Admins need no
right by name: Django gives them all.
"""

from django.contrib.auth.backends import BaseBackend

from kia.permissions import may

# The rooms of the register itself: not people, agendas, the contract, or the program.
ROOMS = ("sources", "organisations", "themes", "keytech", "missions", "policy")
ROOMS += ("search",)


class RegisterRights(BaseBackend):
    def has_perm(self, user, perm, obj=None):
        return self.has_module_perms(user, perm.split(".")[0])

    def has_module_perms(self, user, app_label):
        return app_label in ROOMS and may("manage_register", user)


def may_enter(request):
    """Beheer: for who may manage something there."""
    user = request.user
    return user.is_active and (user.is_staff or may("manage_register", user))
