"""Runs in a real browser: coding again with its progress, what differs, an event's history, the codebook's anchors (see test_browser)."""

from itertools import pairwise
from pathlib import Path

import pytest

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from legation.acquire import Page  # noqa: E402
from legation.clean import make_document  # noqa: E402
from legation.keeping import settle  # noqa: E402
from legation.pipeline import default_pipeline  # noqa: E402
from legation.store.form import article_form  # noqa: E402
from legation.store.ledger import Ledger, Run  # noqa: E402
from tests.web.test_browser import AXE, Watched, browser, served  # noqa: E402, F401 - a fixture

NAMES = ("Chad", "Sudan", "France", "Mali", "Niger", "Kenya", "Somalia")


@pytest.fixture(params=[True, False], ids=["script", "no script"], name="stale")
def stale_server(request, tmp_path):
    """Serve a ledger whose articles another run read as plans."""
    path, pipe = tmp_path / "stale.ledger", default_pipeline()
    with Ledger(path) as ledger:
        for number, (one, other) in enumerate(pairwise(NAMES)):
            text = f"{one} accused {other} on Tuesday of arming rebels."
            document = make_document(
                Page(text=text, source="<test>", id=f"a{number}", published=f"2021-0{number + 1}-21")
            )
            form = article_form(pipe.code(document))
            form["reports"][0]["status"] = "future"
            ledger.write_forms([(form, text)], Run(coder="old"))
        settle(ledger)
    with served(path) as address:
        yield address, request.param


def test_code_again_see_what_differs_and_the_history_of_an_event(browser, stale):  # noqa: F811
    base, script = stale
    with Watched(browser, base, java_script_enabled=script) as watched:
        page = watched.page
        page.goto(base + "/runs")
        page.get_by_label("Also what no change can touch").check()
        page.get_by_role("button", name="Code again").click()
        page.wait_for_url("**/runs#recoding")
        if script:
            # The page tells by itself when it is done.
            page.wait_for_selector(".job[data-job='over']")
        else:
            while page.locator(".job[data-job='over']").count() == 0:
                page.click("text=How far is it?")
                page.reload()
        assert "6 articles coded again, 6 changed" in page.locator("[role=status]").inner_text()
        page.get_by_label("before: u", exact=False).first.check()
        page.get_by_label("after: u", exact=False).last.check()
        page.click("text=Compare the two")
        assert page.locator("li.line").count() == 6
        page.goto(base + "/events?dyad=TCD-SDN&status=any")
        page.locator("table.events td.small a").first.click()
        steps = page.locator("#revisions")
        assert "planned or expected → reported as fact" in steps.inner_text().replace("\n", " ")
        # A rule leads to its own place in the codebook.
        page.locator(".ladder a[href^='/codebook']").last.click()
        assert "/codebook" in page.url
        if "#" in page.url:
            assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1
        watched.check()


@pytest.mark.parametrize("stale", [True], ids=["script"], indirect=True)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1300, "light")])
def test_the_new_pages_fit_and_pass_axe(browser, stale, width, scheme):  # noqa: F811
    base, _ = stale
    with Watched(browser, base, viewport={"width": width, "height": 850}, color_scheme=scheme) as watched:
        page = watched.page
        event = page.request.get(base + "/api/v1/events?status=any").json()["events"][0]["id"]
        for address in ("/runs", f"/events/{event}", "/codebook", "/codebook/ACCUSE"):
            page.goto(base + address)
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{address} is {wider} pixels wider than the window"
            if AXE:
                page.evaluate(Path(AXE).read_text(encoding="utf-8"))
                found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
                assert [one["id"] for one in found["violations"]] == [], address
        watched.check()
