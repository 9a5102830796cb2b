"""The brush over a chart in a real browser: by pointer, by keyboard, back and forth, while waiting and on failure (see test_browser)."""

import re
from pathlib import Path

import pytest

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.web.test_browser import AXE, Watched, base, browser  # noqa: E402, F401 - fixtures

WIDE = {"width": 1400, "height": 900}


def at(page, period, y=120):
    """Return a point of the chart in a period's column."""
    box = page.locator("svg.chart").bounding_box()
    left, step = map(float, page.locator("svg.chart").get_attribute("data-brush").split())
    place = page.locator("svg.chart").get_attribute("data-periods").split().index(period)
    return box["x"] + left + (place + 0.5) * step, box["y"] + y


def drag(page, first, last):
    page.mouse.move(*at(page, first))
    page.mouse.down()
    page.mouse.move(*at(page, last), steps=6)
    page.mouse.up()


def days(page):
    return page.locator("#events td.date").all_inner_texts()


def within(page, first, last):
    """Wait until the list holds the events of these periods alone, and say so."""
    page.locator("#events h2", has_text=f"{first} to {last}").wait_for()
    found = days(page)
    return bool(found) and all(first <= day[: len(first)] <= last for day in found)


def test_dragging_over_the_bars_chooses_months_and_the_events_follow(browser, base):  # noqa: F811
    with Watched(browser, base, viewport=WIDE) as watched:
        page = watched.page
        page.goto(base + "/actors/RUS")
        every = days(page)
        # From bar to bar: a drag over links is no click on one.
        drag(page, "2022-04", "2022-07")
        assert within(page, "2022-04", "2022-07")
        assert page.url.endswith("/actors/RUS?chosen=2022-04..2022-07")
        assert "7 acts of Russia" in page.locator("#chosen").inner_text()
        assert 0 < len(days(page)) < len(every)
        # Backwards is the same.
        drag(page, "2022-05", "2021-01")
        assert within(page, "2021-01", "2022-05")
        page.go_back()
        assert within(page, "2022-04", "2022-07")
        # The address alone says it all.
        page.reload()
        assert within(page, "2022-04", "2022-07")
        assert page.locator(".edge").count() == 2
        page.locator("#chosen").get_by_text("All of the time").click()
        page.locator("#events h2", has_text=re.compile("^Events$")).wait_for()
        assert days(page) == every
        assert page.url.endswith("/actors/RUS")
        # A click on a bar is what it was without the script.
        page.locator("svg.chart a rect").nth(2).click()
        page.wait_for_url("**since=2021-01-01**")
        watched.check()


def test_the_handles_are_moved_by_keyboard_and_by_pointer(browser, base):  # noqa: F811
    with Watched(browser, base, viewport=WIDE) as watched:
        page = watched.page
        page.goto(base + "/dyads/FRA/RUS")
        first, last = (page.get_by_role("slider", name=name) for name in ("First chosen", "Last chosen"))
        assert first.get_attribute("aria-valuetext") == "2021-11"
        first.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert within(page, "2022-04", "2022-05")
        assert last.get_attribute("aria-valuetext") == "2022-05"
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Last chosen"
        if AXE:
            page.evaluate(Path(AXE).read_text(encoding="utf-8"))
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
        page.keyboard.press("Escape")
        page.locator("#events h2", has_text=re.compile("^Events$")).wait_for()
        edge = page.locator(".edge .knob").last.bounding_box()
        page.mouse.move(edge["x"] + 4, edge["y"] + 10)
        page.mouse.down()
        page.mouse.move(at(page, "2022-04")[0], edge["y"] + 10, steps=5)
        page.mouse.up()
        assert within(page, "2021-11", "2022-04")
        watched.check()


def test_waiting_and_failing_are_said_and_the_last_choice_counts(browser, base):  # noqa: F811
    with Watched(browser, base, viewport=WIDE) as watched:
        page = watched.page
        page.goto(base + "/actors/RUS")
        page.route("**chosen=2022-04*", lambda _route: None)  # it is never answered
        drag(page, "2022-04", "2022-07")
        line = page.locator("figure .waiting-line")
        line.get_by_text("The events are fetched … 1 s").wait_for()
        assert page.locator("#following").get_attribute("aria-busy") == "true"
        drag(page, "2021-01", "2021-02")
        assert within(page, "2021-01", "2021-02")
        assert line.is_hidden()
        page.route(
            "**chosen=2022-0*",
            lambda route: route.fulfill(
                status=503, body="<main><h1>this takes too long</h1></main>", content_type="text/html"
            ),
        )
        drag(page, "2022-05", "2022-06")
        line.get_by_text("this takes too long").wait_for()
        page.route("**chosen=2022-0*", lambda route: route.abort())
        drag(page, "2022-03", "2022-04")
        line.get_by_text("The server does not answer").wait_for()
        assert page.locator("#following").get_attribute("aria-busy") is None
        # It goes on from there.
        drag(page, "2021-01", "2022-04")
        assert within(page, "2021-01", "2022-04")
        assert line.is_hidden()


def test_without_javascript_bars_are_links_and_the_address_still_chooses(browser, base):  # noqa: F811
    with Watched(browser, base, viewport=WIDE, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(base + "/actors/RUS?chosen=2022-04..2022-07")
        assert within(page, "2022-04", "2022-07")
        assert page.locator(".band").count() == 1
        page.locator("#chosen").get_by_text("Draw the chart of this alone").click()
        page.wait_for_url("**since=2022-04-01&until=2022-07-31")
        page.locator("svg.chart a").first.click()
        page.wait_for_url("**since=2022-04-01&until=2022-04-30")
        watched.check()


def test_a_finger_scrolls_the_chart_and_chooses_by_the_handles(browser, base):  # noqa: F811
    with Watched(browser, base, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as watched:
        page = watched.page
        page.goto(base + "/actors/RUS")
        page.wait_for_load_state("networkidle")
        session = page.context.new_cdp_session(page)

        def swipe(x, y, to):
            session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
            for part in range(1, 9):
                points = [{"x": x + (to - x) * part / 8, "y": y}]
                session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
            session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        knob = page.locator(".knob").last
        knob.scroll_into_view_if_needed()
        box = knob.bounding_box()
        before = page.locator(".chart-scroll").evaluate("one => one.scrollLeft")
        swipe(box["x"] - 150, box["y"] + 14, box["x"] - 60)
        page.wait_for_timeout(300)
        assert "chosen" not in page.url
        assert page.locator(".chart-scroll").evaluate("one => one.scrollLeft") < before
        knob.scroll_into_view_if_needed()
        box = knob.bounding_box()
        swipe(box["x"] + 4, box["y"] + 14, box["x"] - 120)
        page.wait_for_url("**chosen=2018-07..202*")
        # The names of both halves and of office-holders are in sight, wherever the chart stands.
        for words in ("▲ Russia → others", "Vladimir Putin"):
            found = page.locator("svg.chart text", has_text=words).first.bounding_box()
            assert 0 <= found["x"] < 200
        watched.check()
