"""Measurements: gold, scorers, floors, results (see `bench.gate`)."""
