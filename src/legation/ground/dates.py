"""When: time expressions found, dated, given to the clause they belong to, and the date of publication inferred.

find_times -> time_of (which one is of this act) -> resolve_time (which days), with infer_published beforehand
"""

from legation.ground.dates_expressions import TimeExpression
from legation.ground.dates_find import find_times
from legation.ground.dates_resolve import resolve_time, why_unresolved

__all__ = ["TimeExpression", "find_times", "resolve_time", "why_unresolved"]
