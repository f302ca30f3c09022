"""What somebody can follow, and follows."""

from django.db import IntegrityError, transaction

from kia.models import Agenda, Subscription
from missions.models import Mission
from organisations.models import Topsector
from sources.pages import in_force

# As they stand in a form and an address: «missie:lwv-1».
KINDS = {
    "missie": ("mission", "Missies", Mission),
    "agenda": ("agenda", "Agenda’s", Agenda),
    "topsector": ("topsector", "Topsectoren", Topsector),
}


def choices():
    """Groups for a list to choose from: of what visitors can see."""
    yield "", "Kies wat u wilt volgen"
    for kind, (_, heading, model) in KINDS.items():
        records = in_force(model.objects)
        yield heading, [(f"{kind}:{record.slug}", str(record)) for record in records]


def find(name):
    """(foreign key, record), or None: what is not public cannot be followed."""
    kind, _, slug = name.partition(":")
    if kind not in KINDS:
        return None
    key, _, model = KINDS[kind]
    record = model.objects.public().filter(slug=slug[:80]).first()
    return record and (key, record)


def follow(person, name) -> Subscription | None:
    """None when there is no such record; who follows it already goes on."""
    found = find(name)
    if not found:
        return None
    key, record = found
    row = {"person": person, f"{key}_id": record.pk}
    try:
        with transaction.atomic():
            return Subscription.objects.create(**row)
    except IntegrityError:
        return Subscription.objects.get(**row)


def followed_by(person):
    return person.subscriptions.select_related("mission", "agenda", "topsector")
