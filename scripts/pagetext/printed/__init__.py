"""Reading a page by its layout: from lines with their places to a Reading.

`reader.read` is the whole road: segments, furniture, columns, heads, captions, tables, the ties between them decided
over the page, and the Reading. Sizes are told in ems of the page's text and distances in lines, so that nothing here
depends on a paper's format. docs/layout.md tells what was measured.
"""
