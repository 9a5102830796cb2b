"""Dates, places and parties as of the date; one act of an article becomes one report."""
