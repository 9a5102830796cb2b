"""`legation serve`: the web application over a ledger, or over the bundled sample."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import signal
import socket
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.errors import InputError, LedgerError, LegationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.serve.web.desk import Desk
    from legation.serve.web.guards import Rules

#: Seconds that answers under way may still take when the server is told to stop: longer than the limit of each (`TIME_LIMIT`),
#: so that a text in the model is coded and kept.
_GRACE = 65


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the server is started."""

    host: str = "127.0.0.1"
    port: int = 8765
    #: Names by which others reach it.
    names: tuple[str, ...] = ()
    token: str | None = None
    #: A file of names and hashed passwords.
    passwords: Path | None = None
    read_only: bool = False
    #: Whether the box may fetch addresses.
    allow_fetch: bool = False
    borders: Path | None = None
    open_page: bool = False


@click.command()
@click.option("--ledger", "path", metavar="FILE", envvar="LEGATION_LEDGER", help="The ledger, made where there is none; without it the bundled sample, kept nowhere.")  # fmt: skip
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at; another than loopback needs a token or passwords."
)  # fmt: skip
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes any that is free."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name by which others reach this server; may be given several times.")  # fmt: skip
@click.option(
    "--token", envvar="LEGATION_TOKEN", help="What others must give to see anything; better in $LEGATION_TOKEN."
)
@click.option("--passwords", type=click.Path(path_type=Path), metavar="FILE", help="Who may sign in by name: lines of `legation password NAME`.")  # fmt: skip
@click.option("--read-only", is_flag=True, help="Keep nothing in the ledger.")
@click.option(
    "--allow-fetch", is_flag=True, help="Let the box on the first page fetch addresses, of public machines only."
)
@click.option("--borders", type=click.Path(path_type=Path), metavar="FILE", help="TopoJSON or GeoJSON of countries for the map, instead of Natural Earth's.")  # fmt: skip
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser.")
@click.pass_context
def serve(context: click.Context, /, path: str | None, **given: Any) -> None:
    """Show articles, events, actors and pairs in a browser; paste an article and see what is read from it.

    Nothing is sent anywhere: the pages load no font, script or map from elsewhere, and only --allow-fetch asks the network.

    \b
    Examples:
      legation serve --open
      legation serve --ledger my.ledger --allow-fetch
      LEGATION_TOKEN=... legation serve --ledger my.ledger --host 0.0.0.0 --name news.example.org
    """
    try:
        run(path, Settings(**given))
    except LegationError as error:
        context.obj.say(error)
        sys.exit(2)


@click.command()
@click.argument("name", metavar="NAME")
@click.pass_context
def password(context: click.Context, name: str) -> None:
    """Ask for a password and print the line that lets NAME sign in to `legation serve --passwords FILE`.

    \b
    Examples:
      legation password Ana >> readers.txt
    """
    from legation.serve.web.passwords import line_of  # noqa: PLC0415 - keeps --help fast

    words = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        click.echo(line_of(name, words))
    except LegationError as error:
        context.obj.say(error)
        sys.exit(2)


def run(path: str | None, settings: Settings) -> None:
    """Serve until interrupted. Raises LegationError where that cannot begin."""
    _check(settings)
    if settings.borders is not None:
        from legation.serve.web.borders import read_borders  # noqa: PLC0415 - keeps --help fast

        read_borders(settings.borders)
    with _listening(settings.host, settings.port) as listener, _desk(path, settings) as desk:
        import uvicorn  # noqa: PLC0415 - keeps --help fast

        from legation.serve.web.app import make_app  # noqa: PLC0415
        from legation.serve.web.patience import PatientProtocol  # noqa: PLC0415

        host = settings.host
        shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104 - compared, not bound
        page = f"http://{shown}:{listener.getsockname()[1]}/"
        # The access log would hold what people search for.
        config = uvicorn.Config(
            make_app(desk, _rules(settings, shown)), http=PatientProtocol, ws="none", log_level="warning", access_log=False,
            server_header=False, timeout_graceful_shutdown=_GRACE, h11_max_incomplete_event_size=65_536, timeout_keep_alive=15,
            limit_concurrency=500,
        )  # fmt: skip
        click.echo(f"Legation shows {desk.name} at {page}   (Ctrl+C ends it)", err=True)
        if settings.open_page:
            threading.Timer(0.6, _open, [page]).start()
        # When its answers are given, uvicorn raises the signal again: both end here, and files are closed and removed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _rules(settings: Settings, shown: str) -> Rules:
    from legation.serve.web.guards import Rules  # noqa: PLC0415 - keeps --help fast
    from legation.serve.web.passwords import Passwords  # noqa: PLC0415

    names = {"127.0.0.1", "localhost", "[::1]", shown.lower(), *(name.lower() for name in settings.names)}
    passwords = Passwords.read(settings.passwords) if settings.passwords is not None else None
    return Rules(frozenset(names), settings.token, passwords)


def show_sample() -> None:
    """Serve the bundled sample and open it; where the usual port is taken, at one that is free."""
    try:
        run(None, Settings(open_page=True))
    except InputError:
        run(None, Settings(port=0, open_page=True))


def _open(page: str) -> None:
    import webbrowser  # noqa: PLC0415

    # Without a screen a browser for terminals would take this one.
    if sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(page)


def _check(settings: Settings) -> None:
    host, token = settings.host, settings.token
    if settings.passwords is not None:
        from legation.serve.web.passwords import Passwords  # noqa: PLC0415 - keeps --help fast

        Passwords.read(settings.passwords)
    if _is_loopback(host):
        return
    if not token and settings.passwords is None:
        remedy = "set $LEGATION_TOKEN to a long secret, name --passwords FILE, or listen at 127.0.0.1"
        raise InputError(
            "others could read the ledger and write to it: a token is needed", place=f"--host {host}", remedy=remedy
        )
    if token and len(token) < 16:
        raise InputError("the token is too short to be a secret", remedy="take 16 characters or more")
    if host in {"0.0.0.0", "::"} and not settings.names:  # noqa: S104 - compared, not bound
        raise InputError(
            "say by which name others reach this server", place=f"--host {host}", remedy="--name news.example.org"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before anything is loaded, so that a taken one is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            # From here on who comes waits, and is not turned away while the rest is loaded.
            listener.listen(128)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"cannot listen: {reason}", place=f"{host}:{port}", remedy="try --port 0") from error
        yield listener


@contextmanager
def _desk(path: str | None, settings: Settings) -> Iterator[Desk]:
    from legation.keeping import settle  # noqa: PLC0415 - keeps --help fast
    from legation.serve.web.borders import SHIPPED  # noqa: PLC0415
    from legation.serve.web.desk import Desk  # noqa: PLC0415
    from legation.serve.web.incoming import Fetching  # noqa: PLC0415
    from legation.store.ledger import Ledger  # noqa: PLC0415

    borders = settings.borders or SHIPPED
    fetching = Fetching() if settings.allow_fetch else None
    if path is None:
        with (
            tempfile.TemporaryDirectory(prefix="legation-") as folder,
            Ledger(Path(folder) / "sample.ledger") as ledger,
            Desk(ledger, name="the bundled sample", sample=True, borders=borders, fetching=fetching) as desk,
        ):
            _code_sample(desk)
            yield desk
        return
    exists = Path(path).is_file()
    can_write = not exists or (os.access(path, os.W_OK) and os.access(Path(path).absolute().parent, os.W_OK))
    with Ledger(path, read_only=settings.read_only or not can_write) as ledger:
        if not ledger.read_only:
            try:
                settle(ledger)
            except LedgerError as error:
                if "locked" not in error.problem:
                    raise
        if not exists:
            click.echo(f"legation: {path} is new and empty", err=True)
        with Desk(ledger, name=Path(path).name, borders=borders, fetching=fetching) as desk:
            yield desk


def _code_sample(desk: Desk) -> None:
    from legation.acquire import Page, read_source  # noqa: PLC0415

    with as_file(files("legation.serve") / "sample" / "dispatches.jsonl") as sample:
        for page in read_source(sample):
            if isinstance(page, Page):
                desk.code(
                    page.text, title=page.title, published=page.published, source="Legation's sample", identity=page.id
                )
