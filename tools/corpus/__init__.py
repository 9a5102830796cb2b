"""The corpus written for Legation: markup to offsets, checks, coverage (`data/corpus/README.md` states the markup).

python -m tools.corpus check [FILES]     parse and check; every problem as file:line: what (remedy)
python -m tools.corpus compile [FILES]   write data/corpus/<file stem>.jsonl
python -m tools.corpus coverage [FILES]  count types, modes, statuses, negatives, and measure variety
"""
