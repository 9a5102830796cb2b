"""Make the next items of an iterator in another thread, so that who asks for them seldom waits."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")


@contextlib.contextmanager
def made_ahead(items: Iterator[Item], ahead: int) -> Iterator[Iterator[Item]]:
    """Give an iterator over `items`, of which up to `ahead` are made beforehand; 0 makes each when asked for.

    An error in making an item is raised where the item is asked for. The thread ends with the block.
    """
    if not ahead:
        yield items
        return
    ready: queue.Queue[tuple[bool, Item | BaseException | None]] = queue.Queue(ahead)
    is_over = threading.Event()

    def put(entry: tuple[bool, Item | BaseException | None]) -> None:
        while not is_over.is_set():
            with contextlib.suppress(queue.Full):
                ready.put(entry, timeout=0.2)
                return

    def work() -> None:
        try:
            for item in items:
                put((True, item))
                if is_over.is_set():
                    return
            put((False, None))
        except BaseException as error:  # noqa: BLE001 - raised again where it is seen
            put((False, error))

    def taken() -> Iterator[Item]:
        while True:
            is_item, value = ready.get()
            if not is_item:
                if isinstance(value, BaseException):
                    raise value
                return
            yield value  # type: ignore[misc]

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        yield taken()
    finally:
        is_over.set()
        worker.join()
