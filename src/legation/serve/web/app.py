"""The application: addresses, the time that an answer may take, and what is said where there is none."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from legation.errors import InputError, LegationError, NotFoundError
from legation.serve.web import api, api_answers, pages, pages_codebook, pages_explore, pages_ledger, posts, reviewing
from legation.serve.web.brief import brief_by
from legation.serve.web.desk import BusyError, Desk
from legation.serve.web.guards import Guards, Rules
from legation.serve.web.kept import Kept
from legation.serve.web.page import render, warm
from legation.serve.web.recoding import Recoding

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

#: Seconds that an answer may take; coding a long text is the slowest.
TIME_LIMIT: Final = 60.0
#: Pages that are made at once: more would only take turns, and each holds a connection with its cache.
_AT_ONCE: Final = 4
STATIC: Final = Path(__file__).parent / "static"
_log: Final = logging.getLogger("legation.web")


def make_app(desk: Desk, rules: Rules, *, time_limit: float = TIME_LIMIT) -> Starlette:
    """Put the application together over an open desk."""
    page = partial(_timed, seconds=time_limit, limiter=anyio.CapacityLimiter(_AT_ONCE))
    kept = Kept(desk.clock)
    routes = [
        Route("/", page(pages.front)),
        Route("/code", _form(posts.code, time_limit), methods=["POST"]),
        Route("/sign-in", page(pages.sign_in)),
        Route("/sign-in", _form(posts.sign_in, time_limit), methods=["POST"]),
        Route("/sign-out", page(pages.sign_out)),
        Route("/sign-out", _form(posts.sign_out, time_limit), methods=["POST"]),
        Route("/brief", page(brief_by(kept))),
        Route("/articles", page(kept(pages.articles))),
        Route("/articles/{id:path}/keep", _form(posts.keep, time_limit), methods=["POST"]),
        Route("/articles/{id:path}", page(pages.article)),
        Route("/events", page(kept(pages_explore.explore))),
        Route("/network", page(kept(pages_explore.ties))),
        *(Route(f"/network.{form}", page(pages_explore.network_file)) for form in ("svg", "csv")),
        Route("/map", page(kept(pages_explore.atlas))),
        *(Route(f"/map.{form}", page(pages_explore.map_file)) for form in ("svg", "csv")),
        Route("/events/{id}", page(pages.event)),
        Route("/desk", page(reviewing.desk_page)),
        Route("/desk/accuracy", page(kept(reviewing.accuracy_page))),
        Route("/reviews", _form(reviewing.review, time_limit), methods=["POST"]),
        Route("/actors", page(kept(pages_ledger.actors))),
        Route("/actors/{code}", page(kept(pages_ledger.actor))),
        Route("/dyads/{one}/{other}", page(kept(pages_ledger.dyad))),
        *(Route(f"/dyads/{{one}}/{{other}}/{file}", page(pages_ledger.dyad_file)) for file in pages_ledger.FILES),
        *(Route(f"/actors/{{code}}/{file}", page(pages_ledger.actor_file)) for file in pages_ledger.FILES),
        Route("/search", page(pages.search)),
        Route("/runs", page(pages.runs)),
        Route("/runs/recode", _form(posts.recode, time_limit), methods=["POST"]),
        Route("/runs/recode/stop", _form(posts.stop_recoding, time_limit), methods=["POST"]),
        Route("/codebook", page(kept(pages_codebook.codebook))),
        Route("/codebook/{type}", page(kept(pages_codebook.codebook_type))),
        Route("/about", page(pages.about)),
        *api.routes(page, partial(_body, seconds=time_limit)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guards, rules=rules), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
        exception_handlers={HTTPException: _http_error},  # type: ignore[dict-item]  # narrower than Exception
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.state.recoding = Recoding(desk)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Load the model and the templates beside the first requests; they wait only if they need it."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(anyio.to_thread.run_sync, warm)
        tasks.start_soon(partial(anyio.to_thread.run_sync, app.state.desk.warm))
        yield
        # Before the ledger is closed: what codes again ends after the article at hand.
        await anyio.to_thread.run_sync(app.state.recoding.close)


async def _within(
    request: Request, seconds: float, work: Callable[[], Response], limiter: anyio.CapacityLimiter | None = None
) -> Response:
    """Do work in a thread; what takes too long goes on there unheard, and the reader is told."""
    try:
        with anyio.fail_after(seconds):
            return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=limiter)
    except TimeoutError:
        return problem(request, 503, "this takes too long", "ask for less, or use the command line")
    except LegationError as error:
        # Neither the place, a path of this computer, nor the remedy a second time.
        return problem(request, _status(error), error.problem, error.remedy)
    except HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - told and logged below
        # Here, not further out: the answer to an accident must pass the guards like any other. The path may hold what
        # somebody searched for; the route is enough for a log.
        route = getattr(request.scope.get("route"), "path", "?")
        _log.exception("%s at %s", type(error).__name__, route)
        return problem(request, 500, "something went wrong here; it is not your doing", "tell the makers, with the log")


def _status(error: LegationError) -> int:
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, InputError):
        return 400
    return 503 if isinstance(error, BusyError) else 500


def _timed(
    answer: Callable[[Request], Response], *, seconds: float, limiter: anyio.CapacityLimiter
) -> Callable[[Request], Awaitable[Response]]:
    @wraps(answer)
    async def endpoint(request: Request) -> Response:
        return await _within(request, seconds, partial(answer, request), limiter)

    return endpoint


def _form(answer: Callable[[Request, Any], Response], seconds: float) -> Callable[[Request], Awaitable[Response]]:
    """Read a form first: at most one file and a few fields; a slow sender is cut off as well."""

    @wraps(answer)
    async def endpoint(request: Request) -> Response:
        try:
            with anyio.fail_after(seconds):
                async with request.form(max_files=1, max_fields=24, max_part_size=1_900_000) as form:
                    fields: dict[str, Any] = {}
                    for name, value in form.multi_items():
                        fields[name] = value if isinstance(value, str) else (value.filename, await value.read())
        except TimeoutError:
            return problem(request, 408, "the form took too long to arrive", "send it again")
        return await _within(request, seconds, partial(answer, request, fields))

    return endpoint


def _body(answer: Callable[[Request, bytes], Response], *, seconds: float) -> Callable[[Request], Awaitable[Response]]:
    @wraps(answer)
    async def endpoint(request: Request) -> Response:
        try:
            with anyio.fail_after(seconds):
                body = await request.body()
        except TimeoutError:
            return problem(request, 408, "the body took too long to arrive", "send it again")
        return await _within(request, seconds, partial(answer, request, body))

    return endpoint


# --- errors ------------------------------------------------------------------------------------------------------


def problem(request: Request, status: int, words: str, remedy: str | None = None) -> Response:
    """Say what is wrong: as a page, or to programs as problem+json (RFC 9457)."""
    if request.url.path.startswith("/api/"):
        return api_answers.problem(status, words, remedy)
    return render(request, "problem.html", status=status, problem=words, remedy=remedy, code=status)


async def _http_error(request: Request, error: HTTPException) -> Response:
    words = {404: "there is no such page", 405: "this address takes no such request"}.get(
        error.status_code, error.detail
    )
    return problem(request, error.status_code, words, None)
