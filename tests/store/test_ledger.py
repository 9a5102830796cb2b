"""The ledger: an article is there whole or not at all, once, and a damaged file is said to be one."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from legation.errors import LedgerError, NotFoundError
from legation.store.form import article_form
from legation.store.ledger import Ledger, Run
from tests.store import made
from tests.store.made import TEXT


@pytest.fixture(name="article")
def one_article():
    return made.article()


def test_writing_twice_writes_once(tmp_path, article):
    with Ledger(tmp_path / "x.ledger") as ledger:
        assert ledger.write(article) is True
        before = ledger.count()
        assert ledger.write(article) is False
        assert ledger.count() == before
        record, form, text = ledger.find(article.reports[0].id)
    assert record["type"] == "ACCUSE"
    assert form["id"] == "a1"
    assert text == TEXT


def test_a_changed_text_replaces_its_records(tmp_path, article):
    changed = made.article(text="Chad thanked Sudan on Tuesday.", trigger="thanked", event_type="SUPPORT")
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write(article)
        assert ledger.write(changed) is True
        assert ledger.count()["article"] == 1
        with pytest.raises(NotFoundError):
            ledger.find(article.reports[0].id)


def _rows(path):
    """Return all that stands in the tables, without the numbers of the keys."""
    with sqlite3.connect(path) as connection:
        return {
            "articles": sorted(connection.execute("SELECT id, hash, digest, title, published, text, form, withdrawn FROM articles")),
            "records": sorted(
                connection.execute(
                    "SELECT r.id, a.id, r.kind, r.type, r.start, r.form FROM records r JOIN articles a ON a.number = r.article"
                )
            ),
            "parties": sorted(connection.execute("SELECT r.id, p.role, p.code FROM parties p JOIN records r ON r.number = p.record")),
            "codings": sorted(
                connection.execute("SELECT c.article, r.id, c.digest FROM codings c JOIN runs r ON r.number = c.run")
            ),
            "former": sorted(connection.execute("SELECT article, digest, id FROM former_records")),
            "former_texts": sorted(connection.execute("SELECT article, text FROM former_texts")),
            "pending": sorted(connection.execute("SELECT report FROM pending")),
        }  # fmt: skip


def test_many_at_once_are_written_as_one_by_one(tmp_path):
    # New ones, one that is coded otherwise, one whose text changed, one that stands so already, an id three times over.
    before = [(made.article(f"a{n}", text=f"Chad accused Sudan of {n} raids."), Run(coder="0")) for n in range(4)]
    after = [
        made.article("a0", text="Chad accused Sudan of 0 raids.", event_type="SUPPORT"),
        made.article("a1", text="Chad accused Sudan of nothing."),
        made.article("a2", text="Chad accused Sudan of 2 raids."),
        *(made.article(f"n{n}", text=f"Chad accused Sudan of {n} thefts.") for n in range(20)),
        *(made.article("n3", text=f"Chad accused Sudan of {n} thefts.") for n in (4, 3, 5)),
    ]
    found = {}
    for way in ("one by one", "at once"):
        path = tmp_path / way
        with Ledger(path) as ledger:
            for article, run in before:
                ledger.write(article, run)
            ledger.withdraw("a0", "retracted")
            ledger.withdraw("a1", "retracted")
            if way == "at once":
                changed = ledger.write_forms([(article_form(one), one.document.text) for one in after], Run(coder="1"))
                assert changed == 2 + 20 + 3
            else:
                for article in after:
                    ledger.write(article, Run(coder="1"))
        found[way] = _rows(path)
    assert found["at once"] == found["one by one"]
    assert len(found["at once"]["articles"]) == 24


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("not a database at all, " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a database"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "x.ledger"
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(LedgerError, match="newer"):
        Ledger(path)


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(LedgerError, match="folder"):
        Ledger(tmp_path / "no" / "x.ledger")


_WRITER = """
import sys
from legation.store.form import article_form
from legation.store.ledger import Ledger, Run
from tests.store import made
article = made.article()
with Ledger(sys.argv[1]) as ledger:
    for number in range(100_000):
        ledger.write(made.renamed(article, f"a{number:06d}"))
        print(number, flush=True)
"""


def test_killed_in_the_middle_it_holds_whole_articles_only(tmp_path):
    path = tmp_path / "x.ledger"
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(5)]
    time.sleep(0.05)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert told[-1].strip() == "4"
    with Ledger(path) as ledger:
        counts = ledger.count()
        reports = [len(form["reports"]) for form in ledger.articles()]
    assert counts["article"] >= 5
    assert counts["report"] == sum(reports) == counts["article"]
