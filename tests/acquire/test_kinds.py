"""Every kind of source is told by its content, and what each brings of date, title, address and author."""

import gzip
import io
import json
import tarfile
import zipfile

import pytest

from legation.acquire import Columns, Page, Problem, read_source
from legation.acquire.hypertext import decode_page, feed_named
from legation.acquire.kinds import text_kind
from legation.acquire.lists import read_opml, read_sitemap
from legation.acquire.stamps import iso_date, order_of
from legation.errors import SourceError

TEXT = "Norland recalled its ambassador from Sutria on Monday, the foreign ministry said."
HTML = f"<!doctype html><html><head><title>Norland recalls envoy</title></head><body><p>{TEXT}</p></body></html>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Strait Times</title><ttl>60</ttl>
<item><title>Norland recalls envoy</title><link>https://strait.example/1</link><guid>tag:1</guid>
<pubDate>Mon, 03 May 2021 23:15:00 +0200</pubDate><author>ana@strait.example (Ana Lund)</author>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Talks go on.&lt;/p&gt;</description></item>
<item><title>No words</title><link>https://strait.example/2</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Strait</title><id>urn:f</id><updated>2021-05-03T10:00:00Z</updated>
<entry><id>urn:1</id><title>Norland &amp; Sutria</title><link href="https://strait.example/1"/><published>2021-05-03T10:00:00Z</published>
<updated>2021-05-04T10:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Strait",
        "items": [
            {"id": "1", "url": "https://strait.example/1", "title": "Envoy", "content_text": TEXT, "date_published": "2021-05-03T10:00:00Z", "authors": [{"name": "Ana Lund"}]}
        ],
    },
    indent=1,
)  # fmt: skip
MAIL = f"""Received: from mail.example
From: "The Strait Letter" <letter@strait.example>
To: reader@example.org
Subject: =?utf-8?q?Norland=E2=80=99s_envoy?=
Date: Mon, 3 May 2021 10:00:00 +0000
Message-ID: <1@strait.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{TEXT}
"""


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder, content, name="source", **options):
    return list(read_source(write(folder, name, content), **options))


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (TEXT, "text"),
        ("# Envoy\n\nFrom: the capital, a report.", "text"),
        ("From: the front\n\nA soldier writes.", "text"),
        ("Text, date and title are three words.\nMore.", "text"),
        ("<3 is what the envoy wrote", "text"),
        (HTML, "html"),
        ("<!-- saved -->\n<HTML><body>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "html"),
        ("<div><p>One</p><p>Two</p></div>", "html"),
        (RSS, "feed"),
        (ATOM, "feed"),
        (JSON_FEED, "json feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "json feed"),
        ('{"text": "a"}', "jsonl"),
        ('<opml version="2.0"><body/></opml>', "opml"),
        ('<?xml version="1.0"?><urlset xmlns="x"></urlset>', "sitemap"),
        (MAIL, "mail"),
        ("From me@x.example Mon May  3 10:00:00 2021\n" + MAIL, "mbox"),
        ("id,date,text\n1,2021,a", "table"),
        ("id\tpublished\tbody\n1\t2021\ta", "table"),
        ('<?xml version="1.0"?><note/>', "xml"),
    ],
)
def test_the_kind_is_told_by_the_content(content, kind):
    assert text_kind(content.encode(), "named.bin", None) == kind


def test_html_keeps_its_markup_for_the_cleaner_and_the_hash_of_its_bytes(tmp_path):
    (page,) = read(tmp_path, HTML)
    assert (page.form, page.text, len(page.received)) == ("html", HTML, 64)


@pytest.mark.parametrize(
    ("head", "encoding", "note"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251, as the page says"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252", "cp1252, as the page says"),
        ("", "utf-16", "utf-16, its mark"),
        ("", "cp1251", "detected"),
    ],
)  # fmt: skip
def test_a_pages_encoding_is_its_own_word_or_detected_and_noted(tmp_path, head, encoding, note):
    words = (
        "Президент Норландии прибыл в столицу и встретился с министрами. " * 5
        if "1252" not in encoding
        else "Norland’s café"
    )
    (page,) = read(tmp_path, f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(encoding))
    assert words in page.text
    assert note in page.notes[0]


def test_a_feed_gives_a_page_an_item_and_a_problem_for_an_empty_one(tmp_path):
    page, problem = read(tmp_path, RSS)
    assert (page.title, page.published, page.published_basis) == ("Norland recalls envoy", "2021-05-03", "feed")
    assert (page.url, page.outlet, page.authors) == (
        "https://strait.example/1",
        "The Strait Times",
        ("ana@strait.example (Ana Lund)",),
    )
    assert page.text == f"{TEXT}\n\nTalks go on."
    assert isinstance(problem, Problem)


def test_atom_and_json_feeds_give_the_same(tmp_path):
    (atom,), (other,) = read(tmp_path, ATOM), read(tmp_path, JSON_FEED)
    assert (atom.text, atom.published[:10], atom.title) == (TEXT, "2021-05-03", "Norland & Sutria")
    assert (other.text, other.published[:10], other.authors) == (TEXT, "2021-05-03", ("Ana Lund",))


def test_the_id_of_an_item_outlasts_an_edit(tmp_path):
    before, after = read(tmp_path, ATOM)[0], read(tmp_path, ATOM.replace("Monday", "Tuesday"))[0]
    assert before.id == after.id
    assert before.text != after.text


def test_a_bare_number_as_id_is_the_feeds_own(tmp_path):
    feeds = [
        f'<rss version="2.0"><channel><title>{name}</title><link>https://{name}.example</link><item><guid>{guid}</guid><description>{TEXT}</description></item></channel></rss>'
        for name, guid in (("a", "17"), ("b", "17"), ("a", "tag:x"), ("b", "tag:x"))
    ]
    ids = [read(tmp_path, feed)[0].id for feed in feeds]
    assert ids[0] != ids[1]
    assert ids[2] == ids[3]


def test_mail_gives_subject_sender_and_date(tmp_path):
    (page,) = read(tmp_path, MAIL)
    assert (page.title, page.outlet, page.published, page.published_basis) == (
        "Norland’s envoy",
        "The Strait Letter",
        "2021-05-03",
        "mail",
    )
    assert page.text.strip() == TEXT


def test_a_newsletter_of_html_alone_is_a_page_of_html(tmp_path):
    (page,) = read(tmp_path, MAIL.replace("text/plain", "text/html").replace(TEXT, HTML))
    assert (page.form, TEXT in page.text) == ("html", True)


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("From: <Saved by Blink>\nSnapshot-Content-Location: https://strait.example/1\n", ""),
        ('From: "Saved by Internet Explorer 11"\nTo: \n', "Content-Location: https://strait.example/1\n"),
    ],
)
def test_a_saved_page_has_its_own_title_and_address_and_no_date_of_saving(tmp_path, head, part):
    content = (
        f"{head}Subject: Saved\nDate: Thu, 2 Feb 2023 10:00:00 -0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n{part}\n{HTML}\n--b--\n'
    )
    (page,) = read(tmp_path, content.encode(), "page.mht")
    assert (page.form, page.url, page.title, page.outlet, page.published) == ("html", "https://strait.example/1", None, None, None)  # fmt: skip


def test_an_mbox_gives_each_message_and_goes_on_after_an_empty_one(tmp_path):
    mark = "From me@x.example Mon May  3 10:00:00 2021\n"
    empty = MAIL.replace(TEXT, "")
    first, problem, last = read(
        tmp_path, f"{mark}{MAIL}\n{mark}{empty}\n{mark}{MAIL.replace('<1@', '<2@')}>From the capital\n"
    )
    assert (first.source[-2:], isinstance(problem, Problem), last.source[-2:]) == (":1", True, ":3")
    assert first.id != last.id
    assert "\nFrom the capital" in last.text


def test_a_tables_columns_are_guessed_and_said(tmp_path):
    rows = f'Headline;Pub Date;Body;URL\nEnvoy;14/05/2021;"{TEXT}\nSecond line; still the cell";https://x.example\nOther;03/05/2021;Words.;\n'
    first, second = read(tmp_path, rows)
    assert (first.title, first.published, first.url) == ("Envoy", "2021-05-14", "https://x.example")
    assert first.text.endswith("still the cell")
    # The first row's 14 settles that the day comes first.
    assert (second.published, second.source[-2:]) == ("2021-05-03", ":4")
    assert "text = 'Body'" in first.notes[0]


def test_the_callers_columns_win_and_a_wrong_name_lists_those_there_are(tmp_path):
    rows = f'text,full,when\nteaser,"{TEXT}",2021\n'
    (page,) = read(tmp_path, rows, columns=Columns(text="full", date="when"))
    assert (page.text, page.published) == (TEXT, "2021")
    (problem,) = read(tmp_path, rows, columns=Columns(text="nowhere"))
    assert "nowhere" in str(problem.error)
    assert "full" in problem.error.remedy


def test_a_column_of_no_usual_name_is_found_by_its_length_in_a_file_named_as_a_table(tmp_path):
    (page,) = read(tmp_path, f"a,b\n1,{TEXT.replace(',', '')} And more words to make it long.\n", "rows.csv")
    assert page.text.startswith("Norland")


def test_bad_rows_are_problems_and_the_rest_goes_on(tmp_path):
    results = read(tmp_path, "id,text\n1,one\n2,two,three\n3,\n4,four\n")
    assert [type(one) for one in results] == [Page, Problem, Problem, Page]
    assert results[1].source.endswith(":3")


def test_json_lines_with_other_keys_are_mapped_and_said(tmp_path):
    line = json.dumps({"headline": "Envoy", "content": TEXT, "publish_date": "May 3, 2021", "authors": ["Ana Lund"]})
    (page,) = read(tmp_path, line)
    assert (page.text, page.title, page.published, page.authors) == (TEXT, "Envoy", "2021-05-03", ("Ana Lund",))
    assert "content" in page.notes[0]


def test_parquet_is_read_where_pyarrow_is_there(tmp_path):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    table = arrow.table({"doc_id": [1.0, 2.0], "body": [TEXT, None], "date": ["2021-05-03", None]})
    parquet.write_table(table, tmp_path / "rows")
    page, problem = list(read_source(tmp_path / "rows"))
    assert (page.id, page.text, page.published) == ("1", TEXT, "2021-05-03")
    assert isinstance(problem, Problem)
    (broken,) = read(tmp_path, (tmp_path / "rows").read_bytes()[:-20], "cut")
    assert "Parquet" in str(broken.error)


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (problem,) = read(tmp_path, b"PAR1....PAR1")
    assert "legation[parquet]" in problem.error.remedy


def test_archives_hold_any_kind_and_places_name_the_inner_file(tmp_path):
    inner = zipped({"d/1.eml": MAIL, "page": HTML})
    packed = zipped({"b.txt": TEXT, "a.jsonl": '{"text": "a"}', "c.zip": inner, "__MACOSX/b.txt": "x", ".hidden": "x"})
    for content in (packed, gzip.compress(packed)):
        pages = read(tmp_path, content)
        assert [page.source.split("!", 1)[1] for page in pages] == ["a.jsonl:1", "b.txt", "c.zip!d/1.eml", "c.zip!page"]


def test_gzip_of_many_members_is_one_stream(tmp_path):
    lines = [f'{{"text": "{name}"}}\n'.encode() for name in "abc"]
    pages = read(tmp_path, b"".join(map(gzip.compress, lines)), "rows.jsonl.gz")
    # The place is a file that is there, and another than that of a file beside it that is not packed.
    assert all(".jsonl.gz:" in page.source for page in pages)
    assert [page.text for page in pages] == ["a", "b", "c"]


def warc(records, *, packed):
    """Write a crawl: for each (address, status, headers, body) a request, which is no page, and the response."""
    out = []
    for url, status, headers, body in records:
        http = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
        blocks = (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", http.encode() + body))
        for kind, block in blocks:
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
            record = head.encode() + block + b"\r\n\r\n"
            out.append(gzip.compress(record) if packed else record)
    return b"".join(out)


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_its_good_pages_with_their_address(tmp_path, packed):
    html = [("Content-Type", "text/html; charset=utf-8")]
    records = [
        ("https://strait.example/1", "200 OK", html, HTML.encode()),
        ("https://strait.example/gone", "404 Not Found", html, HTML.encode()),
        ("https://strait.example/i.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
        ("https://strait.example/2", "200 OK", [*html, ("Content-Encoding", "gzip")], gzip.compress(HTML.encode())),
        (
            "https://strait.example/3",
            "200 OK",
            [*html, ("Transfer-Encoding", "chunked")],
            b"5\r\n<p>Ho\r\n6;x\r\nme</p>\r\n0\r\n\r\n",
        ),
        (
            "https://strait.example/bomb",
            "200 OK",
            [*html, ("Content-Encoding", "gzip")],
            gzip.compress(bytes(30_000_000)),
        ),
    ]
    data = warc(records, packed=packed)
    first, second, third, bomb = read(tmp_path, data)
    assert (first.url, second.url) == ("https://strait.example/1", "https://strait.example/2")
    assert third.text == "<p>Home</p>"
    assert (first.text, second.text, first.form) == (HTML, HTML, "html")
    assert "times its size" in str(bomb.error) or "MB" in str(bomb.error)
    cut = read(tmp_path, data[: len(data) // 3])
    assert any(isinstance(one, Problem) for one in cut)


def test_repair_detects_an_encoding_and_mends_mojibake_with_a_note(tmp_path):
    plain = "São Tomé’s president arrived on Monday. " * 4
    (page,) = read(tmp_path, plain.encode("cp1252"), repair=True)
    assert page.text == plain
    assert page.notes == ("encoding: cp1252, detected",)
    (page,) = read(tmp_path, plain.encode().decode("cp1252").encode(), repair=True)
    assert (page.text, page.notes) == (plain, ("mojibake mended",))
    (page,) = read(tmp_path, plain, repair=True)
    assert (page.text, page.notes, page.received) == (plain, (), None)


def test_lists_of_addresses_are_read_and_named(tmp_path):
    opml = (
        '<opml><body><outline text="News"><outline text="Strait" xmlUrl="https://s.example/f"/></outline></body></opml>'
    )
    (feed,) = read_opml(opml.encode(), "x")
    assert (feed.url, feed.kind, feed.title) == ("https://s.example/f", "feed", "Strait")
    (problem,) = read(tmp_path, opml)
    assert "legation add" in problem.error.remedy
    news = '<urlset xmlns="a" xmlns:n="b"><url><loc>https://s.example/1</loc><n:news><n:publication_date>2021-05-03T10:00Z</n:publication_date><n:title>Envoy</n:title></n:news></url></urlset>'
    (page,) = read_sitemap(news.encode(), "x")
    assert (page.url, page.kind, page.published, page.title) == ("https://s.example/1", "page", "2021-05-03", "Envoy")
    (index,) = read_sitemap(b"<sitemapindex><sitemap><loc>https://s.example/m</loc></sitemap></sitemapindex>", "x")
    assert index.kind == "sitemap"


@pytest.mark.parametrize(
    ("words", "day_first", "iso"),
    [
        ("2021-04-20T23:30:00Z", None, "2021-04-20T23:30:00Z"),
        ("2021/4/20 10:00", None, "2021-04-20"),
        ("April 20, 2021", None, "2021-04-20"),
        ("Tue, 20 Apr 2021 23:05:00 -0500", None, "2021-04-20"),
        ("20th Sept. 2021", None, "2021-09-20"),
        ("04/20/2021", None, "2021-04-20"),
        ("04/05/2021", None, None),
        ("04/05/2021", True, "2021-05-04"),
        ("04/05/2021", False, "2021-04-05"),
        ("1618923600", None, "2021-04-20"),
        ("soon", None, None),
        ("Feb 30, 2021", None, None),
    ],
)
def test_dates_of_tables_are_read_and_two_readings_are_none(words, day_first, iso):
    assert iso_date(words, day_first=day_first) == iso


def test_a_column_tells_its_order_unless_it_contradicts_itself():
    assert order_of(["04/05/2021", "14/05/2021"]) is True
    assert order_of(["05/14/2021"]) is False
    assert order_of(["14/05/2021", "05/14/2021"]) is None


def test_a_list_of_addresses_with_entities_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>'
    with pytest.raises(SourceError, match="entities"):
        list(read_opml(bomb.encode(), "x"))


def test_a_table_without_a_date_says_which_columns_are_left(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"Nr;Datum;Inhalt\n1;2021-05-03;{TEXT * 2}\n")
    (page,) = read_source(path)
    assert page.notes == ("columns: text = 'Inhalt'; no date among 'Nr', 'Datum' (--date-column)",)
    (page,) = read_source(path, columns=Columns(date="Datum"))
    assert page.notes == ("columns: text = 'Inhalt', date = 'Datum'",)


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b'<link rel="alternate" type="application/rss+xml" href="/feed">', "https://s.example/feed"),
        (b"<LINK HREF=https://f.example/a TYPE='application/atom+xml'>", "https://f.example/a"),
        (b'<link rel="alternate" type="application/rss+xml" href="http://[">', None),
        (b'<link rel="stylesheet" href="/a.css">', None),
    ],
)
def test_a_page_names_its_feed(head, named):
    assert feed_named(b"<html><head>" + head + b"</head></html>", "https://s.example/") == named


def test_an_encoding_is_noted_where_it_is_not_plain():
    assert decode_page("São".encode(), told="utf-8") == ("São", ())
    assert decode_page("São".encode("cp1252"), told="latin-1") == ("São", ("encoding: cp1252, as told",))


@pytest.mark.parametrize(
    ("data", "words", "note"),
    [
        (("naïve “café” " + TEXT * 3).encode("cp1252"), "naïve “café”", "encoding: cp1252, detected"),
        (("é “ü” – ñ " + TEXT * 6).encode() + b"\xff" + TEXT.encode(), "é “ü” – ñ", "encoding: utf-8 with damaged bytes"),
        ((TEXT * 6).encode() + b"\x81" + TEXT.encode(), "\ufffd", "encoding: utf-8 with damaged bytes"),
        (("Příliš žluťoučký kůň úpěl ďábelské ódy. " * 20).encode("cp1250"), "žluťoučký kůň", "encoding: cp1250, detected"),
    ],
)  # fmt: skip
def test_few_letters_beyond_ascii_are_western_and_few_broken_bytes_cost_no_article(tmp_path, data, words, note):
    (page,) = read(tmp_path, data, "a.txt", repair=True)
    assert words in page.text
    assert page.notes == (note,)


def test_a_tar_archive_is_named(tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    (tmp_path / "a.tar.gz").write_bytes(packed.getvalue())
    (problem,) = read_source(tmp_path / "a.tar.gz")
    assert "is a tar archive" in str(problem.error)
