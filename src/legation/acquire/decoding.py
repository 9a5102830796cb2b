"""Bytes to characters, strictly: an encoding is told, marked (BOM) or UTF-8, never guessed.

A wrong guess would shift nothing but change words ("GÃ¶del"), and with them names; so bytes that are no UTF-8 are an
error that names the line, the byte and the probable remedy. Who asks for repair gets a detected encoding, with a note
that says so (`repaired`).
"""

from __future__ import annotations

import codecs
import re

from legation.errors import SourceError

_MARKS: tuple[tuple[bytes, str], ...] = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Opening bytes of files that are no text, with the kind to name.
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip file of an unknown kind"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"BZh", "a bzip2 file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
)

_SAMPLE = 8192
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


_BEYOND_ASCII = bytes(range(128, 256))
#: Encodings whose letters are easily taken for those of Windows-1252.
_CENTRAL = frozenset({"cp1250", "windows-1250", "iso-8859-2", "iso8859-2"})


def marked_encoding(opening: bytes) -> str | None:
    """Return the encoding that a byte-order mark at the very start names, or None without a mark."""
    for mark, encoding in _MARKS:
        if opening.startswith(mark):
            return encoding
    return None


def binary_kind(opening: bytes) -> str | None:
    """Say what kind of binary file begins with these bytes (the first few KB), or None for text.

    `BZh` and `PK` open words too ("PKK"), so a signature counts only beside other marks of binary data where it is
    made of letters alone.
    """
    if marked_encoding(opening):
        return None
    sample = opening[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    for signature, kind in _BINARY:
        if sample.startswith(signature) and (controls or not signature.isalpha()):
            return kind
    if sample[257:262] == b"ustar":
        return "a tar archive"
    if b"\0" in sample or controls * 10 > len(sample):
        return "a binary file"
    return None


def decode(data: bytes, *, place: str, encoding: str | None = None, first_line: int = 1) -> str:
    """Turn `data` into text; a byte-order mark is dropped and all line ends stay as they are.

    `encoding` is the caller's word, else a mark in the bytes decides, else UTF-8. Raises `SourceError` that names
    `place` with the line and the offset of the byte (counted from the start of `data`).
    """
    chosen = encoding or marked_encoding(data) or "utf-8"
    try:
        return data.decode(chosen)
    except LookupError:
        problem = f"unknown encoding {chosen!r}"
        raise SourceError(problem, place=place, remedy="name one that Python knows, as utf-8 or cp1252") from None
    except UnicodeDecodeError as error:
        line = first_line + data.count(b"\n", 0, error.start)
        broken = data[error.start : error.start + 1].hex()
        problem = f"is not {chosen.upper().removesuffix('-SIG')}: byte 0x{broken} at offset {error.start}"
        raise SourceError(problem, place=f"{place}:{line}", remedy=_remedy(data, chosen)) from None


def _remedy(data: bytes, tried: str) -> str:
    """Suggest how to read bytes that `tried` does not fit."""
    if tried != "utf-8":
        return "the file is cut or damaged, or was saved in another encoding"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "convert it to UTF-8 first"
    return "it may be Windows-1252: iconv -f WINDOWS-1252 -t UTF-8"


def detected_encoding(data: bytes) -> str | None:
    """Return the likeliest encoding of bytes that are no UTF-8, by their statistics; None where nothing fits."""
    from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415 - only for the few that need it

    found = detect_encoding(data[:200_000], max_len=200_000, html5_compatible=False, from_html_meta=False)
    if found is None:
        return None
    try:
        codecs.lookup(found)
    except LookupError:
        return None
    # A text of few letters beyond ASCII tells little, and is likelier English with French names than Czech.
    beyond = len(data) - len(data.translate(None, _BEYOND_ASCII))
    if found.lower() in _CENTRAL and beyond * 100 < len(data) and _fits(data, "cp1252"):
        return "cp1252"
    # Pages that call themselves Latin-1 are Windows-1252, which holds its characters and the quotation marks.
    return "cp1252" if found.lower() in {"iso-8859-1", "latin-1", "ascii"} else str(found).lower()


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _damaged(data: bytes) -> str | None:
    """Return a text of UTF-8 with a few bytes that are broken, these as U+FFFD; None for another encoding.

    Either it has other characters beyond ASCII that are whole, as those of another encoding hardly ever are; or it has none,
    and the broken bytes stand for nothing in Windows-1252 either.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 500 > len(text):
        return None
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole > 3 * broken or (not whole and not _fits(data, "cp1252")) else None


def repaired(data: bytes, *, place: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Turn `data` into text like `decode`, but detect the encoding and mend mojibake; return the text and notes on both.

    Raises `SourceError` where no encoding fits.
    """
    notes: tuple[str, ...] = ()
    try:
        text = decode(data, place=place, encoding=encoding)
    except SourceError:
        if encoding is not None or marked_encoding(data) is not None:
            raise
        damaged = _damaged(data)
        found = None if damaged is not None else detected_encoding(data)
        if damaged is None and found is None:
            raise
        text = damaged if damaged is not None else decode(data, place=place, encoding=found)
        notes = (f"encoding: {found}, detected" if found else "encoding: utf-8 with damaged bytes",)
    mended = mend(text)
    return (text, notes) if mended == text else (mended, (*notes, "mojibake mended"))


#: What UTF-8 read as Latin-1 or Windows-1252 leaves behind; texts without any are not looked at further.
_MOJIBAKE = re.compile(r"[ÂÃâÐÑØÙàáã][\u0080-\u00bf‚„…†‡ˆ‰‹Œ‘’“”•–—˜™š›œžŸŠŽƒ€]")


def mend(text: str) -> str:
    """Return the text with characters restored that were decoded in a wrong encoding once; others stay as they are."""
    if _MOJIBAKE.search(text) is None:
        return text
    import ftfy  # noqa: PLC0415 - only for the few that need it

    # Line by line: one clean line with an odd character must not veto the rest; ftfy's other repairs move offsets.
    return "".join(
        ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.splitlines(keepends=True)
    )
