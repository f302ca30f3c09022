"""The contract in Beheer: to look at, in Dutch and without bare keys."""

import pytest

from kia.contract.tests.builders import make_adopted_year, make_correction, make_row
from kia.contract.tests.builders import make_year as make_open_year
from kia.tests.builders import make_agenda
from sources.tests.admin_forms import change_url

pytestmark = pytest.mark.django_db
KEYS = (">collecting<", ">adopted<", ">company<", ">cash<", ">stated<")


def test_rows_are_listed_as_they_are_typed(admin_client):
    row = make_adopted_year().commitments.get()
    make_correction(row, -300_000)

    page = admin_client.get("/beheer/kia/commitment/").text

    assert '<td class="field-shown">1\u202f200</td>' in page
    assert '<td class="field-shown">−300</td>' in page
    table = page.partition('id="result_list"')[2].partition("</table>")[0]
    assert [key for key in KEYS if key in table] == []


def test_a_row_and_a_year_are_looked_at_and_not_changed(admin_client):
    row = make_row(make_open_year(), make_agenda())

    for record in (row, row.year):
        page = admin_client.get(change_url(record))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert admin_client.post(change_url(record), {}).status_code == 403
    assert "niet gesplitst" in admin_client.get(change_url(row)).text


def test_a_year_tells_its_steps(admin_client):
    year = make_adopted_year()

    answer = admin_client.get(f"/beheer/kia/contractyear/{year.pk}/history/")
    page = admin_client.get(answer.url).text

    assert answer.url == change_url(year)
    for words in ("geopend", "opgaven bevestigd", "vastgesteld"):
        assert f": {words}, door" in page
