"""The run that a pipeline makes: hashes of all that decides what a text is coded as, and what these parts say."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import legation
from legation.coding.lexicon_view import own_files, shipped_files
from legation.resolve.knowledge import user_file
from legation.store.ledger import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legation.keeping.recoding import Codes

_HOME: Final = Path(legation.__file__).parent
_KNOWLEDGE: Final = _HOME / "resolve" / "data"
#: Bytes of one file in a content that are read back, and of all: more than any of ours has.
_MOST: Final = 256_000_000


def run_of(pipeline: Codes, *, options: Mapping[str, str] | None = None, ontology: Path | None = None) -> Run:
    """Return the run that a pipeline makes: its version, and hashes of the model, lexicon and knowledge base used."""
    lexicon = [*sorted((_HOME / "coding" / "lexicon").glob("*")), *(sorted(ontology.glob("*.txt")) if ontology else ())]
    return Run(
        coder=pipeline.version,
        model=_hash_of(tuple(sorted((_HOME / "read" / "model").glob("*")))),
        lexicon=_hash_of(tuple(lexicon)),
        knowledge=_hash_of(tuple(_knowledge_files())),
        options=" ".join(f"{name}={value}" for name, value in sorted((options or {}).items())),
        contents=partial(contents_of, ontology),
    )


def _knowledge_files() -> list[Path]:
    own = user_file()
    return [*sorted(_KNOWLEDGE.glob("*")), *([own] if own.is_file() else [])]


def _hash_of(paths: tuple[Path, ...]) -> str:
    # A file of the user's may change while a server runs: its time and size are part of the question.
    stats = [path.stat() for path in paths]
    return _hash(paths, tuple((stat.st_mtime_ns, stat.st_size) for stat in stats))


@lru_cache(maxsize=16)
def _hash(paths: tuple[Path, ...], _states: tuple[tuple[int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


# --- contents ----------------------------------------------------------------------------------------------------


def contents_of(ontology: Path | None = None) -> dict[str, bytes]:
    """Return lexicon and knowledge base, each as one content."""
    lexicon = {f"shipped/{name}": text.encode() for name, text in shipped_files().items()}
    lexicon |= {f"own/{place}": text.encode() for place, text in own_files(ontology).items()}
    knowledge = {path.name: path.read_bytes() for path in _KNOWLEDGE.glob("*")}
    own = user_file()
    if own.is_file():
        knowledge["own"] = own.read_bytes()
    return {"lexicon": packed(lexicon), "knowledge": packed(knowledge)}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            # A compiled knowledge base is packed already.
            kind = zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of a content. Raises ValueError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return dict(_members(archive, archive.infolist()))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(str(error)) from error


def _members(archive: zipfile.ZipFile, infos: Iterable[zipfile.ZipInfo]) -> Iterable[tuple[str, bytes]]:
    left = _MOST
    for info in infos:
        # A ledger may come from anywhere: what a head says of its size is not believed.
        with archive.open(info) as stream:
            found = stream.read(left + 1)
        left -= len(found)
        if left < 0:
            raise ValueError("the content is too large")
        yield info.filename, found
