from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from instance import clock
from instance.data_version import RaisesDataVersion
from instance.history import with_history
from kia.access import Access
from kia.models.period import YEARS_AROUND, Period
from kia.steps import AGENDA, AgendaState
from kia.triggers import (
    APPEND_ONLY,
    FitsPeriod,
    FollowsTable,
    Frozen,
    FrozenWith,
    LeavesTrail,
    NeverEmptied,
    OnlyInPractice,
    QueuesSections,
)
from organisations.models import Organisation
from policy.models import ProcessMilestone, Rule
from search.triggers import QueuesForSearch
from sources.models import (
    LINK_TRIGGERS,
    Cited,
    Document,
    Ground,
    Link,
    linked_once,
)
from sources.triggers import ground_triggers, record_triggers
from themes.models import Theme

IN_WORK = ("preparation", "consultation", "for_adoption")
CONSULTED = ("consultation", "for_adoption")
IN_FORCE_OR_BEFORE = ("adopted", "replaced")
FIXED = "r.state IN ('adopted', 'replaced')"
# What lies there to be adopted does not change either, unless it is reopened.
NOT_WRITABLE = "r.state NOT IN ('preparation', 'consultation')"
# As AgendaVersionQuerySet.public(), about a row `r`.
VISITED = (
    "({r}.state IN ('adopted', 'replaced') OR {r}.state IN ('consultation', "
    "'for_adoption') AND {r}.is_consultation_public)"
)
OF_VISITED_VERSION = (
    "EXISTS (SELECT FROM kia_agendaversion AS v WHERE v.id = {row}.version_id AND "
    f"{VISITED.format(r='v')})"
)


@with_history
class Agenda(Cited):
    """A kennis- en innovatieagenda (KIA): what is agreed stands in its versions."""

    class Kind(models.TextChoices):
        THEME = "theme", "thema"
        KEY_TECHNOLOGIES = "key_technologies", "sleuteltechnologieën"
        ADDITIONAL = "additional", "additioneel (zesde agenda)"

    kind = models.CharField("soort", max_length=16, choices=Kind)
    theme = models.OneToOneField(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda",
        verbose_name="thema",
    )
    code = models.CharField("code", max_length=8, unique=True)
    title = models.CharField("titel", max_length=120)
    order = models.PositiveSmallIntegerField("volgorde", unique=True)
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="agendas", verbose_name="looptijd"
    )
    made_by = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name="gemaakt door"
    )
    valid_from = models.DateField("geldt vanaf")
    valid_until = models.DateField("geldt tot", null=True, blank=True)

    class Meta(Cited.Meta):
        ordering = ["order"]
        constraints = [
            *Cited.Meta.constraints,
            models.CheckConstraint(
                name="kia_agenda_theme_fits_kind",
                condition=Q(kind="theme", theme__isnull=False)
                | ~Q(kind="theme") & Q(theme=None),
                violation_error_message="Alleen een agenda van een thema heeft er een.",
            ),
        ]
        triggers = [
            *record_triggers("kia_agenda"),
            QueuesSections("v.agenda_id = NEW.id"),
        ]
        verbose_name = "agenda"
        verbose_name_plural = "agenda’s"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kia:agenda", args=[self.slug])

    @property
    def full_name(self):
        return f"Kennis- en innovatieagenda {self.title}"

    @property
    def hue(self):
        """The value of data-thema; empty for an agenda without a theme."""
        return self.theme.hue if self.theme_id else ""


@with_history
class AgendaGround(Ground):
    record = models.ForeignKey(
        Agenda, models.CASCADE, related_name="grounds", verbose_name="agenda"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("kia_agenda")


@with_history
class AgendaParty(Link):
    """Who leads an agenda, and which department it concerns."""

    NATURAL_KEY = ("agenda_id", "organisation_id", "part")

    class Part(models.TextChoices):
        LEAD = "lead", "trekker"
        DEPARTMENT = "department", "betrokken departement"

    agenda = models.ForeignKey(
        Agenda, models.CASCADE, related_name="party_links", verbose_name="agenda"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="agenda_links",
        verbose_name="organisatie",
    )
    part = models.CharField("als", max_length=10, choices=Part)

    class Meta(Link.Meta):
        ordering = ["agenda__order", "-part", "organisation__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("agenda", "organisation", "part", name="kia_agendaparty_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "partij bij een agenda"
        verbose_name_plural = "partijen bij agenda’s"

    def __str__(self):
        return f"{self.agenda} – {self.organisation}"


@with_history
class AgendaDocument(Link):
    NATURAL_KEY = ("agenda_id", "document_id")

    agenda = models.ForeignKey(
        Agenda, models.CASCADE, related_name="document_links", verbose_name="agenda"
    )
    document = models.ForeignKey(
        Document, models.CASCADE, related_name="agenda_links", verbose_name="bron"
    )

    class Meta(Link.Meta):
        ordering = ["agenda__order", "document__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("agenda", "document", name="kia_agendadocument_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling agenda en bron"
        verbose_name_plural = "koppelingen agenda en bron"

    def __str__(self):
        return f"{self.agenda} – {self.document}"


@with_history
class AgendaMilestone(Link):
    """A term or deadline of an agenda: when it is due, for which years it holds."""

    NATURAL_KEY = ("agenda_id", "milestone_id")

    agenda = models.ForeignKey(
        Agenda, models.CASCADE, related_name="milestone_links", verbose_name="agenda"
    )
    milestone = models.ForeignKey(
        ProcessMilestone,
        models.CASCADE,
        related_name="agenda_links",
        verbose_name="termijn",
    )

    class Meta(Link.Meta):
        ordering = ["agenda__order", "milestone__ends_on", "milestone__slug"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("agenda", "milestone", name="kia_agendamilestone_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling agenda en termijn"
        verbose_name_plural = "koppelingen agenda en termijn"

    def __str__(self):
        return f"{self.agenda} – {self.milestone}"


class StoredFile(models.Model):
    """A file that belongs to the register, kept in the database. Never changed."""

    name = models.CharField("bestandsnaam", max_length=200)
    content_type = models.CharField("soort bestand", max_length=120)
    content = models.BinaryField("inhoud")
    sha256 = models.CharField("sha256", max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField("toegevoegd op", auto_now_add=True)

    class Meta:
        ordering = ["added_at"]
        triggers = APPEND_ONLY
        verbose_name = "bewaard bestand"
        verbose_name_plural = "bewaarde bestanden"

    def __str__(self):
        return self.name


class AgendaVersionQuerySet(models.QuerySet):
    def public(self):
        """Adopted now or before, or in a consultation that is open to everybody."""
        consulted = Q(state__in=CONSULTED, is_consultation_public=True)
        return self.filter(Q(state__in=IN_FORCE_OR_BEFORE) | consulted)

    def in_force(self):
        return self.filter(state=AgendaState.ADOPTED)

    def in_work(self):
        return self.filter(state__in=IN_WORK)

    def visible_to(self, user):
        """Once consulted, to all who take part; before that to whom it concerns."""
        access = Access.of(user)
        if access.is_admin:
            return self
        if not access.takes_part:
            return self.public()
        own = self.model.objects.filter(entry_versions__lead__in=access.teams)
        return self.filter(
            ~Q(state=AgendaState.PREPARATION)
            | Q(agenda__in=access.concerned_agendas)
            | Q(pk__in=own.values("pk"))
        )


class AgendaVersion(models.Model):
    """Version 1.0, 2.0 … of an agenda, from preparation to adoption and after.

    Adopted it is frozen and stays at its address; the version in force is the one
    that is adopted and not replaced.
    """

    agenda = models.ForeignKey(
        Agenda, models.PROTECT, related_name="versions", verbose_name="agenda"
    )
    number = models.PositiveSmallIntegerField("nummer")
    state = models.CharField("stand", max_length=14, choices=AgendaState)
    due_on = models.DateField("gereed op", null=True, blank=True)
    consultation_ends_on = models.DateField(
        "consultatie tot en met", null=True, blank=True
    )
    is_consultation_public = models.BooleanField(
        "consultatieversie openbaar", default=False
    )
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    adopted_by = models.CharField(
        "vastgesteld door",
        max_length=200,
        blank=True,
        help_text="Het gremium, bijvoorbeeld: het topteam.",
    )
    adoption_document = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="stuk van de vaststelling",
    )
    is_practice = models.BooleanField("voorbeeld", default=False)

    objects = AgendaVersionQuerySet.as_manager()

    class Meta:
        ordering = ["agenda__order", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda", "number"],
                name="kia_agendaversion_number_once",
                violation_error_message="Deze versie is er al.",
            ),
            models.UniqueConstraint(
                fields=["agenda"],
                condition=Q(state__in=IN_WORK),
                name="kia_agendaversion_one_in_work",
                violation_error_message="Er is al een versie in bewerking.",
            ),
            models.UniqueConstraint(
                fields=["agenda"],
                condition=Q(state="adopted"),
                name="kia_agendaversion_one_in_force",
                violation_error_message="Er geldt al een versie.",
            ),
            models.CheckConstraint(
                name="kia_agendaversion_adoption_is_whole",
                condition=Q(state__in=IN_FORCE_OR_BEFORE, adopted_on__isnull=False)
                & ~Q(adopted_by="")
                & Q(adoption_document__isnull=False)
                | ~Q(state__in=IN_FORCE_OR_BEFORE),
                violation_error_message=(
                    "Vul in wie de agenda heeft vastgesteld en wanneer, met het stuk."
                ),
            ),
            models.CheckConstraint(
                name="kia_agendaversion_number_positive",
                condition=Q(number__gte=1),
                violation_error_message="De eerste versie is nummer 1.",
            ),
        ]
        triggers = [
            FollowsTable(AGENDA),
            LeavesTrail("agenda_version_id"),
            Frozen("OLD.state IN ('adopted', 'replaced')"),
            FitsPeriod("due_on", YEARS_AROUND),
            FitsPeriod("consultation_ends_on", YEARS_AROUND),
            OnlyInPractice(),
            RaisesDataVersion(visible=VISITED.format(r="{row}")),
            QueuesSections("v.id = NEW.id"),
        ]
        verbose_name = "versie van een agenda"
        verbose_name_plural = "versies van agenda’s"

    def __str__(self):
        return f"{self.agenda} {self.label}"

    def get_absolute_url(self):
        return reverse("kia:version", args=[self.agenda.slug, self.label])

    @property
    def label(self):
        """As practice numbers them: 1.0, 2.0."""
        return f"{self.number}.0"

    @property
    def is_in_work(self):
        return self.state in IN_WORK

    @property
    def may_be_revised(self):
        """Whether the year has come from which the period lets agendas be adapted."""
        return clock.today().year >= self.agenda.period.revision_year


@with_history
class SectionKind(Cited):
    """Section A1 … A16 of every agenda; its grounds are the sentences that ask for it."""

    code = models.CharField("code", max_length=4, unique=True)
    title = models.CharField("titel", max_length=80)
    order = models.PositiveSmallIntegerField("volgorde", unique=True)
    has_text = models.BooleanField("met tekst", default=True)
    is_generated = models.BooleanField("met wat het register zelf opmaakt")
    is_required = models.BooleanField("verplicht voor de vaststelling")
    max_length = models.PositiveIntegerField("richtlengte in tekens", default=0)
    help_text = models.CharField("hulptekst", max_length=300, blank=True)

    class Meta(Cited.Meta):
        ordering = ["order"]
        triggers = record_triggers("kia_sectionkind")
        verbose_name = "sectie van elke agenda"
        verbose_name_plural = "secties van elke agenda"

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return f"{reverse('kia:agendas')}#{self.slug}"


@with_history
class SectionKindGround(Ground):
    record = models.ForeignKey(
        SectionKind, models.CASCADE, related_name="grounds", verbose_name="sectie"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("kia_sectionkind")


@with_history
class Section(models.Model):
    """The text of one section in one version of an agenda."""

    version = models.ForeignKey(
        AgendaVersion, models.CASCADE, related_name="sections", verbose_name="versie"
    )
    kind = models.ForeignKey(
        SectionKind, models.PROTECT, related_name="+", verbose_name="sectie"
    )
    text = models.TextField("tekst", blank=True)
    # Who saves tells which revision was read; see kia/desk/sections.py.
    revision = models.PositiveIntegerField("keer bewaard", default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField("bewaard op", null=True)

    class Meta:
        ordering = ["version", "kind__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"],
                name="kia_section_once",
                violation_error_message="Deze sectie is er al.",
            ),
            models.CheckConstraint(
                name="kia_section_not_endless",
                condition=LessThanOrEqual(Length("text"), 6000),
                violation_error_message="Een sectie is ten hoogste 6.000 tekens.",
            ),
        ]
        triggers = [
            FrozenWith("version", NOT_WRITABLE),
            NeverEmptied(),
            RaisesDataVersion(visible=OF_VISITED_VERSION),
            QueuesForSearch(),
        ]
        verbose_name = "sectie"
        verbose_name_plural = "secties"

    def __str__(self):
        return f"{self.version}: {self.kind}"


@with_history
class RuleFinding(models.Model):
    """What somebody found of one rule of the letter in one version of an agenda.

    A machine judges some rules by itself (kia/agendas/checklist.py); this is for
    the others, with the evidence.
    """

    class Outcome(models.TextChoices):
        MET = "met", "voldaan"
        OPEN = "open", "nog niet voldaan"

    version = models.ForeignKey(
        AgendaVersion, models.CASCADE, related_name="findings", verbose_name="versie"
    )
    rule = models.ForeignKey(
        Rule, models.PROTECT, related_name="findings", verbose_name="regel"
    )
    outcome = models.CharField("oordeel", max_length=4, choices=Outcome)
    evidence = models.CharField("waaruit dat blijkt", max_length=600)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField("nagegaan op", auto_now=True)

    class Meta:
        ordering = ["version", "rule__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "rule"],
                name="kia_rulefinding_once",
                violation_error_message="Voor deze regel is er al een oordeel.",
            ),
        ]
        triggers = [
            FrozenWith("version", NOT_WRITABLE),
            NeverEmptied(),
            RaisesDataVersion(visible=OF_VISITED_VERSION),
        ]
        verbose_name = "oordeel over een regel"
        verbose_name_plural = "oordelen over regels"

    def __str__(self):
        return f"{self.rule}: {self.get_outcome_display()}"
