"""Forms: code a text, keep it, code again, sign in and out. Each checks its session's token, acts, and sends the browser on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from legation.errors import InputError, LegationError
from legation.serve.web import incoming
from legation.serve.web.guards import SESSION_COOKIE, TOKEN_COOKIE, Rules, is_form_token
from legation.serve.web.page import address, desk_of, recoding_of, render
from legation.store.query import Query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from legation.serve.web.desk import Coded

Fields = dict[str, Any]


def code(request: Request, fields: Fields) -> Response:
    """Code what was pasted, uploaded or fetched, and go to its page; of several articles, list them."""
    check(request, fields)
    desk = desk_of(request)
    keep = word(fields, "keep") == "yes" and desk.can_write
    done: list[Coded] = []
    problems: list[LegationError] = []
    try:
        found = incoming.read(fields, desk.fetching)
        problems += found.problems
        for page in found.pages:
            try:
                done.append(desk.code_page(page, keep=keep))
            except InputError as error:
                if len(found.pages) == 1:
                    raise
                problems.append(error)
    except InputError as error:
        # What was typed is given back, so that nothing is lost over a wrong date.
        given = {
            name: word(fields, name, strip=name != "text") for name in ("text", "published", "source", "url", "keep")
        }
        return render(request, "front.html", status=400, problem=str(error), given=given, **_lists(request))
    if len(done) == 1 and not problems:
        return RedirectResponse(address("articles", done[0].id), status_code=303)
    shown = [(one.id, desk.article(one.id)[0].form) for one in done]
    return render(request, "coded.html", shown=shown, problems=problems, kept=keep)


def _lists(request: Request) -> Fields:
    from legation.serve.web.pages import front_lists  # noqa: PLC0415 - pages and posts share the first page

    return front_lists(desk_of(request))


def keep(request: Request, fields: Fields) -> Response:
    """Keep an article that was only looked at."""
    check(request, fields)
    desk = desk_of(request)
    identity = request.path_params["id"]
    if not desk.article(identity)[1]:
        desk.keep(identity)
    return RedirectResponse(address("articles", identity), status_code=303)


def recode(request: Request, fields: Fields) -> Response:
    """Begin to code again what a change can touch, and go to the page that tells how far it is."""
    check(request, fields)
    _may_write(request)
    given = {name: word(fields, name) for name in ("text", "type") if word(fields, name)}
    recoding_of(request).start(Query.of(given) if given else None, every=word(fields, "every") == "yes")
    return RedirectResponse("/runs#recoding", status_code=303)


def stop_recoding(request: Request, fields: Fields) -> Response:
    """Let what codes again end after the article at hand."""
    check(request, fields)
    _may_write(request)
    recoding_of(request).stop()
    return RedirectResponse("/runs#recoding", status_code=303)


def _may_write(request: Request) -> None:
    if not desk_of(request).can_write:
        raise HTTPException(403, "the ledger is open for reading only")


def sign_in(request: Request, fields: Fields) -> Response:
    """Take the token, or a name with its password, and give a cookie for it."""
    check(request, fields)
    rules: Rules = request.scope["legation.rules"]
    name, key = word(fields, "name"), word(fields, "key", strip=False)
    address = request.client.host if request.client is not None else ""
    problem, status = "that is not the token", 403
    if name and rules.passwords is not None:
        problem = "that is not the password of that name"
        if rules.passwords.must_wait(address):
            problem, status = "too many trials have failed: wait some minutes", 429
        right = rules.passwords.admits(name, key, address)
    else:
        right = rules.admits(key.strip())
        name = ""
    if not right:
        return render(request, "sign_in.html", status=status, problem=problem, rules=rules)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        TOKEN_COOKIE, rules.key(name), httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


def sign_out(request: Request, fields: Fields) -> Response:
    """End what signing in began: the key opens nothing any more, and the browser forgets it and the pages it has kept."""
    check(request, fields)
    rules: Rules = request.scope["legation.rules"]
    rules.end(request.cookies.get(TOKEN_COOKIE, ""))
    answer = RedirectResponse("/sign-in", status_code=303)
    for name in (TOKEN_COOKIE, SESSION_COOKIE):
        answer.delete_cookie(name, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    answer.headers["clear-site-data"] = '"cache"'
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
