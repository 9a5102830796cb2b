"""The CIA World Factbook (1990 to January 2026) as tables of the knowledge base: heads of state and government, blocs, parties, groups.

python -m tools.build_kb.factbook --source ../shared/data/kb --out data/kb/derived
"""
