"""What is made beside the pages that one reads: metadata, citations, feeds, sitemaps, text for machines, EPUB, OPDS.

One module an output, each a few pure functions from views to text or bytes; the table in
`scripts/press/producers.py` and the hooks in `scripts/press/head.py` name them. docs/outputs.md tells
what there is and what can be switched off.
"""
