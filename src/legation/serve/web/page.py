"""Templates: how a page is rendered, and the few functions that templates may call."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

import jinja2
from starlette.responses import HTMLResponse

from legation import __version__, ontology
from legation.serve.web import wording
from legation.serve.web.guards import form_token
from legation.serve.web.marked import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from legation.serve.web.desk import Desk
    from legation.serve.web.recoding import Recoding

_HOME: Final = Path(__file__).parent


def desk_of(request: Request) -> Desk:
    """Return the application's desk."""
    desk: Desk = request.app.state.desk
    return desk


def recoding_of(request: Request) -> Recoding:
    """Return the application's one job that codes again."""
    recoding: Recoding = request.app.state.recoding
    return recoding


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HOME / "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.globals.update(w=wording, static=static_address, address=address, ontology=ontology, version=__version__)
    found.filters["plural"] = wording.count
    found.filters["said"] = said
    return found


def warm() -> None:
    """Compile all templates, so that no reader waits for it."""
    for name in _templates().list_templates():
        _templates().get_template(name)


@lru_cache(maxsize=32)
def static_address(name: str) -> str:
    """Return the address of a file of ours, with a hash so that a new version is fetched."""
    digest = hashlib.sha256((_HOME / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    return quote(part, safe=":")


def address(*parts: str, **query: object) -> str:
    """Return the address of a page from its parts, every one quoted; empty values of the query are left out."""
    path = "/" + "/".join([_quoted(part) for part in parts])
    words = {name: value for name, value in query.items() if value not in (None, "", ())}
    return path + (f"?{urlencode(words)}" if words else "")


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a page."""
    shared: Mapping[str, Any] = {
        "path": request.url.path, "desk": desk_of(request), "form_token": lambda: form_token(request), "here": request.url.path,
        "rules": request.scope["legation.rules"],
    }  # fmt: skip
    html = _templates().get_template(template).render({**shared, **values})
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-cache"})
