"""Whom one can mention in a remark: who may read it, and nobody else."""

from itertools import count

from django.db.models import Q

from accounts.models import User
from instance import clock
from kia.models import INSIDE, RoleGrant
from kia.notices import TELLS
from kia.permissions import may
from kia.roles import TEAM

TOLD = ("coordinator", "departments", "team")


def names(version, user) -> dict:
    """{name with organisation: key of a person} of all who may remark, in order."""
    grants = RoleGrant.objects.current(clock.today()).filter(_concerned(version))
    found = grants.filter(person__is_active=True).exclude(person=user)
    people = {}
    for grant in found.select_related("person", "organisation").order_by("pk"):
        people.setdefault(grant.person_id, grant)
    named = {}
    for grant in people.values():
        name = alone = _name(grant)
        for n in count(2):
            if name not in named:
                break
            name = f"{alone} ({n})"
        named[name] = grant.person_id
    return dict(sorted(named.items()))


def _concerned(version):
    partners = version.topsector_rows.values("topsector")
    told = Q(role__in=TEAM, organisation__in=partners)
    for word in TOLD:
        told |= TELLS[word](version)
    return told


def _name(grant):
    where = grant.organisation or "agendacoördinator"
    return f"{grant.person.get_full_name()}, {where}"


def person_named(name, version, field, user):
    """Who has this name in the list, and may read this field; else None."""
    key = names(version, user).get(" ".join(name.split())) if name else None
    person = User.objects.filter(pk=key).first() if key else None
    if person and may_read(field, version, person):
        return person
    return None


def may_read(field, version, person):
    inside = field in INSIDE
    word = "read_internal_note" if inside else "comment"
    return may(word, person, version)
