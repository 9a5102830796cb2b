"""The compiler of the knowledge base: tables of text in `data/kb` to the one binary that the package reads.

    python -m tools.build_kb            compile data/kb into src/legation/resolve/data/knowledge.bin
    python -m tools.build_kb derive     make data/kb/derived anew from ../shared/data/kb (makers only)

Stages: `tables` reads and checks rows, `entities` states, organisations, towns, `persons` joins the holders of office
of all sources, `tenures` merges their terms, `aliases` gathers names, `compiler` packs. Same tables, same bytes.
"""
