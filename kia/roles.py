"""The roles that a person can have, and what some of them have in common."""

from django.db import models


class Role(models.TextChoices):
    TEAM_MEMBER = "team_member", "teamlid topsector"
    TEAM_EDITOR = "team_editor", "redacteur topsector"
    POLICY_OFFICER = "policy_officer", "beleidsmedewerker"
    JUDGE = "judge", "beleidsmedewerker die namens het departement oordeelt"
    COORDINATOR = "coordinator", "agendacoördinator"
    REGISTER_EDITOR = "register_editor", "registerredacteur"


TEAM = (Role.TEAM_MEMBER, Role.TEAM_EDITOR)
DEPARTMENT = (Role.POLICY_OFFICER, Role.JUDGE)
