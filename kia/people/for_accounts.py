"""What the accounts ask about roles; see accounts/roles.py."""

from kia.access import Access
from kia.people import roles


def need_second_factor(user) -> bool:
    return bool(Access.of(user).agendas)


def give_to_invited(invitation):
    offered = invitation.roles.select_related("organisation", "agenda", "offered_by")
    for offer in offered:
        roles.give(
            invitation.accepted_by,
            offer.role,
            organisation=offer.organisation,
            agenda=offer.agenda,
            by=offer.offered_by,
        )


def end_all(person) -> list[str]:
    return [str(grant) for grant in roles.end_all(person)]
