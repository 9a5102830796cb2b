"""The web application: pages that people read, and the REST API that programs read; both ask the same ledger.

app         routes and the order of the guards
guards      Host, size, time, token, headers; what protects every page
desk        the ledger, the pipeline and the knowledge base, each opened once per process
pages, api  one function per address: request in, page or JSON out
wording     records as sentences
spans       an article's text cut where records point into it
charts      series as SVG, drawn by the server
"""
