"""What the accounts ask about roles; see accounts/roles.py."""

from kia.access import Access
from kia.people import roles
from kia.permissions import may


def need_second_factor(user) -> bool:
    access = Access.of(user)
    return bool(access.agendas) or access.is_register_editor


def offered(invitation) -> tuple[list[str], list[str]]:
    standing, lapsed = _sorted(invitation)
    return [str(offer) for offer in standing], [str(offer) for offer in lapsed]


def give_to_invited(invitation):
    standing, _ = _sorted(invitation)
    for offer in standing:
        roles.give(
            invitation.accepted_by,
            offer.role,
            organisation=offer.organisation,
            agenda=offer.agenda,
            by=offer.offered_by,
        )


def end_all(person) -> list[str]:
    return [str(grant) for grant in roles.end_all(person)]


def _sorted(invitation):
    """An offer stands as long as who made it may give that role."""
    offers = invitation.roles.select_related("organisation", "agenda", "offered_by")
    standing, lapsed = [], []
    for offer in offers:
        may_give = may("offer", offer.offered_by, offer)
        (standing if may_give else lapsed).append(offer)
    return standing, lapsed
