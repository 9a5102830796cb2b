"""Mail newsletters: one message (.eml, saved pages as .mht) or many (mbox); one page for each message."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import IO

from legation.acquire.hypertext import decode_page
from legation.acquire.options import DOCUMENT_LIMIT, Options
from legation.acquire.pages import Form, Page, Problem
from legation.acquire.stamps import mail_date
from legation.errors import LegationError, LineError, SourceError

#: A plain part below so many characters says no more than "see the HTML part".
_STUB = 200
_PARTS = 200


def read_mail(data: bytes, place: str) -> Iterator[Page | Problem]:
    """Yield the page of one message. Raises `SourceError`."""
    yield page_of_mail(data, place)


def read_mbox(stream: IO[bytes], place: str, options: Options) -> Iterator[Page | Problem]:
    """Yield the messages of an mbox, one in memory at a time; a bad one is a `Problem`."""
    for number, data in enumerate(_messages(stream, options.limits.page), start=1):
        where = f"{place}:{number}"
        try:
            if data is None:
                raise LineError(
                    f"is a message of more than {options.limits.page // 1_000_000} MB",
                    place=where,
                    remedy="nothing to do",
                )
            yield page_of_mail(data, where)
        except LegationError as error:
            yield Problem(source=where, error=error)


def _messages(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the bytes of each message, None for one that is too large to be held."""
    held = io.BytesIO()
    size, after_blank, begun = 0, True, False
    while line := stream.readline(most + 1):
        if line.startswith(b"From ") and after_blank:
            if begun:
                yield held.getvalue() if size <= most else None
            held, size, begun = io.BytesIO(), 0, True
        else:
            size += len(line)
            if size <= most:
                held.write(line[1:] if line.startswith(b">From ") else line)
        after_blank = line in {b"\n", b"\r\n"}
    if begun:
        yield held.getvalue() if size <= most else None


def page_of_mail(data: bytes, place: str) -> Page:
    """Make a page of a message: its plain part, or its HTML where that says more. Raises `SourceError`."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        parts = [part for _, part in zip(range(_PARTS), message.walk(), strict=False)]
        text, form, notes = _body([part for part in parts if not part.is_multipart()])
        subject, sender, date = (_header(message, name) for name in ("Subject", "From", "Date"))
        identity, location = _header(message, "Message-ID"), _saved_from(message, parts)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise SourceError(f"cannot be read as mail: {error}", place=place, remedy="save the message as text") from None
    if not text.strip():
        raise SourceError("is a message without text", place=place, remedy="nothing to do")
    if form == "text" and len(text.encode("utf-8", "replace")) > DOCUMENT_LIMIT:
        raise SourceError("is one document of more than 5 MB", place=place, remedy="split it")
    saved = _is_saved(message)
    name, address = parseaddr(sender or "")
    page = Page(
        text=text, source=place, form=form, notes=notes, title=None if saved else subject, outlet=None if saved else name or address or None,
        id="m" + hashlib.sha256(identity.encode()).hexdigest()[:15] if identity and not saved else None,
        received=hashlib.sha256(data).hexdigest(), url=location,
    )  # fmt: skip
    # A saved page's date is the day of saving.
    published = mail_date(date) if date and not saved else None
    return replace(page, published=published, published_basis="mail") if published else page


def _is_saved(message: EmailMessage) -> bool:
    """Tell a page that a browser saved (.mht): Chrome names its address, others only themselves as the sender."""
    return (
        "Snapshot-Content-Location" in message
        or re.match(r"[<\"\s]{0,3}saved by ", _header(message, "From") or "", re.IGNORECASE) is not None
    )


def _saved_from(message: EmailMessage, parts: list[EmailMessage]) -> str | None:
    """Return the address of a saved page, None for another message, and where it does not say one of the web."""
    if not _is_saved(message):
        return None
    told = (_header(part, "Content-Location") for part in parts if part.get_content_type() == "text/html")
    places = (_header(message, "Snapshot-Content-Location"), *told)
    return next((place for place in places if place and place.startswith(("http://", "https://"))), None)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()).encode("utf-8", "replace").decode() or None if value is not None else None


def _body(parts: list[EmailMessage]) -> tuple[str, Form, tuple[str, ...]]:
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not part.is_attachment()]
    markup = [
        part
        for part in parts
        if part.get_content_type() in {"text/html", "application/xhtml+xml"} and not part.is_attachment()
    ]
    texts = [_decoded(part) for part in plain]
    text = "\n\n".join(words for words, _ in texts).replace("\r\n", "\n")
    if markup and len(text.strip()) < _STUB:
        words, notes = _decoded(markup[0])
        return words, "html", notes
    return text, "text", tuple(note for _, notes in texts for note in notes)


def _decoded(part: EmailMessage) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return decode_page(payload if isinstance(payload, bytes) else b"", told=charset)
