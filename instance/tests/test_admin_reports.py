import pytest
from django.utils import timezone

from instance.models import ErrorReport
from sources.tests.admin_forms import act, admin_url, change_url, opened, told

pytestmark = pytest.mark.django_db


def make_report(**fields):
    fields = {"page": "/missies/", "text": "Fout.", "name": "Jan"} | fields
    return ErrorReport.objects.create(**fields)


def test_open_reports_come_first(admin_client):
    make_report(text="Klaar", name="", handled_at=timezone.now(), handled_by="Noor")
    make_report(text="Open")

    page = admin_client.get(admin_url(ErrorReport, "changelist"))

    assert [r.text for r in page.context["cl"].result_list] == ["Open", "Klaar"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_ask_more_for_more(
    count, admin_client, django_assert_num_queries
):
    for number in range(count):
        make_report(text=str(number))

    with django_assert_num_queries(4):
        admin_client.get(admin_url(ErrorReport, "changelist"))


def test_marking_as_handled_says_who_and_forgets_the_sender(admin_client, admin_user):
    report = make_report(email="jan@voorbeeld.nl")

    answer = act(admin_client, "mark_as_handled", report)

    report.refresh_from_db()
    assert report.handled_at and report.handled_by == str(admin_user)
    assert (report.name, report.email) == ("", "")
    assert told(answer)[0][1].startswith("Afgehandeld: 1. Naam en e-mailadres")


def test_an_answer_is_kept_before_and_with_the_mark(admin_client):
    report = make_report()
    form = opened(admin_client, change_url(report))
    assert set(form) == {"answer", "seen"}

    admin_client.post(change_url(report), form | {"answer": "Hersteld."})
    report.refresh_from_db()
    assert (report.answer, report.handled_at, report.name) == ("Hersteld.", None, "Jan")

    form = opened(admin_client, change_url(report)) | {"is_handled": "on"}
    admin_client.post(change_url(report), form)
    report.refresh_from_db()
    assert (report.answer, report.name) == ("Hersteld.", "")
    assert report.handled_at


def test_what_a_visitor_typed_is_shown_as_text(admin_client):
    report = make_report(text="<b>vet</b>", page="/missies/")

    for url in (change_url(report), admin_url(ErrorReport, "changelist")):
        assert "&lt;b&gt;vet" in admin_client.get(url).content.decode()


def test_nobody_writes_a_report_in_the_admin(admin_client):
    assert admin_client.get(admin_url(ErrorReport, "add")).status_code == 403
