"""The shipped reader, loaded once."""

from __future__ import annotations

import pytest

from legation.read import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
