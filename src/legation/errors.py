"""Every error that Legation raises on purpose, as one tree.

    LegationError
    +-- InputError            something given by the caller cannot be used
    |   +-- SourceError       a path, an encoding, a binary file, a size over the limit
    |   +-- LineError         one line of a JSONL, CSV or TSV source
    |   +-- DateError         a date that is no date
    +-- DataError             a file of rules or knowledge is wrong: lexicon, ontology, knowledge base
    +-- ModelError            the reader's model is missing or does not fit
    +-- LedgerError           the ledger cannot be opened, is newer than the program, or is damaged
    +-- NotFoundError         no record of that id

Messages are one line: what is wrong, where (file and line), and what to do about it.
"""

from __future__ import annotations


class LegationError(Exception):
    """Base of all errors raised on purpose; `str()` of it is one line for people."""

    def __init__(self, problem: str, *, place: str | None = None, remedy: str | None = None) -> None:
        """Say the `problem`, the `place` (file, or file:line) and the `remedy`."""
        self.problem = problem
        self.place = place
        self.remedy = remedy
        super().__init__(problem)

    def __str__(self) -> str:
        """Give the whole message on one line."""
        place = f"{self.place}: " if self.place else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.problem}{remedy}".replace("\n", " ")


class InputError(LegationError):
    """Something given by the caller cannot be used."""


class SourceError(InputError):
    """A file or stream cannot be read as text."""


class LineError(InputError):
    """One line of a structured source cannot be used; the others can."""


class DateError(InputError):
    """A date is neither a year, a year and month, nor a full date."""


class DataError(LegationError):
    """A file of rules or knowledge is wrong."""


class ModelError(LegationError):
    """The reader's model is missing, damaged, or of another version."""


class LedgerError(LegationError):
    """The ledger cannot be opened, written, or understood."""


class NotFoundError(LegationError):
    """No record has that id."""
