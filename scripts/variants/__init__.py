"""The site in another script: OpenCC, a glossary, the people's list, protected spans and corner quotes.

`converter(variant, source)` gives what turns the paper's own text into one variant. What is paper-specific stands in
content/glossary.tsv and content/people.tsv; what any paper needs comes with the tool.
"""

from scripts.variants.convert import Converter, converter
from scripts.variants.lang import VARIANTS

__all__ = ["VARIANTS", "Converter", "converter"]
