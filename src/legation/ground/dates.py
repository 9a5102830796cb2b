"""When: time expressions found, dated, given to the clause they belong to, and the date of publication inferred.

infer_published (once) -> find_times (a sentence) -> time_of (which one is of this act) -> resolve_time (which days)
"""

from legation.ground.dates_clause import anchor_of, time_of
from legation.ground.dates_expressions import TimeExpression
from legation.ground.dates_find import find_times
from legation.ground.dates_published import infer_published
from legation.ground.dates_resolve import resolve_time, why_unresolved

__all__ = ["TimeExpression", "anchor_of", "find_times", "infer_published", "resolve_time", "time_of", "why_unresolved"]
