"""`legation add` and `watch` as a user would start them, but quickly and against a server of our own."""

from click.testing import CliRunner

from legation.serve.cli import main
from legation.store.ledger import Ledger


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)


def add(folder, *sources):
    return run("add", *sources, "--ledger", folder / "l", "--no-code", "--allow-private", "--pause", "0")


def watch(folder, *sources):
    return run(
        "watch",
        *sources,
        "--ledger",
        folder / "l",
        "--no-code",
        "--allow-private",
        "--pause",
        "0",
        "--once",
        "--every",
        "0.001s",
    )


def kept(folder):
    with Ledger(folder / "l", read_only=True) as ledger:
        return list(ledger.articles())
