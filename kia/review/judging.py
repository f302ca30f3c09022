"""The judgement of each department that somebody judges for, as forms."""

from dataclasses import dataclass

from django import forms

from kia import judgements
from kia.access import Access
from kia.desk.forms import add_problems, text_area
from kia.models import EntryVersion, Judgement
from kia.problems import StepRefused, TakenJustNow
from kia.review import reading_looks
from organisations.models import Organisation

LONGEST = 4000
NEWER = (
    "Van deze bijdrage is er een nieuwere versie. Uw oordeel is niet bewaard: lees "
    "eerst de tekst die er nu staat."
)


class JudgementForm(forms.Form):
    """`of` is the version that was read, `seen` the last judgement that was shown."""

    of = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    value = forms.ChoiceField(
        label="Oordeel",
        choices=Judgement.Value.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies een oordeel."
        ),
    )
    text = text_area(
        "Toelichting voor de coördinator en het team",
        help_text="Verplicht bij «aanpassing nodig» en «niet opnemen»: zeg wat er "
        "anders moet, of waarom niet.",
        required=False,
        max_length=LONGEST,
    )


@dataclass
class Panel:
    """One department: what it said of this version and of earlier ones."""

    department: Organisation
    form: JudgementForm
    given: list
    before: list


def panels(version, user, data=None):
    """One for each department; `data` is what was posted for one of them."""
    mine = Access.of(user).judges_in(version.entry.agenda_id)
    departments = Organisation.objects.filter(pk__in=mine)
    known = _judgements(version, mine)
    return [_panel(version, d, known, data) for d in departments]


def _panel(version, department, known, data):
    own = [j for j in known if j.department_id == department.pk]
    given = [j for j in own if j.version_id == version.pk]
    posted = data if data and data.get("department") == str(department.pk) else None
    initial = {"of": version.pk, "seen": given[-1].pk if given else None}
    form = JudgementForm(posted, prefix=f"d{department.pk}", initial=initial)
    before = [j for j in own if j.version_id != version.pk]
    return Panel(department, form, given, before)


def _judgements(version, departments):
    versions = EntryVersion.objects.filter(entry=version.entry_id)
    found = Judgement.objects.filter(version__in=versions, department__in=departments)
    return list(found.select_related("by", "department").order_by("pk"))


def give(panel, version, user):
    """Whether it was given; if not, its form says why."""
    form = panel.form
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if given["of"] != version.pk:
        form.add_error(None, NEWER)
        return False
    try:
        judgements.give(
            version,
            department=panel.department,
            value=given["value"],
            text=given["text"],
            seen=given["seen"],
            by=user,
        )
    except TakenJustNow:
        # A button pressed twice: it is there.
        return True
    except StepRefused as refusal:
        add_problems(form, refusal.problems)
        return False
    # Who judges has read it.
    reading_looks.read(version, user)
    return True


def look_again(panel, version):
    """Told what happened meanwhile; to give it all the same is a choice."""
    last = panel.department.judgements.filter(version=version).last()
    form, now = panel.form, {"of": version.pk, "seen": last.pk if last else ""}
    form.data = form.data.copy()
    form.data.update({form.add_prefix(name): value for name, value in now.items()})
