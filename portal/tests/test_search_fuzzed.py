"""Whatever somebody types, search gives a page at the same cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search import bring_up_to_date
from portal.tests.test_filters_fuzzed import address

# Path, and the most statements that it may cost.
PATHS = {"/zoeken/": 11, "/zoeken/suggesties/": 11}
WORDS = [
    *("missies", "geen", "zonder", "streefjaar", "getal", "LWV-3", "LWV-7", "gz-c"),
    *("2030", "waterstof", "drinkwater", "sateliet", "mkb'ers", "MKB’ers", "AI", "R&D"),
    *('"stip op de horizon"', '"', "-water", "−“open", "32 637, nr. 343", "de van het"),
    *("'); DROP TABLE search_entry; --", "\\", "\\'", "<script>alert(1)</script>"),
    *("a|b&!c:*", "<->", "\0", "\u202e", "é\u0301", "²", "٣", "\ud800", "😀", "%", "İ"),
    *("x" * 400, "topsector Energie", "kennis- en innovatieagenda's", "’", "'s", "ﬁ"),
]
question = st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=14)
kind = st.sampled_from(["", "missie", "brief", "onzin"]) | st.text(max_size=8)
number = st.sampled_from(["", "1", "2", "0", "-1", "1000000000", "²", "1e3"])


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_no_question_breaks_search_or_costs_more(path, register):
    bring_up_to_date()
    client = Client(raise_request_exception=True)

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(question, kind, number)
    def fuzz(words, kind, number):
        pairs = [("q", " ".join(words)), ("soort", kind), ("pagina", number)]
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address(path, pairs))

        assert answer.status_code in (200, 400, 414)
        assert len(queries) <= PATHS[path]
        assert "<script>alert" not in answer.content.decode()

    fuzz()
