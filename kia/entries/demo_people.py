"""Who may do what among the practice people, and the departments they work for."""

from datetime import date

from kia.models import Agenda, AgendaParty, RoleGrant
from kia.roles import Role
from organisations.models import Kind, Organisation
from themes.models import Theme, ThemeOrganisation

# From before the letter, so that every day one can practise is after it.
SINCE = date(2019, 1, 1)
REASON = "Voorbeeld, om mee te oefenen."
# No position is put into the mouth of a real ministry.
RESPONSIBLE = "voorbeeld-beleidsverantwoordelijk-departement"
COORDINATING = "voorbeeld-coordinerend-departement"
NAMES = {
    RESPONSIBLE: "VOORBEELD – beleidsverantwoordelijk departement",
    COORDINATING: "VOORBEELD – coördinerend departement",
}
THEMES = {RESPONSIBLE: ("ED", "LWV", "GZ", "V"), COORDINATING: ("ED",)}
AGENDAS = {COORDINATING: ("KIA-ST",)}

ONE = ("energie", "chemie", "agri-food", "lsh", "htsm")
OTHER = (
    "team-ict",
    "logistiek",
    "water-en-maritiem",
    "tuinbouw-en-uitgangsmaterialen",
    "creatieve-industrie",
)
ALL = ("KIA-ED", "KIA-LWV", "KIA-GZ", "KIA-V", "KIA-ST", "KIA-6")
# (person, role, what for)
GRANTS = (
    ("teamlid", Role.TEAM_MEMBER, ONE),
    ("redacteur", Role.TEAM_EDITOR, ONE),
    ("teamlid-2", Role.TEAM_MEMBER, OTHER),
    ("redacteur-2", Role.TEAM_EDITOR, OTHER),
    ("beleidsmedewerker", Role.POLICY_OFFICER, (RESPONSIBLE,)),
    ("beoordelaar", Role.JUDGE, (RESPONSIBLE, COORDINATING)),
    ("agendacoordinator", Role.COORDINATOR, ALL),
    ("agendacoordinator-2", Role.COORDINATOR, ALL),
)


def make_departments():
    for slug, name in NAMES.items():
        department, _ = Organisation.objects.get_or_create(
            slug=slug,
            defaults={"kind": Kind.DEPARTMENT, "name": name, "is_practice": True},
        )
        for theme in Theme.objects.filter(code__in=THEMES[slug]):
            ThemeOrganisation.objects.get_or_create(
                theme=theme, organisation=department, defaults={"reason": REASON}
            )
        for agenda in Agenda.objects.filter(code__in=AGENDAS.get(slug, ())):
            AgendaParty.objects.get_or_create(
                agenda=agenda,
                organisation=department,
                part=AgendaParty.Part.DEPARTMENT,
                defaults={"reason": REASON},
            )


def give_roles(people, records):
    """`people` by mailbox; `records` as kia.entries.demo_content reads them."""
    for mailbox, role, names in GRANTS:
        is_for = "agenda" if role == Role.COORDINATOR else "organisation"
        known = records[Agenda if role == Role.COORDINATOR else Organisation]
        for name in names:
            RoleGrant.objects.get_or_create(
                person=people[mailbox],
                role=role,
                **{is_for: known[name]},
                defaults={"valid_from": SINCE},
            )
