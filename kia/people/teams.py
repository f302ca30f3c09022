"""The teams of topsectors with the people in them, for who edits them."""

from dataclasses import dataclass, field

from django.utils import timezone

from kia.access import Access
from kia.models import InvitedRole, RoleGrant
from organisations.models import Organisation


@dataclass
class Team:
    organisation: Organisation
    grants: list = field(default_factory=list)
    offers: list = field(default_factory=list)


def edited_by(user):
    return Organisation.objects.filter(pk__in=Access.of(user).edits)


def teams_with_people(organisations) -> list[Team]:
    teams = {one.pk: Team(one) for one in organisations}
    for grant in RoleGrant.objects.of_teams(teams):
        teams[grant.organisation_id].grants.append(grant)
    offers = InvitedRole.objects.filter(
        organisation__in=teams, invitation__accepted_by=None
    )
    for offer in offers.select_related("invitation", "offered_by"):
        offer.is_expired = offer.invitation.valid_until < timezone.now()
        teams[offer.organisation_id].offers.append(offer)
    return list(teams.values())
