"""A page to a `Document`: furniture set aside by kind, title, date and language; the text itself is never changed."""

from legation.clean.documents import make_document
from legation.clean.published import read_date

__all__ = ["make_document", "read_date"]
