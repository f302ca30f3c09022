"""What counts as trouble on a page, and what does not: else the tests prove nothing."""

import pytest

from portal.tests.browser.pages import HOME, LIST, NOT_FOUND

FETCH = "path => { fetch(path).catch(() => {}); }"
HANGS = "/static/blijft-hangen"


def fetch(page, path):
    with page.expect_request(f"**{path}"):
        page.evaluate(FETCH, path)


def hang(page):
    """A request that the server does not answer; gives what becomes of it."""
    fates = []
    page.on("requestfailed", lambda request: fates.append(request.failure))
    page.route(f"**{HANGS}", lambda route: None)
    fetch(page, HANGS)
    return fates


def test_what_a_page_was_fetching_when_it_is_left_is_no_trouble(opened):
    with opened() as page:
        page.goto(HOME)
        fates = hang(page)

        page.goto(LIST)

        assert fates == ["net::ERR_ABORTED"]
        assert page.trouble == []


def test_what_it_starts_to_fetch_while_the_next_page_is_awaited_neither(opened):
    with opened() as page:
        page.goto(HOME)
        fates, awaited = [], []
        page.on("requestfailed", lambda request: fates.append(request.failure))
        page.route(f"**{HANGS}", lambda route: None)
        page.route(f"**{LIST}", lambda route: awaited.append(route))
        with page.expect_request(f"**{HANGS}"):
            page.evaluate(
                """([there, hangs]) => {
                    setTimeout(() => fetch(hangs).catch(() => {}), 500);
                    setTimeout(() => location.assign(there), 0);
                }""",
                [LIST, HANGS],
            )
        with page.expect_navigation():
            awaited[0].continue_()

        assert fates == ["net::ERR_ABORTED"]
        assert page.trouble == []


@pytest.mark.parametrize("moved", ["", "history.pushState(null, '', '/x')"])
def test_what_a_page_breaks_off_while_it_stays_counts(moved, opened):
    with opened() as page:
        page.goto(HOME)
        page.route(f"**{HANGS}", lambda route: None)
        with page.expect_event("requestfailed"):
            page.evaluate(
                f"""path => {{
                    const asked = new AbortController();
                    fetch(path, {{signal: asked.signal}}).catch(() => {{}});
                    setTimeout(() => {{ {moved} }}, 200);
                    setTimeout(() => asked.abort(), 400);
                }}""",
                HANGS,
            )

        assert [t.split()[-1] for t in page.trouble] == ["net::ERR_ABORTED"]


def test_a_missing_file_counts_also_when_the_page_is_left(opened):
    with opened() as page:
        page.goto(HOME)
        with page.expect_response("**/static/weg.svg"):
            page.evaluate(FETCH, "/static/weg.svg")
        page.goto(LIST)

        assert any(t.startswith("404: ") for t in page.trouble)


def test_a_refused_connection_counts_also_when_the_page_is_left(opened):
    with opened() as page:
        page.goto(HOME)
        page.route(f"**{HANGS}", lambda route: route.abort("connectionrefused"))
        with page.expect_event("requestfailed"):
            page.evaluate(FETCH, HANGS)
        page.goto(LIST)

        assert f"failed: {page.trouble.site}{HANGS} net::ERR_CONNECTION_REFUSED" in (
            page.trouble
        )


def test_a_page_that_is_not_there_on_purpose_is_no_trouble(opened):
    with opened() as page:
        page.goto(NOT_FOUND)
        page.goto(HOME)

        assert page.trouble == []
