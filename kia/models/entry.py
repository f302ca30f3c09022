from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from instance.data_version import RaisesDataVersion
from kia.access import Access
from kia.models.agenda import (
    CONSULTED,
    FIXED,
    NOT_WRITABLE,
    VISITED,
    Agenda,
    AgendaVersion,
)
from kia.steps import ENTRY, AgendaState, EntryState
from kia.triggers import (
    FollowsTable,
    Frozen,
    FrozenWith,
    Holds,
    LeavesTrail,
    NeverEmptied,
    OnlyInPractice,
    OrganisationOfKind,
)
from organisations.models import TOPSECTORS, Organisation
from sources.models import sort_key
from sources.triggers import ClaimsSlug

# Lengths that the form advises, in characters. The database stops at half more.
LENGTHS = {
    "title": 120,
    "summary": 600,
    "challenge": 1500,
    "contribution": 1500,
    "choice_do": 500,
    "choice_dont": 500,
    "importance": 800,
    "theme_fit": 500,
    "non_technological": 800,
    "human_capital": 800,
    "approach": 3000,
    "customers": 600,
    "small_business": 600,
    "region": 600,
    "valorisation": 1200,
    "market_creation": 1200,
    "international": 800,
    "make_or_get": 400,
    "budget_note": 800,
    "internal_note": 1500,
}


# Fields that are never public, whatever the state of the entry.
INSIDE = ("contact", "internal_note")

# As EntryVersionQuerySet.public().
VISITED_ENTRY = (
    "{row}.state = 'adopted' OR {row}.state = 'accepted' AND EXISTS (SELECT FROM "
    "kia_agendaversion AS v WHERE v.id = {row}.agenda_version_id AND "
    f"{VISITED.format(r='v')})"
)


OF_ONE_AGENDA = (
    "(SELECT agenda_id FROM kia_agendaversion WHERE id = NEW.agenda_version_id) = "
    "(SELECT agenda_id FROM kia_entry WHERE id = NEW.entry_id)"
)
ENDS_WITH_OWN_AGENDA = (
    "NEW.ended_in_id IS NULL OR NEW.agenda_id = "
    "(SELECT agenda_id FROM kia_agendaversion WHERE id = NEW.ended_in_id)"
)
ENDS_WITH_VISITED_VERSION = (
    "EXISTS (SELECT FROM kia_agendaversion AS v WHERE v.id = {row}.ended_in_id AND "
    f"{VISITED.format(r='v')})"
)
OF_ANOTHER_AGENDA = "De bijdrage hoort bij een andere agenda."


def hard_limit(field):
    return LENGTHS[field] * 3 // 2


def prose(field, label):
    return models.TextField(label, blank=True)


class EntryQuerySet(models.QuerySet):
    def public(self):
        return self._with_one_of(EntryVersion.objects.public())

    def visible_to(self, user):
        """Entries of which somebody may see a version; that one, not every one."""
        return self._with_one_of(EntryVersion.objects.visible_to(user))

    def titled_for(self, user):
        """With `title`, that of the last version which this person may see."""
        seen = EntryVersion.objects.visible_to(user).filter(entry=OuterRef("pk"))
        return self.annotate(title=Subquery(seen.order_by("-pk").values("title")[:1]))

    def in_force(self):
        return self.filter(inclusions__agenda_version__state=AgendaState.ADOPTED)

    def adopted(self):
        """Those with a page of their own: in force now, or before they ended."""
        published = {"agenda__published_at__isnull": False, "discarded_at": None}
        versions = EntryVersion.objects.filter(state=EntryState.ADOPTED)
        return self.filter(**published)._with_one_of(versions)

    def _with_one_of(self, versions):
        return self.filter(Exists(versions.filter(entry=OuterRef("pk"))))


class Entry(models.Model):
    """One bijdrage to an agenda, under one address; its content is in its versions.

    A draft that was never submitted can be thrown away: then it is `discarded_at`
    a moment, and only admins see it.
    """

    agenda = models.ForeignKey(
        Agenda, models.PROTECT, related_name="entries", verbose_name="agenda"
    )
    slug = models.SlugField("slug", max_length=80, unique=True)
    is_shared = models.BooleanField(
        "gedeeld met het departement",
        default=False,
        help_text="Aangevinkt: beleidsmedewerkers van het thema lezen het concept mee.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="samengevoegd met",
    )
    ended_in = models.ForeignKey(
        AgendaVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_entries",
        verbose_name="beëindigd met",
    )
    ended_because = models.TextField("reden van beëindigen", blank=True)
    discarded_at = models.DateTimeField("weggegooid op", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="begonnen door",
    )
    created_at = models.DateTimeField("begonnen op", auto_now_add=True)
    is_practice = models.BooleanField("voorbeeld", default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["agenda__order", "slug"]
        constraints = [
            models.CheckConstraint(
                name="kia_entry_ended_with_reason",
                condition=Q(ended_in=None, ended_because="")
                | Q(ended_in__isnull=False) & ~Q(ended_because=""),
                violation_error_message="Zeg waarom de bijdrage eindigt.",
            ),
            models.CheckConstraint(
                name="kia_entry_not_into_itself",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Een bijdrage gaat niet op in zichzelf.",
            ),
        ]
        triggers = [
            ClaimsSlug(),
            OnlyInPractice(),
            FrozenWith("ended_in", NOT_WRITABLE),
            Holds("ends_with_own_agenda", ENDS_WITH_OWN_AGENDA, OF_ANOTHER_AGENDA),
            RaisesDataVersion(visible=ENDS_WITH_VISITED_VERSION),
        ]
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("kia:entry", args=[self.slug])


# Submitted and not withdrawn, and not adopted yet. A version of which changes were
# asked counts until its team withdraws, or the coordinator leaves it out.
WAITS = Q(state__in=[EntryState.SUBMITTED, EntryState.ACCEPTED]) | Q(
    state=EntryState.CHANGES_REQUESTED,
    followed_by__state=EntryState.CHANGES_REQUESTED,
    followed_by__frozen_at=None,
)
LEFT_OUT = Q(state=EntryState.NOT_INCLUDED)


class EntryVersionQuerySet(models.QuerySet):
    def current(self):
        """The last of each entry: people work on it, or decide about it."""
        return self.filter(followed_by=None)

    def open(self):
        return self.filter(frozen_at=None)

    def in_force(self):
        """At most one of each entry: what its agenda holds now."""
        return self.filter(inclusions__agenda_version__state=AgendaState.ADOPTED)

    def latest_submitted(self):
        """At most one of each entry: what it submitted and is not adopted yet."""
        return self.filter(WAITS)

    def counted_as_submitted(self):
        """The basis “ingediend”: in force, or else submitted last."""
        in_force = self.model.objects.in_force()
        waits = WAITS & ~Exists(in_force.filter(entry=OuterRef("entry")))
        return self.filter(Q(pk__in=in_force.values("pk")) | waits)

    def public(self):
        """Adopted now or before, or accepted in a consultation open to everybody."""
        return self.filter(_public())

    def visible_to(self, user):
        access = Access.of(user)
        if access.is_admin:
            return self
        return self.filter(_visible_to(access), entry__discarded_at=None)


def _public():
    consulted = AgendaVersion.objects.public()
    accepted = Q(state=EntryState.ACCEPTED, agenda_version__in=consulted)
    return Q(state=EntryState.ADOPTED) | accepted


def _visible_to(access):
    """What is submitted stays to be read for the same people, whatever comes of it."""
    if not access.takes_part:
        return _public()
    shared = Q(entry__is_shared=True, frozen_at=None)
    submitted = Q(frozen_at__isnull=False)
    helped = EntryVersion.objects.filter(topsector_rows__topsector__in=access.teams)
    seen = (
        _public()
        | Q(state=EntryState.ACCEPTED, agenda_version__state__in=CONSULTED)
        | Q(entry__agenda__in=access.agendas)
        | Q(lead__in=access.teams)
        | submitted & Q(pk__in=helped.values("pk"))
        | (submitted | shared) & Q(entry__agenda__in=access.advises)
    )
    # Every department reads what was left out, and why.
    return seen | LEFT_OUT if access.departments else seen


class EntryVersion(models.Model):
    """The content of an entry at one moment of its life, and the state of that.

    A version is open until it is submitted; then it is frozen for good, and only
    its state moves on. A step back (withdrawing, changes requested, revision) opens
    a copy that `follows` it. So an entry is a line of versions, of which the last
    is the one that people work on or decide about.

    Texts may be empty until submitting: kia/entries/rules.py says what is needed.
    """

    class Kind(models.TextChoices):
        MISSION = "mission", "missieprogramma"
        KEY_TECHNOLOGY = "key_technology", "sleuteltechnologieprogramma"
        EARNING_POWER = "earning_power", "verdienvermogenprogramma"

    class Level(models.TextChoices):
        PROGRAMME = "programme", "programma"
        SUB_PROGRAMME = "sub_programme", "deelprogramma"

    class Priority(models.TextChoices):
        HIGH = "high", "hoog"
        MIDDLE = "middle", "midden"
        LOW = "low", "laag"

    class MakeOrGet(models.TextChoices):
        MAKE = "make", "zelf ontwikkelen"
        BOTH = "both", "zelf ontwikkelen en gericht halen"
        GET = "get", "gericht halen"

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="versions", verbose_name="bijdrage"
    )
    agenda_version = models.ForeignKey(
        AgendaVersion,
        models.PROTECT,
        related_name="entry_versions",
        verbose_name="voor versie",
    )
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="volgt op",
    )
    state = models.CharField("stand", max_length=17, choices=EntryState)
    frozen_at = models.DateTimeField("vastgezet op", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ingediend door",
    )

    # Tab 1: what and where.
    title = prose("title", "titel")
    sort_key = sort_key("title")
    kind = models.CharField("soort bijdrage", max_length=14, choices=Kind, blank=True)
    level = models.CharField("niveau", max_length=13, choices=Level, blank=True)
    parent = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="hoort bij programma",
    )
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="led_versions",
        verbose_name="trekkende topsector",
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="contactpersoon",
    )
    summary = prose("summary", "openbare samenvatting")
    priority = models.CharField(
        "prioriteit", max_length=6, choices=Priority, blank=True
    )
    # Tab 2: mission and challenge.
    challenge = prose("challenge", "kennis- en innovatieopgave")
    contribution = prose("contribution", "bijdrage aan de missie")
    choice_do = prose("choice_do", "keuze: dit doen we wel")
    choice_dont = prose("choice_dont", "keuze: dit doen we niet")
    importance = prose("importance", "belang voor de topsector")
    fits_theme = models.BooleanField("sluit aan op een thema", null=True, blank=True)
    theme_fit = prose("theme_fit", "aansluiting op een thema")
    # Tab 3: technology and people.
    no_technology = models.BooleanField("geen sleuteltechnologie", default=False)
    non_technological = prose("non_technological", "niet-technologische innovatie")
    human_capital = prose("human_capital", "human capital")
    human_capital_follows = models.BooleanField("human capital volgt", default=False)
    # Tab 4: approach and planning.
    approach = prose("approach", "aanpak")
    trl_start = models.PositiveSmallIntegerField("TRL nu", null=True, blank=True)
    trl_end = models.PositiveSmallIntegerField(
        "TRL aan het eind van de looptijd", null=True, blank=True
    )
    trl_does_not_apply = models.BooleanField("TRL niet van toepassing", default=False)
    # Tab 5: parties.
    customers = prose("customers", "afnemers")
    small_business = prose("small_business", "mkb, start-ups en scale-ups")
    small_business_follows = models.BooleanField("mkb volgt", default=False)
    region = prose("region", "regio")
    no_region = models.BooleanField("geen regio", default=False)
    # Tab 6: result and market.
    valorisation = prose("valorisation", "valorisatie")
    market_creation = prose("market_creation", "marktcreatie")
    no_requests = models.BooleanField("geen verzoeken", default=False)
    international = prose("international", "internationaal en Europa")
    international_follows = models.BooleanField("internationaal volgt", default=False)
    make_or_get_choice = models.CharField(
        "zelf ontwikkelen of halen", max_length=4, choices=MakeOrGet, blank=True
    )
    make_or_get = prose("make_or_get", "zelf ontwikkelen of halen: toelichting")
    make_or_get_follows = models.BooleanField("zelf of halen volgt", default=False)
    # Tab 7: budget.
    budget_note = prose("budget_note", "toelichting begroting")
    # Tab 8: measuring.
    internal_note = prose("internal_note", "interne toelichting")

    objects = EntryVersionQuerySet.as_manager()

    class Meta:
        ordering = ["entry__agenda__order", "entry__slug", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(frozen_at=None),
                name="kia_entryversion_one_open",
                violation_error_message="Er is al een versie in bewerking.",
            ),
            models.CheckConstraint(
                name="kia_entryversion_open_while_drafting",
                condition=Q(frozen_at__isnull=False)
                | Q(state__in=["draft", "changes_requested"]),
                violation_error_message="Wat is ingediend, staat vast.",
            ),
            models.CheckConstraint(
                name="kia_entryversion_part_has_whole",
                condition=Q(parent=None) | Q(level="sub_programme"),
                violation_error_message=(
                    "Alleen een deelprogramma hoort bij een programma."
                ),
            ),
            models.CheckConstraint(
                name="kia_entryversion_trl_in_range",
                condition=(Q(trl_start=None) | Q(trl_start__range=(1, 9)))
                & (Q(trl_end=None) | Q(trl_end__range=(1, 9))),
                violation_error_message="Een TRL ligt tussen 1 en 9.",
            ),
            *(
                models.CheckConstraint(
                    name=f"kia_entryversion_{field}_length",
                    condition=LessThanOrEqual(Length(field), hard_limit(field)),
                    violation_error_message=(
                        f"Deze tekst is langer dan {hard_limit(field)} tekens."
                    ),
                )
                for field in LENGTHS
            ),
        ]
        triggers = [
            FollowsTable(ENTRY),
            LeavesTrail("entry_version_id"),
            Frozen("OLD.frozen_at IS NOT NULL"),
            OrganisationOfKind(
                "lead", TOPSECTORS, "De trekker is een topsector of team ICT."
            ),
            Holds("of_one_agenda", OF_ONE_AGENDA, OF_ANOTHER_AGENDA),
            Holds(
                "follows_its_own",
                "NEW.follows_id IS NULL OR NEW.entry_id = (SELECT entry_id "
                "FROM kia_entryversion WHERE id = NEW.follows_id)",
                "Een versie volgt op een versie van dezelfde bijdrage.",
            ),
            RaisesDataVersion(visible=VISITED_ENTRY),
        ]
        verbose_name = "versie van een bijdrage"
        verbose_name_plural = "versies van bijdragen"

    def __str__(self):
        return self.title or self.entry.slug

    @property
    def is_open(self):
        return self.frozen_at is None

    @property
    def is_first_draft(self):
        """Never submitted, nor the copy of what was; and not thrown away."""
        first = self.is_open and self.follows_id is None
        return first and self.entry.discarded_at is None


class Inclusion(models.Model):
    """An entry version that a version of the agenda holds since its adoption.

    One that was not revised is carried over from the version before.
    """

    agenda_version = models.ForeignKey(
        AgendaVersion,
        models.PROTECT,
        related_name="inclusions",
        verbose_name="versie van de agenda",
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="inclusions", verbose_name="bijdrage"
    )
    entry_version = models.ForeignKey(
        EntryVersion,
        models.PROTECT,
        related_name="inclusions",
        verbose_name="versie van de bijdrage",
    )
    is_carried_over = models.BooleanField("overgenomen", default=False)

    class Meta:
        ordering = ["agenda_version", "entry__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_version", "entry"],
                name="kia_inclusion_once",
                violation_error_message="Deze bijdrage staat al in deze versie.",
            ),
        ]
        triggers = [
            FrozenWith("agenda_version", FIXED),
            NeverEmptied(),
            Holds("of_one_agenda", OF_ONE_AGENDA, OF_ANOTHER_AGENDA),
            Holds(
                "of_one_entry",
                "NEW.entry_id = (SELECT entry_id FROM kia_entryversion "
                "WHERE id = NEW.entry_version_id)",
                "De versie is er een van een andere bijdrage.",
            ),
        ]
        verbose_name = "opgenomen bijdrage"
        verbose_name_plural = "opgenomen bijdragen"

    def __str__(self):
        return f"{self.agenda_version}: {self.entry}"
