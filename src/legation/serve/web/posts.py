"""Forms: code a text, keep it, sign in. Each checks its session's token, acts, and sends the browser on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from legation.acquire.decoding import binary_kind, decode
from legation.errors import InputError, SourceError
from legation.serve.web.guards import TOKEN_COOKIE, Rules, is_form_token
from legation.serve.web.page import address, desk_of, render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Fields = dict[str, Any]


def code(request: Request, fields: Fields) -> Response:
    """Code a pasted or uploaded text, and go to its page."""
    check(request, fields)
    desk = desk_of(request)
    text = _text(fields)
    keep = word(fields, "keep") == "yes" and desk.can_write
    try:
        done = desk.code(
            text,
            title=word(fields, "title"),
            published=word(fields, "published"),
            source=word(fields, "source"),
            keep=keep,
        )
    except InputError as error:
        # What was typed is given back, so that nothing is lost over a wrong date.
        return render(
            request,
            "front.html",
            status=400,
            problem=str(error),
            given={**_words(fields), "text": text},
            **_lists(request),
        )
    return RedirectResponse(address("articles", done.id), status_code=303)


def _lists(request: Request) -> Fields:
    from legation.serve.web.pages import front_lists  # noqa: PLC0415 - pages and posts share the first page

    return front_lists(desk_of(request))


def _text(fields: Fields) -> str:
    """Return the text of the file, where one was chosen, else what was pasted.

    Browsers send every line end of a text box as CR LF; what was typed or pasted had LF.
    """
    upload = fields.get("file")
    if isinstance(upload, tuple) and upload[1]:
        name, data = upload[0] or "the file", upload[1]
        kind = binary_kind(data)
        if kind:
            raise SourceError(f"the file is {kind}, not text", remedy="choose plain text in UTF-8")
        return decode(data, place=name)
    return word(fields, "text", strip=False).replace("\r\n", "\n")


def keep(request: Request, fields: Fields) -> Response:
    """Keep an article that was only looked at."""
    check(request, fields)
    desk = desk_of(request)
    found, kept = desk.article(request.path_params["id"])
    if not kept:
        document = found.form["document"]
        given = document["date_basis"] == "given"
        desk.code(
            found.text, title=document["title"], published=document["published"]["start"] if given else None,
            source=document["source"], identity=found.form["id"],
        )  # fmt: skip
    return RedirectResponse(address("articles", found.form["id"]), status_code=303)


def sign_in(request: Request, fields: Fields) -> Response:
    """Take the token, and give a cookie for it."""
    check(request, fields)
    rules: Rules = request.scope["legation.rules"]
    if rules.token is None or not rules.admits(word(fields, "key")):
        return render(request, "sign_in.html", status=403, problem="that is not the token")
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(TOKEN_COOKIE, rules.key(), httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def check(request: Request, fields: Fields) -> None:
    """Refuse a form that does not carry the token of its session."""
    if not is_form_token(request, fields.get("token")):
        raise HTTPException(403, "the form is out of date: go back, reload the page, and send it again")


def word(fields: Fields, name: str, *, strip: bool = True) -> str:
    """Return a field of a form as text; empty where it is missing, or a file."""
    value = fields.get(name, "")
    words = value if isinstance(value, str) else ""
    return words.strip() if strip else words


def _words(fields: Fields) -> dict[str, str]:
    return {name: word(fields, name) for name in ("title", "published", "source", "keep")}
