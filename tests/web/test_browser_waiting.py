"""What a browser shows while it waits, and when the answer does not come: the box and the forms that ask (see test_browser)."""

import time

import pytest

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.web.test_browser import Watched, base, browser  # noqa: E402, F401 - fixtures

FILE = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Chad accused Sudan on Tuesday of arming rebels.\n"}


def later(seconds):
    def handle(route):
        time.sleep(seconds)
        route.continue_()

    return handle


def test_the_box_says_that_it_codes_and_keeps_what_was_given_when_it_fails(browser, base):  # noqa: F811
    with Watched(browser, base) as watched:
        page = watched.page
        page.goto(base + "/")
        line = page.locator("form.box .waiting-line")
        page.set_input_files("input[type=file]", FILE)
        page.route("**/code", lambda route: route.abort())
        page.click("text=Code it")
        line.get_by_text("The server does not answer").wait_for()
        assert page.locator("input[type=file]").evaluate("one => one.files.length") == 1
        page.unroute("**/code")
        # A wrong date is said where it was typed; nothing is lost, not even the file.
        page.fill("input[name=published]", "yesterday")
        page.click("text=Code it")
        line.get_by_text("yesterday").wait_for()
        assert page.locator("input[type=file]").evaluate("one => one.files.length") == 1
        page.fill("input[name=published]", "2021-04-21")
        page.route("**/code", later(1.6))
        page.click("text=Code it")
        line.get_by_text("Coding … 1 s").wait_for()
        assert page.get_by_role("button", name="Code it").is_disabled()
        page.wait_for_url("**/articles/*")
        assert "accused" in page.locator(".text").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_what_is_too_large_or_no_text_is_said_in_words(browser, base, script):  # noqa: F811
    with Watched(browser, base, java_script_enabled=script) as watched:
        page = watched.page
        for name, data, words in (
            ("big.txt", b"Chad accused Sudan.\n" * 1_000_000, "2 MB"),
            ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 5000, "PNG image"),
            ("a.zip", b"PK\x03\x04" + b"x" * 50, "is an archive (zip)"),
        ):
            page.goto(base + "/")
            page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": data})
            page.click("text=Code it")
            page.locator("main", has_text=words).wait_for()
            if script:
                # The page is the same: it only says so.
                assert words in page.locator("form.box .waiting-line.problem").inner_text()
                assert page.url == base + "/"


def test_several_articles_of_one_file_are_listed(browser, base):  # noqa: F811
    with Watched(browser, base) as watched:
        page = watched.page
        page.goto(base + "/")
        lines = b'{"id": "w1", "text": "Chad accused Sudan of arming rebels."}\n{broken\n'
        page.set_input_files("input[type=file]", {"name": "a.jsonl", "mimeType": "text/plain", "buffer": lines})
        page.uncheck("input[name=keep]")
        page.click("text=Code it")
        page.locator("h1", has_text="1 article coded").wait_for()
        assert "a.jsonl:2" in page.locator("main").inner_text()
        page.click("main ul.articles a")
        page.wait_for_url("**/articles/w1")
        watched.check()


@pytest.mark.parametrize(
    ("address", "words", "button"),
    [
        ("/events", "Looking for events", "Filter"),
        ("/search?q=grain", "Searching the texts", "Search"),
        ("/dyads/FRA/RUS", "Drawing the chart", "Show"),
    ],
)
def test_forms_that_ask_say_that_they_wait(browser, base, address, words, button):  # noqa: F811
    with Watched(browser, base) as watched:
        page = watched.page
        page.goto(base + address)
        page.route("**/*?*", later(1.6))
        # The page is gone when the answer is there: it notes itself what it said.
        page.evaluate("""setInterval(() => {
            const line = document.querySelector("form.filters .waiting-line");
            if (line && !line.hidden) sessionStorage.said = line.textContent;
        }, 50)""")
        page.locator("form.filters").get_by_role("button", name=button).click()
        page.wait_for_load_state()
        page.unroute_all(behavior="wait")
        assert page.evaluate("sessionStorage.said").startswith(words + " …")
        watched.check()
