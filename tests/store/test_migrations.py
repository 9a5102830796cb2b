"""Files of other ages: an older one is brought up to date whole, a newer or foreign one is left alone."""

import json
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from legation.errors import LedgerError
from legation.store import migrations, tables
from legation.store.care import backup, examine
from legation.store.form import article_form
from legation.store.ledger import SCHEMA_VERSION, Ledger
from tests.store import made
from tests.store.made import TEXT


@pytest.fixture(name="article")
def one_article():
    return made.article()


def old_file(path, article):
    """Write a file as schema 1 was."""
    form = json.dumps(article_form(article), ensure_ascii=False, sort_keys=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(migrations._V1)
        connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            ("a1", article.document.hash, article.coder, None, "2021-04-21", TEXT, form),
        )
        for report in article.reports:
            connection.execute(
                "INSERT INTO records VALUES (?, 'a1', 'report', ?, ?, NULL, '{}')",
                (report.id, report.type, report.status),
            )


def test_an_older_file_is_migrated_with_all_that_it_holds(tmp_path, article):
    path = tmp_path / "old.ledger"
    old_file(path, article)
    with Ledger(path) as ledger:
        assert next(ledger.articles()) == article_form(article)
        record, _, text = ledger.find(article.reports[0].id)
        assert (record["type"], text) == ("ACCUSE", TEXT)
        assert ledger.write(article) is False
        with ledger.reading() as connection:
            names = connection.execute(sa.text("SELECT name FROM migrations ORDER BY name")).scalars().all()
            parties = connection.execute(sa.text("SELECT role, code FROM parties ORDER BY code, role")).fetchall()
    assert names == [
        "m001_articles_and_records",
        "m002_runs_parties_events",
        "m003_reviews",
        "m004_arrivals",
        "m005_sums_and_days",
        "m006_parties_by_day",
        "m007_statuses_by_day",
        "m008_urgency",
        "m009_facts",
        "m010_former_records_by_id",
    ]
    assert ("actor", "TCD") in parties
    assert ("recipient", "SDN") in parties
    assert examine(path) == ()


def test_a_migration_that_fails_leaves_the_old_file_as_it_was(tmp_path, article, monkeypatch):
    path = tmp_path / "old.ledger"
    old_file(path, article)
    monkeypatch.setattr(migrations, "_V2", migrations._V2 + "; CREATE NONSENSE")
    with pytest.raises(LedgerError, match="syntax"):
        Ledger(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone() == ("1",)
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger.count()["article"] == 1


def test_a_file_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


def test_every_table_of_the_program_is_in_the_file_with_its_columns(tmp_path):
    with Ledger(tmp_path / "x.ledger") as ledger, ledger.reading() as connection:
        inspector = sa.inspect(connection)
        for name, table in tables.metadata.tables.items():
            found = [column["name"] for column in inspector.get_columns(name)]
            assert found == [column.name for column in table.columns], name


def test_without_fts5_a_ledger_works_and_says_that_it_cannot_search(tmp_path, article, monkeypatch):
    monkeypatch.setattr("legation.store.migrations.has_full_text", lambda _connection: False)
    with Ledger(tmp_path / "x.ledger") as ledger:
        assert ledger.full_text is False
        assert ledger.write(article) is True
    monkeypatch.undo()
    with Ledger(tmp_path / "x.ledger") as ledger, ledger.reading() as connection:
        assert ledger.full_text is True
        words = sa.text("SELECT count(*) FROM article_words WHERE article_words MATCH 'rebels'")
        assert connection.execute(words).scalar() == 1


def test_a_backup_is_whole_and_never_overwrites_unasked(tmp_path, article):
    path, copy = tmp_path / "x.ledger", tmp_path / "copy.ledger"
    with Ledger(path) as ledger:
        ledger.write(article)
        backup(path, copy)
        with pytest.raises(LedgerError, match="exists"):
            backup(path, copy)
    with Ledger(copy, read_only=True) as kept:
        assert kept.count() == {"article": 1, "report": 1}
    assert [p.name for p in tmp_path.glob("*.partial")] == []


def test_a_reader_of_an_older_schema_is_told_what_to_do(tmp_path, article):
    path = tmp_path / "old.ledger"
    old_file(path, article)
    with pytest.raises(LedgerError, match=r"schema 1.*open it once for writing"):
        Ledger(path, read_only=True)
    assert f"this Legation knows {SCHEMA_VERSION}" in examine(path)[0]
