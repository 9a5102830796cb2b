"""`legation add` end to end with files: once and again, dry, coded or not, killed; what is kept beside the articles."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from legation.acquire import Page
from legation.clean import make_document
from legation.keeping import stored_document
from legation.store import intake, stored
from legation.store.ledger import Ledger
from tests.acquire.commands import add, kept, run
from tests.acquire.site import page, story


def test_a_folder_of_all_kinds_comes_in_once_and_again_changes_nothing(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(story(1))
    (folder / "b.html").write_bytes(page(2))
    (folder / "c.csv").write_text(f'id,body,date\nrow,"{story(3)}",2021-05-03\n')
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": story(4), "id": "line"}).encode()))
    (folder / "e.pdf").write_bytes(b"%PDF-1.7\n\xe2\xe3")
    first = add(tmp_path, folder)
    assert first.exit_code == 1
    assert "4 new" in first.stdout
    assert "1 problem;" in first.stdout
    assert "text = 'body'" in first.stdout
    before = kept(tmp_path)
    assert {"row", "line"} < {article["id"] for article in before}
    again = add(tmp_path, folder)
    assert "4 known" in again.stdout
    assert kept(tmp_path) == before
    told = run("problems", "--ledger", tmp_path / "l")
    assert "e.pdf" in told.stdout
    assert "2 times" in told.stdout
    (folder / "e.pdf").write_text(story(5))
    assert "1 new" in add(tmp_path, folder).stdout
    assert "no problems" in run("problems", "--ledger", tmp_path / "l").stderr


def test_a_dry_run_keeps_nothing_and_shows_the_columns(tmp_path):
    source = tmp_path / "rows.csv"
    source.write_text(f'id,body\n1,"{story(3)}"\n2,\n')
    result = run("add", source, "--dry-run")
    assert "would be 1 new" in result.stdout
    assert "text = 'body'" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_articles_are_coded_unless_told_otherwise_and_those_kept_are_coded_later(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("Chad accused Sudan on Tuesday of arming rebels.\n")
    assert add(tmp_path, source).exit_code == 0
    assert kept(tmp_path)[0]["reports"] == []
    assert run("add", source, "--ledger", tmp_path / "l", "--date", "2021-04-21").exit_code == 0
    (article,) = kept(tmp_path)
    assert article["reports"][0]["type"] == "ACCUSE"


def test_arrivals_keep_outlet_credits_and_the_hash_of_what_came(tmp_path):
    text = f"Norland recalls envoy\n\nBy Ana Lund\n\nPhoto: Pool\n\n{story(1)}\n\n© 2021 Strait"
    line = {"text": text, "outlet": "Strait", "url": "https://s.example/2021/05/03/x", "id": "x"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    (tmp_path / "b.html").write_bytes(page(2))
    add(tmp_path, tmp_path / "a.jsonl", tmp_path / "b.html")
    with Ledger(tmp_path / "l") as ledger, ledger.reading() as connection:
        (row,) = intake.arrivals(connection, "x")
        assert (row.outlet, row.url, row.published) == ("Strait", "https://s.example/2021/05/03/x", "2021-05-03")
        assert row.about["credit"] == ["Photo: Pool"]
        assert row.about["byline"] == ["By Ana Lund"]
        assert row.about["dates"] == [["url", "2021-05-03", "2021-05-03"]]
        other = next(article["id"] for article in kept(tmp_path) if article["id"] != "x")
        assert len(intake.arrivals(connection, other)[0].received) == 64


def test_killed_again_and_again_nothing_is_lost_doubled_or_half(tmp_path):
    rows = [json.dumps({"id": f"n{number}", "text": story(number)}) for number in range(600)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    command = [
        sys.executable,
        "-m",
        "legation.serve.cli",
        "add",
        str(tmp_path / "a.jsonl"),
        "--ledger",
        str(tmp_path / "l"),
        "--no-code",
    ]
    command[1:3] = ["-c", "from legation.serve.cli import main; main()"]
    chance = random.Random(3)  # noqa: S311 - no secret
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.6, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (tmp_path / "l").exists():
            with Ledger(tmp_path / "l") as ledger:
                intake.prepare(ledger)
                with ledger.reading() as connection:
                    # Article, arrival and story are there together.
                    counts = {
                        table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
                        for table in ("articles", "intake_received", "intake_copies")
                    }
                    assert len(set(counts.values())) == 1
    assert add(tmp_path, tmp_path / "a.jsonl").exit_code == 0
    assert sorted(article["id"] for article in kept(tmp_path)) == sorted(f"n{number}" for number in range(600))


def test_coding_again_leaves_out_what_was_left_out_because_other_pages_have_it(tmp_path):
    menu = ["Europe in turmoil", "The long read on fisheries", "Strait cooking with Ana Lund"]
    for number in range(3):
        lines = [*menu, f"Envoy of district {number} recalled", *story(number).split("\n\n"), menu[0]]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text("\n".join(lines))
    add(tmp_path, tmp_path / "in")
    before = {article["id"]: article for article in kept(tmp_path)}
    with Ledger(tmp_path / "l") as ledger:
        for one in stored.read(ledger, list(stored.chosen(ledger, None))):
            document = stored_document(one)
            assert tuple(line.span.of(document.text) for line in document.furniture) == one.aside
            assert one.aside == (*menu, menu[0])
            # The page alone would not tell that.
            assert len(make_document(Page(text=one.text, source="x")).furniture) < len(one.aside)
    # They were kept, and not coded, so that all are coded now.
    result = run("recode", "--ledger", tmp_path / "l")
    assert (result.exit_code, len(before)) == (0, 3)
    assert "3 articles" in result.output
    for after in kept(tmp_path):
        assert after["furniture"] == before[after["id"]]["furniture"]


def test_what_is_asked_wrongly_ends_with_a_remedy(tmp_path):
    (tmp_path / "a.txt").write_text("Words.")
    for arguments in (
        ("add", tmp_path / "a.txt"),
        ("watch", tmp_path / "a.txt", "--ledger", tmp_path / "l"),
        ("watch", "https://x.example", "--every", "soon", "--ledger", tmp_path / "l"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "(" in result.stderr


def test_adding_loads_nothing_of_the_web_or_of_html_for_plain_text(tmp_path):
    (tmp_path / "a.txt").write_text(story(1))
    program = f"""
import sys
sys.argv = ["legation", "add", {str(tmp_path / "a.txt")!r}, "--dry-run"]
from legation.serve.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in ("trafilatura", "lxml", "httpcore", "feedparser", "ftfy", "pyarrow", "py3langid", "onnxruntime") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.strip().endswith("[]")
