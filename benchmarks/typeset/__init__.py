"""The program that makes the project's own pages: invented news, typeset to real PDFs, read by real extractors.

The papers, places, people and events are invented, and so is every sentence in `subjects/`. Making pages needs the
libraries in `requirements.in` and two programs (poppler's pdftotext, and Java with PDFBox); scoring them needs none.
"""
