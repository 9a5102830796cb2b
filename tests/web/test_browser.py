"""The pages in a real browser (Debian's Chromium through Playwright), with and without JavaScript, small and dark.

Skipped where there is no browser: `apt-get install chromium` and `pip install playwright` bring what it needs. Where
$LEGATION_AXE names a file axe.min.js (npm install axe-core), every page is checked with it for WCAG A and AA.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("there is no Chromium here", allow_module_level=True)

AXE = os.environ.get("LEGATION_AXE", "")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
PAGES = (
    "/", "/brief?days=365", "/events", "/events?type=ASSAULT&status=any", "/actors?q=Kremlin", "/actors/RUS", "/dyads/FRA/RUS?with=IRN-SAU",
    "/network", "/desk", "/desk?type=ASSAULT&order=lot", "/desk/accuracy", "/articles", "/articles/harbour-023", "/search?q=missiles", "/runs", "/codebook", "/codebook/COERCE", "/about", "/api", "/sign-out", "/nowhere",
)  # fmt: skip
TEXT = (
    "Neighbours trade words\n\nThe government of Chad accused Sudan on Tuesday of arming rebels, the foreign ministry said in a "
    "statement.\n\nFrance urged both countries to talk.\n\nSubscribe to our newsletter\n"
)


@contextmanager
def served(ledger):
    """Serve a ledger as a user would, in a process apart; give its address."""
    command = [sys.executable, "-c", "from legation.serve.cli import main; main()", "serve", "--ledger", str(ledger)]
    process = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE)
    try:
        yield re.search(r"http://[\d.:]+", process.stderr.readline().decode())[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def base(gold_path, tmp_path_factory):
    copy = tmp_path_factory.mktemp("browser") / "copy.ledger"
    copy.write_bytes(gold_path.read_bytes())
    with served(copy) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with sync.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield found
        found.close()


class Watched:
    """A page that notes what a browser complains of, and whom it asks."""

    def __init__(self, browser, base, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.base = base
        self.complaints, self.asked = [], []
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.context.close()

    def check(self):
        assert [one for one in self.complaints if "404" not in one] == []
        assert all(url.startswith(self.base) for url in self.asked), self.asked


@pytest.mark.parametrize("script", [True, False])
def test_paste_see_the_event_open_the_pair_filter_export_and_go_back(browser, base, script):
    with Watched(browser, base, java_script_enabled=script) as watched:
        page = watched.page
        page.goto(base + "/")
        page.fill("textarea", TEXT.replace("Chad", "Mali").replace("Sudan", "Niger") if script else TEXT)
        page.fill("input[name=published]", "2021-04-21")
        page.click("text=Code it")
        page.wait_for_url("**/articles/*")
        assert page.locator(".text a.act", has_text="accused").count() == 1
        assert page.locator(".furniture summary").inner_text() == "1 line set aside: sign-up form"
        card = page.locator(".card", has_text="ACCUSE").first
        assert "2021-04-20" in card.inner_text()
        card.locator(".why summary").click()
        assert "Tuesday" in card.locator(".why").inner_text()
        article = page.url
        card.locator("text=Event page").click()
        page.wait_for_url("**/events/*")
        page.click("text=over time")
        page.wait_for_url("**/dyads/**")
        assert page.locator("svg.chart a").count() >= 1
        page.fill("input[name=since]", "2022")
        page.click("text=Show")
        assert "No event of the two" in page.locator("#events").inner_text()
        page.go_back()
        with page.expect_download() as download:
            page.locator(".exports a", has_text="csv").click()
        assert "ACCUSE" in Path(download.value.path()).read_text(encoding="utf-8")
        for _ in range(2):
            page.go_back()
        assert page.url.partition("#")[0] == article.partition("#")[0]
        watched.check()


def test_words_and_records_light_each_other_by_pointer_and_by_keyboard(browser, base):
    with Watched(browser, base, viewport={"width": 1300, "height": 900}) as watched:
        page = watched.page
        page.goto(base + "/articles/harbour-023")
        page.locator(".text a.act").first.hover()
        assert page.locator(".card.lit").count() == 1
        assert page.locator(".text .lit-actor").count() >= 1
        page.mouse.move(5, 5)
        assert page.locator(".lit").count() == 0
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.className").startswith("card")
        assert page.locator(".text .act.lit").count() >= 1
        page.keyboard.press("w")
        assert page.locator(".card .why[open]").count() == 1
        page.locator(".text a.act").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className").startswith("card")
        watched.check()


@pytest.mark.parametrize("script", [True, False])
def test_a_record_is_said_to_be_wrong_and_marked_as_such(browser, base, script):
    with Watched(browser, base, java_script_enabled=script, viewport={"width": 1300, "height": 900}) as watched:
        page = watched.page
        page.goto(base + "/articles/harbour-023")
        card = page.locator(".card", has=page.locator(".act-name")).first
        card.locator(".objection summary").click()
        card.get_by_label("date", exact=True).check()
        card.get_by_label("Note").fill("It was <b>Monday</b>.")
        card.get_by_label("Your name").fill("Ana" if script else "Ben")
        card.get_by_role("button", name="It is wrong").click()
        page.wait_for_load_state()
        # The address leads back to the very record.
        assert page.url.partition("#")[2] == card.get_attribute("id")
        assert "reviewed: wrong: date" in card.inner_text()
        card.locator(".objection summary").click()
        assert "It was <b>Monday</b>." in card.inner_text()
        assert card.get_by_label("Your name").input_value() == ("Ana" if script else "Ben")
        watched.check()


def test_the_desk_is_worked_by_keyboard_alone(browser, base):
    with Watched(browser, base, viewport={"width": 1300, "height": 900}) as watched:
        page = watched.page
        page.goto(base + "/desk")
        seen = []
        for keys, words in (("y", "right"), ("47n", "wrong"), ("s", "skipped")):
            seen.append(page.locator(".desk-card").get_attribute("id"))
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_url(f"**done={seen[-1]}")
            assert words in page.locator(".noted").inner_text()
        assert len(set(seen)) == 3
        # What is typed is no command.
        page.get_by_label("Note").focus()
        page.keyboard.type("yes, no, skip")
        assert page.get_by_label("Note").input_value() == "yes, no, skip"
        assert page.url.endswith(seen[-1])
        kept = page.request.get(base + "/api/v1/reviews").json()["reviews"][-3:]
        assert [row["record"] for row in kept] == seen
        assert kept[1]["wrong"] == ["status", "date"]
        watched.check()


def test_the_desk_works_without_javascript(browser, base):
    with Watched(browser, base, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(base + "/desk?order=lot&type=CONSULT")
        record = page.locator(".desk-card").get_attribute("id")
        page.get_by_role("button", name="Right").click()
        page.wait_for_url(f"**done={record}")
        assert "order=lot" in page.url
        assert page.locator(".desk-card").get_attribute("id") != record
        page.click("text=How often records are right")
        assert "CONSULT" in page.locator(".accuracy").inner_text()
        watched.check()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1300, "light")])
def test_every_page_fits_and_passes_axe(browser, base, width, scheme):
    with Watched(browser, base, viewport={"width": width, "height": 850}, color_scheme=scheme) as watched:
        page, violations = watched.page, []
        for address in (*PAGES, "/events/" + _event(page, base)):
            page.goto(base + address)
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{address} is {wider} pixels wider than the window"
            if AXE:
                # In the page's own world the policy would refuse it: the script is evaluated, not added.
                page.evaluate(Path(AXE).read_text(encoding="utf-8"))
                found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
                violations += [
                    (address, one["id"], [node["html"][:160] for node in one["nodes"][:3]])
                    for one in found["violations"]
                ]
        assert violations == []
        watched.check()


def _event(page, base):
    return page.request.get(base + "/api/v1/events?type=ASSAULT&min_origins=2").json()["events"][0]["id"]


def test_what_a_page_loads_is_small(browser, base):
    with Watched(browser, base) as watched:
        sizes = {}
        watched.page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
        watched.page.goto(base + "/articles/harbour-023")
        watched.page.wait_for_load_state("networkidle")
        assert len(sizes) >= 4
        # Fonts hardly compress; the rest is counted as sent at its full size.
        assert sum(sizes.values()) < 250_000
