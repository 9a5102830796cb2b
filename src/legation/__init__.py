"""Legation: reads international news and turns it into event data that a person can check.

>>> import legation
>>> article = legation.code("Chad accused Sudan on Tuesday of arming rebels.", published="2021-04-21")
>>> article.reports[0].type
'ACCUSE'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from legation.records import Article

__all__ = ["__version__", "code"]


def code(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name in every format
) -> Article:
    """Code one article.

    `published` is the publication date: a year ("2004"), a month ("2021-04") or a day ("2021-04-21"); where it is not
    given it is looked for in the text, and marked as inferred. All offsets in the answer are half-open characters of
    `text`. The model is loaded at the first call.

    Raises DateError for a date of another form, SourceError for a text that is empty, larger than 5 MB, or no text
    (half a character: a lone surrogate).
    """
    from legation.pipeline import code_text  # noqa: PLC0415 - loads the model's libraries only when asked to code

    return code_text(text, published=published, title=title, id=id)
