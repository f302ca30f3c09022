from datetime import date

import pytest
from icalendar import Calendar

from organisations.tests.builders import make_organisation
from policy.models import MilestoneLink, ProcessMilestone
from policy.tests.builders import make_milestone
from policy.timeline import Standing, standing
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 1)
BEFORE, AFTER = date(2019, 6, 30), date(2019, 11, 1)
Kind = ProcessMilestone.Kind


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"ends_on": AFTER}, Standing.COMING),
        ({"ends_on": TODAY}, Standing.COMING),
        ({"ends_on": BEFORE}, Standing.OVERDUE),
        ({"starts_on": BEFORE}, Standing.OVERDUE),
        ({"ends_on": BEFORE, "realised_text": "Gedaan."}, Standing.PAST),
        ({"ends_on": AFTER, "realised_text": "Gedaan."}, Standing.PAST),
        ({"ends_on": BEFORE, "kind": Kind.EVENT}, Standing.PAST),
        ({"ends_on": BEFORE, "kind": Kind.PERIOD}, Standing.PAST),
        (
            {"starts_on": BEFORE, "ends_on": AFTER, "kind": Kind.PERIOD},
            Standing.COMING,
        ),
        ({"precision": "vague"}, Standing.UNDATED),
        ({"precision": "vague", "realised_text": "Gedaan."}, Standing.PAST),
    ],
)
def test_where_a_milestone_stands(fields, where):
    milestone = ProcessMilestone(**{"kind": Kind.DEADLINE} | fields)

    assert standing(milestone, TODAY) == where


@pytest.fixture
def three():
    """One about a theme, one about a topsector, one about neither."""
    theme, sector = (
        make_theme(slug="zorg", title="Thema zorg"),
        make_organisation(kind="topsector"),
    )
    found = [make_milestone(title=title) for title in ("Zorg", "Sector", "Alles")]
    MilestoneLink.objects.create(milestone=found[0], theme=theme, reason="Past.")
    MilestoneLink.objects.create(
        milestone=found[1], organisation=sector, reason="Past."
    )
    return found, f"topsector={sector.slug}"


def titles(client, query):
    page = client.get(f"/termijnen/?{query}")
    line = page.context["line"]
    return [moment.milestone.title for moment in line.dated + line.undated]


def test_the_line_is_filtered_by_theme_and_topsector(three, client):
    _, of_sector = three

    assert titles(client, "thema=zorg") == ["Zorg"]
    assert titles(client, of_sector) == ["Sector"]
    assert titles(client, "thema=geen&topsector=geen") == ["Alles"]
    assert titles(client, "stand=komt") == []
    assert len(titles(client, "stand=verstreken&soort=termijn")) == 3


def test_the_calendar_follows_the_filter(three, client):
    page = client.get("/termijnen/?thema=zorg")
    addresses = page.context["calendar"], page.context["subscription"]
    found = Calendar.from_ical(client.get(addresses[0]).content)

    assert addresses[0] == "/termijnen/termijnen.ics?thema=zorg"
    assert addresses[1].startswith("webcal://")
    assert addresses[1].endswith(addresses[0])
    assert [str(event["summary"]) for event in found.walk("VEVENT")] == ["Zorg"]
    assert str(found["x-wr-calname"]).endswith(": Thema zorg")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "?stand=verstreken&soort=termijn&thema=geen"])
def test_queries_do_not_grow(count, query, client, django_assert_num_queries):
    for _ in range(count):
        MilestoneLink.objects.create(
            milestone=make_milestone(),
            organisation=make_organisation(kind="topsector"),
            reason="Past.",
        )

    with django_assert_num_queries(4):
        page = client.get(f"/termijnen/{query}")
    assert len(page.context["line"].dated) == count


def test_a_link_to_a_draft_is_no_choice(client):
    theme = make_theme(published=False)
    milestone = make_milestone()
    MilestoneLink.objects.create(milestone=milestone, theme=theme, reason="Past.")

    page = client.get(f"/termijnen/?thema={theme.slug}")

    assert theme.title not in page.content.decode()
    assert [note.value for note in page.context["listing"].notes] == [theme.slug]


@pytest.mark.parametrize("ends", [{}, {"theme": "t", "organisation": "o"}])
def test_a_link_has_exactly_one_end(ends):
    made = {"theme": make_theme, "organisation": make_organisation}
    link = MilestoneLink(
        milestone=make_milestone(),
        reason="Past.",
        **{end: made[end]() for end in ends},
    )

    with pytest.raises(Exception, match="precies één thema of organisatie"):
        link.validate_constraints()


def test_the_letter_names_the_themes_of_its_milestones(client, register):
    found = set(titles(client, "thema=veiligheid"))

    assert found == {
        "Aangekondigd: de departementen stellen missies op voor vier thema’s",
        "Activiteiten met startups worden opgeschaald naar alle sectoren en thema’s",
        "Er komt een kennis- en innovatieagenda voor elk van de vier thema’s en voor de "
        "sleuteltechnologieën",
    }
