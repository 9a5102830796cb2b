"""What goes wrong: a full disk, two writers, readers beside a writer, damage, a folder that cannot be written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from legation.errors import LedgerError
from legation.keeping import settle
from legation.store import finding
from legation.store.care import backup, examine
from legation.store.connection import problem_of
from legation.store.ledger import Ledger
from legation.store.packing import pack, unpack
from legation.store.query import Query
from tests.store import made


def many(count, start=0):
    return [
        made.article(f"a{n:05d}", text=f"Chad accused Sudan on Tuesday of arming rebels, for the {n}th time.")
        for n in range(start, start + count)
    ]


def write_all(ledger, articles):
    for article in articles:
        ledger.write(article)


def test_a_full_disk_is_said_and_leaves_every_article_whole(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        for article in many(20):
            ledger.write(article)

    def limit(connection, _record):
        connection.execute("PRAGMA max_page_count=140")

    with Ledger(path) as ledger:
        ledger.close()
        event.listen(ledger._engine, "connect", limit)
        with pytest.raises(LedgerError, match="nothing was half written"):
            write_all(ledger, many(5000, start=20))
    assert examine(path) == ()
    with Ledger(path) as ledger:
        counts = ledger.count()
        written = counts["article"]
        assert 20 < written < 5020
        assert counts["report"] == written
        ledger.write(many(1, start=9000)[0])  # room again: it goes on
        assert ledger.count()["article"] == written + 1


_WRITER = """
import sys
from legation.keeping import settle
from legation.store.ledger import Ledger
from tests.store.test_robust import many
with Ledger(sys.argv[1]) as ledger:
    for article in many(40, start=int(sys.argv[2])):
        ledger.write(article)
    settle(ledger)
"""


def test_a_backup_does_not_replace_a_ledger_that_is_open(tmp_path):
    one, other = tmp_path / "x.ledger", tmp_path / "y.ledger"
    with Ledger(one) as ledger:
        ledger.write(made.article())
    with Ledger(other) as ledger:
        ledger.write(made.article("b"))
        with pytest.raises(LedgerError, match="is open"):
            backup(one, other, replace=True)
        assert [form["id"] for form in ledger.articles()] == ["b"]


def test_two_writers_take_turns_and_a_reader_goes_on_meanwhile(tmp_path):
    path = tmp_path / "x.ledger"
    Ledger(path).close()
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), start]) for start in ("0", "100")]
    seen = []
    with Ledger(path, read_only=True) as reader:
        while any(writer.poll() is None for writer in writers):
            counts = reader.count()
            assert counts.get("report", 0) == counts["article"]
            seen.append(counts["article"])
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen == sorted(seen)
    with Ledger(path) as ledger:
        assert ledger.count()["article"] == 80
        assert finding.count_events(ledger, Query()) == 1
    assert examine(path) == ()


def test_opening_and_asking_wait_for_no_writer(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        ledger.write(made.article())
        settle(ledger)
        with ledger.writing():
            started = time.monotonic()
            with Ledger(path) as other:
                assert settle(other) == 0
                assert finding.count_events(other, Query()) == 1
            assert time.monotonic() - started < 5


def test_two_threads_may_share_an_open_ledger(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger:
        threads = [threading.Thread(target=lambda s=start: [ledger.write(a) for a in many(20, s)]) for start in (0, 50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ledger.count()["article"] == 40


_KILLED = """
import os, sys
from legation.keeping import settle
from legation.store import merging
from legation.store.ledger import Ledger
calls = []
real = merging.replace_events
def killing(*arguments):
    calls.append(1)
    answer = real(*arguments)
    if len(calls) == 2:
        os.kill(os.getpid(), 9)
    return answer
merging.replace_events = killing
with Ledger(sys.argv[1]) as ledger:
    settle(ledger, portion=10)
"""


def test_killed_while_merging_it_goes_on_to_the_same_events(tmp_path):
    path, calm = tmp_path / "x.ledger", tmp_path / "calm.ledger"
    with Ledger(path) as ledger:
        for article in many(40):
            ledger.write(article)
    backup(path, calm)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert done.returncode == -9
    answers = []
    for one in (path, calm):
        with Ledger(one) as ledger:
            settle(ledger)
            answers.append(list(finding.events(ledger, Query())))
        assert examine(one) == ()
    assert answers[0] == answers[1]
    assert answers[0]


def test_a_truncated_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        for article in many(60):
            ledger.write(article)
    whole = path.read_bytes()
    for share in (0.9, 0.5, 0.1):
        path.write_bytes(whole[: int(len(whole) * share)])
        found = examine(path)
        assert found
        assert any(word in found[0] for word in ("damaged", "cannot be read"))
        with pytest.raises(LedgerError, match=f"the backup of {path} failed"):
            backup(path, tmp_path / "copy.ledger")
        assert not list(tmp_path.glob("copy*"))
        path.write_bytes(whole)
    assert examine(path) == ()


def test_the_doctor_finds_what_sqlite_cannot(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        for article in many(3):
            ledger.write(article)
        settle(ledger)
    with closing(sqlite3.connect(path)) as connection, connection:
        (form,) = connection.execute("SELECT form FROM records WHERE number = 1").fetchone()
        record = unpack(form)
        record["mentions"][0]["trigger"] = [5, 9999]
        connection.execute("UPDATE records SET form = ? WHERE number = 1", (pack(record),))
        connection.execute("UPDATE records SET form = x'00' WHERE number = 3")
        connection.execute("DELETE FROM event_reports WHERE report = (SELECT id FROM records WHERE number = 2)")
    with Ledger(path, read_only=True) as ledger, pytest.raises(LedgerError, match="a record is damaged"):
        list(ledger.articles())
    found = " ".join(examine(path))
    assert "cannot be read" in found
    assert "points outside of the article" in found
    assert "report in no event" in found


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_and_can_be_read(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    with Ledger(folder / "x.ledger") as ledger:
        ledger.write(made.article())
    folder.chmod(0o500)
    try:
        with pytest.raises(LedgerError):
            Ledger(folder / "x.ledger").write(made.article("a2"))
        with Ledger(folder / "x.ledger", read_only=True) as ledger:
            assert ledger.count()["article"] == 1
        with pytest.raises(LedgerError, match="unable to open"):
            Ledger(folder / "new.ledger")
    finally:
        folder.chmod(0o700)


def test_what_may_not_be_written_is_named(tmp_path, monkeypatch):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        ledger.write(made.article())
        closed = f"{path}-shm"
        monkeypatch.setattr(os, "access", lambda one, _mode: str(one) != closed)
        error = sqlite3.OperationalError("attempt to write a readonly database")
        found = problem_of(sa.exc.DBAPIError("INSERT", {}, error), path)
        assert f"let it be written: {closed}" in str(found)
        monkeypatch.setattr(os, "access", lambda *_: True)
        assert "read-only" in str(problem_of(sa.exc.DBAPIError("INSERT", {}, error), path))


def test_a_reader_writes_nothing(tmp_path):
    path = tmp_path / "x.ledger"
    with Ledger(path) as ledger:
        ledger.write(made.article())
    copy = tmp_path / "alone" / "copy.ledger"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    before = copy.read_bytes()
    with Ledger(copy, read_only=True) as ledger:
        assert ledger.count()["article"] == 1
        with pytest.raises(LedgerError, match="reading only"):
            ledger.write(made.article("a2"))
    assert copy.read_bytes() == before


def test_withdrawn_and_replaced_articles_are_kept(tmp_path):
    first, changed = (
        made.article(),
        made.article(text="Chad thanked Sudan on Tuesday.", trigger="thanked", event_type="SUPPORT"),
    )
    with Ledger(tmp_path / "x.ledger") as ledger, ledger.reading() as connection:
        ledger.write(first)
        ledger.write(changed)
        texts = connection.exec_driver_sql("SELECT text FROM former_texts").fetchall()
    assert texts == [(made.TEXT,)]


def test_what_was_withdrawn_stays_so_when_it_is_coded_again(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger:
        ledger.write(made.article())
        ledger.withdraw("a1", "killed by the agency")
        ledger.write(made.article(coder="another"))
        settle(ledger)
        assert finding.count_events(ledger, Query(status=(), claims=True)) == 0
        ledger.write(made.article(text="Chad thanked Sudan on Tuesday.", trigger="thanked", event_type="SUPPORT"))
        settle(ledger)
        assert finding.count_events(ledger, Query()) == 1
