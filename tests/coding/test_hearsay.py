"""A document is listened to once, whoever asks, and never mistaken for another one."""

from legation.acquire import Page
from legation.coding import hearsay
from legation.pipeline import document_of, open_pipeline


def test_a_document_is_heard_once(monkeypatch):
    heard = []
    listen = hearsay.heard_before

    def counted(reading, *rest):
        heard.append(reading.document.id)
        return listen(reading, *rest)

    monkeypatch.setattr(hearsay, "heard_before", counted)
    pipeline = open_pipeline()
    pages = [
        Page(text=text, source="test", id=name, published="2024-05-15")
        for name, text in {
            "one": "Kenya spoke late on Monday. It said Somali gunmen had attacked a post.",
            "two": "Uganda spoke late on Monday. It said Rwandan troops had attacked a post.",
        }.items()
    ]
    articles = [pipeline.code(document_of(page)) for page in (*pages, pages[0])]
    assert heard == ["one", "two", "one"]
    origins = [article.reports[0].chain[0].actor.code for article in articles]
    assert origins == ["KEN", "UGA", "KEN"]
