"""Sources that mean harm or are broken: each is a problem with a reason, in little time and memory."""

import gzip
import io
import random
import stat
import time
import tracemalloc
import zipfile

import pytest

from legation.acquire import Limits, Page, Problem, read_source
from legation.acquire.feeds import plain
from legation.acquire.kinds import text_kind
from legation.acquire.stamps import iso_date


def problem_of(folder, content, **options):
    path = folder / "source"
    path.write_bytes(content)
    (result,) = list(read_source(path, **options))
    assert isinstance(result, Problem)
    return str(result.error)


def archive(files, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as opened:
        for entry, content in files:
            opened.writestr(entry, content)
    return packed.getvalue()


def test_a_gzip_bomb_is_refused_in_bounded_memory(tmp_path):
    bomb = gzip.compress(b"a" * 50_000_000)
    path = tmp_path / "bomb.gz"
    # Lines of text, so that the reader of lines keeps asking for more.
    with gzip.open(path, "wb") as out:
        for _ in range(20):
            out.write(b'{"text": "' + b"a" * 1_000_000 + b'"}\n')
    tracemalloc.start()
    last = None
    for result in read_source(path, limits=Limits(ratio_from=10_000_000)):
        last = result
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(last, Problem)
    assert "times its size" in str(last.error)
    assert peak < 30_000_000
    assert "times its size" in problem_of(tmp_path, bomb)


def test_archives_within_archives_end_at_the_limit(tmp_path):
    content = b"Words."
    for _ in range(5):
        content = gzip.compress(content)
    assert "archives deep" in problem_of(tmp_path, content)
    content = b"Words."
    for _ in range(5):
        content = archive([("a", content)])
    assert "archives deep" in problem_of(tmp_path, content)


def test_a_cut_or_damaged_gzip_is_a_problem(tmp_path):
    whole = gzip.compress(b"Words. " * 50_000)
    assert "cut" in problem_of(tmp_path, whole[:-9])
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    assert problem_of(tmp_path, bytes(damaged))


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    assert "leads out" in problem_of(tmp_path, archive([(name, "Words.")]))


def test_links_and_encrypted_files_are_refused_and_the_rest_is_read(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    path.write_bytes(archive([(link, "/etc/passwd"), ("good.txt", "Words.")]))
    good, problem = sorted(read_source(path), key=lambda one: isinstance(one, Problem))
    assert good.text == "Words."
    assert "is a link" in str(problem.error)
    locked = bytearray(archive([("a.txt", "Words.")]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    assert "encrypted" in problem_of(tmp_path, bytes(locked))


def test_a_zip_bomb_is_refused_by_ratio_total_and_number(tmp_path):
    bomb = archive([("a.txt", bytes(40_000_000))])
    assert "times its size" in problem_of(tmp_path, bomb)
    assert "unfolds to more than" in problem_of(tmp_path, bomb, limits=Limits(total=1_000_000))
    many = archive([(f"{number}.txt", "a") for number in range(20)])
    assert "20 files" in problem_of(tmp_path, many, limits=Limits(entries=10))


def test_files_that_share_bytes_are_refused(tmp_path):
    noise = random.Random(1).randbytes(50_000)  # noqa: S311 - no secret
    # The central list names one stored file ten times over.
    data = archive([("a.txt", noise)], zipfile.ZIP_STORED)
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = bytearray(data[end:])
    for offset in (8, 10):
        tail[offset : offset + 2] = (10).to_bytes(2, "little")
    tail[12:16] = (10 * len(entry)).to_bytes(4, "little")
    assert "overlap" in problem_of(tmp_path, data[:start] + entry * 10 + bytes(tail))


def test_an_entry_that_lies_about_its_size_is_read_no_further(tmp_path):
    data = bytearray(archive([("a.txt", "word " * 20_000)]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = (50).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data))
    (result,) = list(read_source(path))
    assert isinstance(result, Problem) or len(result.text) <= 50


def test_an_office_document_is_named(tmp_path):
    content = archive([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")])
    assert "office document" in problem_of(tmp_path, content)


def test_an_xml_bomb_in_a_feed_is_refused(tmp_path):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss version="2.0"><channel><item><title>&a9;</title></item></channel></rss>'
    started = time.perf_counter()
    assert "entities" in problem_of(tmp_path, bomb.encode())
    assert time.perf_counter() - started < 1


def test_a_feed_cut_in_the_middle_keeps_the_items_before_the_cut(tmp_path):
    items = "".join(
        f"<item><title>{n}</title><guid>{n}</guid><description>Words of item {n}.</description></item>"
        for n in range(9)
    )
    feed = f'<rss version="2.0"><channel><title>T</title>{items}'
    path = tmp_path / "source"
    path.write_bytes(feed[: feed.index("<title>7") + 5].encode())
    pages = [one for one in read_source(path) if isinstance(one, Page)]
    assert len(pages) == 7


def test_a_mail_of_parts_within_parts_is_a_problem_or_a_page_and_no_crash(tmp_path):
    head = "From: a@x.example\nSubject: x\nDate: Mon, 3 May 2021 10:00:00 +0000\nMIME-Version: 1.0\n"
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    path = tmp_path / "source"
    path.write_text(head + parts + "Content-Type: text/plain\n\nWords.\n")
    (result,) = list(read_source(path))
    assert isinstance(result, (Page, Problem))


def test_a_small_parquet_that_holds_a_long_text_many_times_is_read_in_bounded_memory(tmp_path):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    cells = arrow.DictionaryArray.from_arrays(arrow.array([0] * 2000, arrow.int32()), arrow.array(["word " * 100_000]))
    parquet.write_table(arrow.table({"text": cells.cast(arrow.string())}), tmp_path / "source", use_dictionary=True)
    assert (tmp_path / "source").stat().st_size < 2_000_000
    tracemalloc.start()
    assert sum(len(page.text) for page in read_source(tmp_path / "source")) == 2000 * 500_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000


def test_a_page_over_the_limit_is_refused(tmp_path):
    assert "MB" in problem_of(tmp_path, b"<html>" + b"<p>a</p>" * 1_000_000, limits=Limits(page=5_000_000))


def test_a_cell_over_the_limit_and_an_open_quotation_mark_are_problems(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b'id,text\n1,one\n2,"' + b"x" * 5_500_000 + b"\n")
    page, *rest = list(read_source(path))
    assert page.text == "one"
    assert rest
    assert all(isinstance(one, Problem) for one in rest)


def test_a_quotation_mark_that_stays_open_is_a_problem_and_no_article_of_all_that_follows(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('id,text\n1,"one ""quoted"""\n2,a 5" pipe\n3,"open\n4,four\n5,five\n')
    *pages, problem = read_source(path)
    assert [page.text for page in pages] == ['one "quoted"', 'a 5" pipe']
    assert problem.source == f"{path}:4"
    assert "never closed" in problem.error.problem
    path.write_text('id,text\n1,"one\ntwo"\n2,a 5" pipe')
    assert [page.text for page in read_source(path)] == ["one\ntwo", 'a 5" pipe']


HOSTILE = ["<" * 60_000, "<!--" * 15_000, "<p" * 30_000, "<a " + "x" * 60_000, "&amp" * 15_000, "<script>" * 8_000, "a: b\n" * 12_000, "," * 60_000, "From x " + "a" * 60_000]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_pattern_runs_away(words):
    # Of the processor, since a busy machine is no pattern that runs away.
    started = time.process_time()
    text_kind(words.encode(), "x", None)
    plain(words)
    iso_date(words)
    assert time.process_time() - started < 1.5


def test_random_bytes_are_never_an_exception(tmp_path):
    chance = random.Random(5)  # noqa: S311 - no secret
    path = tmp_path / "source"
    openings = [
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"PAR1",
        b"WARC/1.0\r\n",
        b"<rss>",
        b"<html>",
        b"{",
        b"From a Mon May  3 1\n",
        b"\xff\xfe",
    ]
    for number in range(300):
        path.write_bytes(openings[number % len(openings)] + chance.randbytes(chance.randint(0, 300)))
        for result in read_source(path, repair=bool(number % 2)):
            assert isinstance(result, (Page, Problem))
