"""Where an entry stands, for one reader: what can be done now, what was decided and
why, what departments advise, what was asked and answered."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from instance import clock
from kia.access import departments_of
from kia.desk import told
from kia.entries.fields import BY_NAME
from kia.models import EntryVersion, Judgement, RoleGrant, Step
from kia.permissions import asker_of, may
from kia.review.points import WHOLE, Points, place_of
from kia.review.revising import agenda_version_for
from kia.review.stepping import point_url
from kia.review.term import term_of
from kia.roles import Role
from kia.steps import ENTRY, EntryState
from kia.workflow import available

# The steps that lead on come first; those that lead back stand after them.
ORDER = ("submit", "accept", "request_changes", "leave_out", "reopen", "withdraw")
DECIDES = ("accept", "request_changes", "leave_out", "reopen")
# Told elsewhere on the page, or nothing that anybody decided.
NOT_TOLD = ("copy", "judge")


@dataclass(frozen=True)
class Way:
    """Something that this reader can do now."""

    label: str
    url: str
    action: str = ""


class Standing:
    def __init__(self, version, user, checklist=None):
        self.version, self.user, self.checklist = version, user, checklist
        self.slug = version.entry.slug

    @cached_property
    def sees_review(self):
        return may("see_review", self.user, self.version)

    # What can be done now.

    @cached_property
    def ways(self):
        """The next sensible one first."""
        return [*self._judging(), *self._writing(), *self._steps(), *self._others()]

    @property
    def after_reading(self):
        """What somebody reads a submitted text for: to judge or to decide."""
        if not self.is_submitted:
            return []
        decisions = (way for way in self._steps() if way.action in DECIDES)
        return [*self._judging(), *decisions]

    def _judging(self):
        if may("judge", self.user, self.version):
            yield Way(
                "Geef het oordeel van uw departement", self._url("judge"), "judge"
            )

    def _writing(self):
        if not may("edit", self.user, self.version):
            return
        if self.answers_points and self.open_points:
            yield Way("Beantwoord de punten", self._url("points"))
        if self.checklist and self.checklist.lines:
            yield Way("Vul aan wat nog mist", self.checklist.lines[0].url)

    def _steps(self):
        if self.is_decided_elsewhere:
            return
        for step in sorted(self._available, key=_order):
            args = [self.slug, step.action]
            yield Way(step.label, reverse("review:step", args=args), step.action)

    def _others(self):
        version, user = self.version, self.user
        if may("coordinator", user, version) and agenda_version_for(version):
            yield Way("Herzien", self._url("revise"))
        frozen = not version.is_open and ENTRY.of("correct", version.state)
        if frozen and self.is_last and may("admin", user):
            yield Way("Corrigeer wat vaststaat", self._url("correction"))

    @cached_property
    def _available(self):
        return available(self.version, self.user)

    @property
    def decisions(self):
        """Of the coordinator; the ways in the panel beside the advice."""
        return [way for way in self.ways if way.action in DECIDES]

    @property
    def is_decided_elsewhere(self):
        return self.version.entry.discarded_at is not None

    @cached_property
    def is_last(self):
        return not EntryVersion.objects.filter(follows=self.version).exists()

    def _url(self, name):
        return reverse(f"review:{name}", args=[self.slug])

    # What departments advise.

    @cached_property
    def is_submitted(self):
        return self.version.state == EntryState.SUBMITTED

    @property
    def has_panels(self):
        return self.sees_review and (self.is_submitted or bool(self.judgements))

    @cached_property
    def term(self):
        return term_of(self.version) if self.is_submitted else None

    @cached_property
    def judgements(self):
        """Of all versions of the entry, newest first."""
        if not self.sees_review:
            return []
        found = Judgement.objects.filter(version__entry=self.version.entry_id)
        return list(found.select_related("department", "by").order_by("-pk"))

    @property
    def now_judged(self):
        """The last word of each department on this version."""
        last = {}
        for judgement in reversed(self.judgements):
            if judgement.version_id == self.version.pk:
                last[judgement.department_id] = judgement
        return list(last.values())

    @property
    def judged_before(self):
        """Earlier ones: of an earlier version, or overtaken by a later one."""
        now = {judgement.pk for judgement in self.now_judged}
        return [j for j in self.judgements if j.pk not in now]

    @cached_property
    def departments(self):
        return list(departments_of(self.version.entry.agenda_id))

    @property
    def waited_for(self):
        judged = {judgement.department_id for judgement in self.now_judged}
        return [d for d in self.departments if d.pk not in judged]

    # Who reads it now.

    @cached_property
    def readers(self):
        """For whom submitted it: departments, coordinators and topsectors by name."""
        if not (self.is_submitted and may("team", self.user, self.version)):
            return None
        grants = RoleGrant.objects.current(clock.today())
        own = grants.filter(role=Role.COORDINATOR, agenda=self.version.entry.agenda_id)
        people = {g.person_id: g.person for g in own.select_related("person")}
        partners = self.version.topsector_rows.select_related("topsector")
        return {
            "departments": self.departments,
            "coordinators": [p.get_full_name() for p in people.values()],
            "partners": [row.topsector for row in partners],
        }

    # What was asked and answered, and what was seen when it was submitted.

    @cached_property
    def points(self):
        """The last that were asked: of this version, or of the one before it."""
        if not self.sees_review:
            return []
        versions = [self.version, self.version.follows]
        sets = (list(v.points.select_related("answered_by")) for v in versions if v)
        found = next((points for points in sets if points), [])
        may_see_answers = may("team", self.user, self.version)
        for point in found:
            # What the team writes now is read when it is submitted.
            if point.version_id == self.version.pk and not may_see_answers:
                point.answer = point.answer_text = ""
            point.url = point_url(point, self.version) if self.answers_points else ""
            point.place = self._label(point.field)
        return found

    @cached_property
    def answers_points(self):
        asked = self.version.is_open and self._is_returned
        return asked and may("edit", self.user, self.version)

    @property
    def _is_returned(self):
        return self.version.state == EntryState.CHANGES_REQUESTED

    @property
    def open_points(self):
        return [point for point in self.points if not point.answer]

    @property
    def answered_points(self):
        return len(self.points) - len(self.open_points)

    @cached_property
    def whole(self):
        """The forms of the points about the whole entry, which stand on its page."""
        about = [point for point in self.points if place_of(point) == WHOLE]
        if not (self.answers_points and about):
            return []
        shown = Points(self.version, {WHOLE}, self.user)
        held = shown.held()
        for form in shown.forms:
            form.token = held[form.name].token if form.name in held else ""
        return shown.forms

    @cached_property
    def warnings(self):
        if not self.sees_review or self.version.is_open:
            return []
        return list(self.version.confirmed_warnings.all())

    def _label(self, field):
        if field not in BY_NAME:
            return "De hele bijdrage"
        return BY_NAME[field].label_in(self.version.agenda_version.agenda.period)

    # What was decided, by whom and why.

    @cached_property
    def trail(self):
        if not may("see_trail", self.user, self.version):
            return []
        seen = EntryVersion.objects.visible_to(self.user)
        steps = Step.objects.filter(
            entry_version__entry=self.version.entry_id,
            entry_version__in=seen.values("pk"),
        ).exclude(action__in=NOT_TOLD)
        newest = steps.select_related("by", "entry_version").order_by("-pk")[:100]
        return [{"step": s, "what": told.what_happened(s)} for s in newest]

    @cached_property
    def left_out(self):
        """The step that left it out, with its reason, for everybody who reads it."""
        if self.version.state != EntryState.NOT_INCLUDED:
            return None
        steps = self.version.steps.filter(action="leave_out")
        return steps.select_related("by").last()

    @cached_property
    def merged_into(self):
        """The address of what it goes on in, when this person may read that."""
        other = self.version.entry.merged_into_id
        if not other:
            return None
        seen = EntryVersion.objects.visible_to(self.user).filter(entry=other)
        return seen.select_related("entry").order_by("-pk").first()

    @property
    def leads_it(self):
        return may("team", self.user, self.version)

    @cached_property
    def correction_asked(self):
        if self.version.is_open or not may("admin", self.user):
            return False
        return asker_of(self.version) is not None


def _order(step):
    return ORDER.index(step.action) if step.action in ORDER else len(ORDER)
