"""Explore in a real browser: the map by keyboard and without JavaScript, PNG of charts, weight of its pages (see test_browser)."""

from pathlib import Path

import pytest

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.web.test_browser import AXE, Watched, base, browser  # noqa: E402, F401 - fixtures

PAGES = (
    "/map",
    "/map?show=pairs&view=europe",
    "/network?since=2022",
    "/dyads/FRA/RUS",
    "/brief",
    "/brief?arrived=2020-01-01",
)


@pytest.mark.parametrize("page", ["/map", "/network", "/dyads/FRA/RUS", "/actors/RUS"])
def test_a_chart_is_saved_as_png(browser, base, page):  # noqa: F811
    with Watched(browser, base, color_scheme="dark") as watched:
        watched.page.goto(base + page)
        with watched.page.expect_download() as download:
            watched.page.locator("[data-png]").first.click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) > 5_000
        assert download.value.suggested_filename.endswith(".png")
        watched.asked = [url for url in watched.asked if not url.startswith("blob:")]
        watched.check()


@pytest.mark.parametrize("script", [True, False])
def test_from_the_map_to_events_and_back(browser, base, script):  # noqa: F811
    with Watched(browser, base, java_script_enabled=script) as watched:
        page = watched.page
        page.goto(base + "/events?since=2022")
        page.click("text=Map")
        page.wait_for_url("**/map?since=2022*")
        assert page.locator("svg.map a .spot").count() > 5
        assert page.locator("button[data-png]").first.is_visible() == script
        page.locator("svg.map a:has(.spot)").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/events?*")
        assert "since=2022" in page.url
        assert page.locator("table.events tbody tr").count() >= 1
        page.go_back()
        page.click("text=Europe")
        page.fill("input[name=party]", "RUS")
        page.click("button:has-text('Filter')")
        assert "view=europe" in page.url
        assert "party=RUS" in page.url
        watched.check()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", PAGES)
def test_pages_of_explore_fit_a_telephone_and_pass_axe(browser, base, address, dark):  # noqa: F811
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark" if dark else "light"}
    with Watched(browser, base, **options) as watched:
        page = watched.page
        sizes = []
        page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
        page.goto(base + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert sum(sizes) < 250_000
        if AXE:
            page.evaluate(Path(AXE).read_text(encoding="utf-8"))
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
        watched.check()


@pytest.mark.parametrize("address", ["/dyads/FRA/RUS", "/actors/RUS"])
def test_a_chart_that_is_wider_than_the_screen_shows_its_latest_bars(browser, base, address):  # noqa: F811
    with Watched(browser, base, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        page.goto(base + address)
        page.wait_for_load_state("networkidle")
        last = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.chart-scroll rect[class^=q]')].map(one => one.getBoundingClientRect().right))"
        )
        assert 0 < last <= 390
        watched.check()
