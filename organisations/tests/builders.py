from itertools import count

from django.utils import timezone

from organisations.models import Organisation, OrganisationGround

numbers = count(1)


def make_organisation(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"organisatie-{n}",
        "kind": Organisation.Kind.NETWORK,
        "name": f"Organisatie {n}",
    } | fields
    organisation = Organisation.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    OrganisationGround.objects.create(record=organisation, reason="Voor de proef.")
    return organisation
