"""The converter: text and HTML of the paper into one variant.

The road of a text: what must not change is found and covered (marked spans, addresses, NUL and lone surrogates), names
and doubtful word boundaries are settled, OpenCC converts the rest in one call, quotation marks are turned, and
everything is put back in its place. Every step keeps the number of characters, so places are plain positions.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.variants import chain, glossary, names, people, protect, quotes
from scripts.variants.house import FORMS
from scripts.variants.htmltext import cut_again, cut_html, is_touched, put_back
from scripts.variants.lang import Variant, is_traditional, variant_of
from scripts.variants.mends import Mender
from scripts.variants.pieces import HAN, MarkupBlock, MarkupPiece
from scripts.variants.spans import ConvertedSpan, cover, printed_over, replaced, without_overlap

if TYPE_CHECKING:
    from opencc import OpenCC

GLOSSARY, PEOPLE = "glossary.tsv", "people.tsv"

_WIDE = re.compile(r"[^\x00-\x7f]")
_BLANK_LINES = re.compile(r"(\n[ \t]*\n\s*)")
_NOT_FOR_OPENCC = re.compile(r"[\x00\ud800-\udfff]")
_ADDRESS = re.compile(rf"(?:(?:https?|ftp)://|www\.)(?:[!-~]|(?<=[./=?&#%-]){HAN}+)+")
"""Addresses, which may hold Han characters; an e-mail address holds none that OpenCC would touch."""


class Converter:
    """Turns the paper's own text into one variant. Made by `converter`; one a process and variant.

    For the site's own variant it resolves the marks of protected spans and leaves everything else.
    """

    def __init__(
        self,
        variant: Variant,
        source: Variant,
        entries: glossary.Glossary | None = None,
        people: glossary.Glossary | None = None,
        turn_quotes: bool = True,
    ) -> None:
        self.variant, self.source, self.turn_quotes = variant, source, turn_quotes
        self.glossary, self.people = entries or glossary.Glossary(), people or glossary.Glossary()
        self.is_own = variant == source
        self._ready: dict[str, str] = {}
        self.known: frozenset[str] = frozenset()
        known = glossary.merged((self.glossary, self.people)).forms(variant)
        self.entries = {s: form for s, form in known.items() if len(s) == len(form)}
        self._longest = max(map(len, self.entries), default=0)
        self._reworded = {s: form for s, form in known.items() if len(s) != len(form)}
        longest_first = sorted(self._reworded, key=lambda s: (-len(s), s))
        self._reworded_pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        self._text = lru_cache(maxsize=4096)(self._converted_text)
        crosses = is_traditional(variant) != is_traditional(source)
        self._mender = Mender(variant, known.values()) if crosses else None
        self._char = lru_cache(maxsize=4096)(self._by_opencc)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that decides the result, beside this package's code."""
        parts = (chain.version(), self.variant, self.source, self.turn_quotes, self._config, self._reworded)
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def text(self, text: str, /) -> str:
        """Plain text in this variant; a single line end inside it does not end a word, a blank line does."""
        return self._text(text) if _WIDE.search(text) or "-{" in text else text

    def texts(self, texts: Sequence[str], /) -> list[str]:
        """Many plain texts with one call of OpenCC."""
        blocks: list[MarkupBlock] = []
        owners: list[list[MarkupBlock]] = []
        for text in texts:
            mine: list[MarkupBlock] = []
            for index, part in enumerate(_BLANK_LINES.split(text) if "\n" in text else (text,)):
                block = MarkupBlock([MarkupPiece("", part)] if index % 2 else [])
                if not index % 2:
                    block.add(part)
                mine.append(block)
            blocks += mine
            owners.append(mine)
        printed = cut_again(blocks, self._settled("\n".join(block.text for block in blocks)))
        return ["".join(printed[id(piece)] for block in mine for piece in block.pieces) for mine in owners]

    def name(self, name: str, /) -> str:
        """Convert a person's name on its own (an author), for which a text would give too little evidence."""
        return self._named_alone(name) if names.is_name(name) else self.text(name)

    def _named_alone(self, name: str) -> str:
        if self.is_own or is_traditional(self.source) or name in self.entries:
            return self.text(name)
        return names.printed(name, self._char)

    def knowing(self, known: Iterable[str]) -> Converter:
        """This converter with some names taken as certain: an article's authors and the names that `names_in` returned.

        Pages that are prepared stay as they were prepared.
        """
        more = frozenset(filter(names.is_at_risk, known)) - self.known
        if not more or self.is_own or is_traditional(self.source):
            return self
        other = copy.copy(self)
        other.known = self.known | more
        other._text = lru_cache(maxsize=256)(other._converted_text)
        return other

    def names_in(self, text: str) -> tuple[str, ...]:
        """The names in a text that OpenCC would break, as the text has them; () for a paper in traditional script."""
        if self.is_own or is_traditional(self.source):
            return ()
        return tuple(dict.fromkeys(text[n.start : n.end] for n in names.find(text, self.known)))

    def html(self, html: str, /) -> str:
        """HTML in this variant: its text and the attributes that are read; its markup left alone."""
        if html in self._ready:
            return self._ready[html]
        if not is_touched(html):
            return html
        cut, text = cut_html(html, self.source)
        return put_back(cut, self._settled(text))

    def prepare(self, pages: Iterable[str]) -> None:
        """Convert an edition's HTML with one call of OpenCC, at half the cost; `html` then has it ready.

        What `html` gives is the same with and without; only the last pages prepared are kept.
        """
        pages = [page for page in dict.fromkeys(pages) if is_touched(page)]
        self._ready.clear()
        if not self.is_own:
            read = [cut_html(page, self.source) for page in pages]
            settled = self._settled_many([text for _, text in read])
            self._ready.update(
                (page, put_back(cut, texts)) for page, (cut, _), texts in zip(pages, read, settled, strict=True)
            )

    # --- the road -----------------------------------------------------------------------------------------------

    def _converted_text(self, text: str) -> str:
        return self.texts((text,))[0]

    def _settled(self, text: str) -> list[str] | str:
        """The text in this variant, position by position; "" where a mark was removed."""
        spans = self._spans(text)
        if self.is_own:
            return printed_over(list(text), spans) if spans else text
        covered = cover(text, spans)
        return self._finished(covered, self._by_opencc(covered), spans)

    def _settled_many(self, texts: Sequence[str]) -> list[list[str] | str]:
        """The same for many texts, each for itself, with one call of OpenCC."""
        spans = [self._spans(text) for text in texts]
        covered = [cover(text, text_spans) for text, text_spans in zip(texts, spans, strict=True)]
        converted = self._by_opencc("\n".join(covered))
        if len(converted) != sum(map(len, covered)) + max(0, len(covered) - 1):
            return [self._settled(text) for text in texts]
        out: list[list[str] | str] = []
        at = 0
        for text, text_spans in zip(covered, spans, strict=True):
            out.append(self._finished(text, converted[at : at + len(text)], text_spans))
            at += len(text) + 1
        return out

    def _finished(self, covered: str, converted: str, spans: list[ConvertedSpan]) -> list[str] | str:
        """OpenCC's output with its words corrected, quotation marks turned, and all that was covered put back."""
        if len(converted) != len(covered):
            converted = "".join(map(self._same_length, re.split(r"(\n)", covered)))
        changes = [
            ConvertedSpan(at, at + 1, char)
            for at, char in {**self._mended(covered, converted), **self._turned(covered)}.items()
        ]
        if all(len(span.printed) == span.end - span.start for span in spans):
            return replaced(converted, sorted([*changes, *spans], key=attrgetter("start")))
        return printed_over(list(converted), [*changes, *spans])

    def _by_opencc(self, text: str) -> str:
        return str(self._opencc.convert(text))

    def _same_length(self, line: str) -> str:
        """For the rare line that OpenCC makes longer or shorter: what it makes of each character alone."""
        converted = self._by_opencc(line)
        if len(converted) == len(line):
            return converted
        return "".join(c if len(c := self._by_opencc(char)) == 1 else char for char in line)

    def _mended(self, text: str, converted: str) -> Mapping[int, str]:
        """The corrections to converted text by position, except inside words that a glossary sets."""
        mends = self._mender.mends(converted) if self._mender else {}
        return {at: char for at, char in mends.items() if not self._is_entry(text, at)}

    def _is_entry(self, text: str, at: int) -> bool:
        starts = range(max(0, at - self._longest + 1), at + 1)
        return any(
            text[start:end] in self.entries for start in starts for end in range(at + 1, start + self._longest + 1)
        )

    def _turned(self, text: str) -> dict[int, str]:
        if not self.turn_quotes or is_traditional(self.source) == is_traditional(self.variant):
            return {}
        return quotes.replacements(text, quotes.TO_CORNERS if is_traditional(self.variant) else quotes.TO_CURLED)

    def _spans(self, text: str) -> list[ConvertedSpan]:
        spans: list[ConvertedSpan] = []
        if "-{" in text:
            for match in protect.MARK.finditer(text):
                if "\n" in match[1]:
                    continue
                spans += self._marked(match)
        if not self.is_own:
            automatic = []
            if not _is_clean(text):
                automatic += [ConvertedSpan(m.start(), m.end(), m[0]) for m in _NOT_FOR_OPENCC.finditer(text)]
            if "://" in text or "www." in text:
                automatic += [ConvertedSpan(m.start(), m.end(), m[0]) for m in _ADDRESS.finditer(text)]
            if self._reworded_pattern:
                automatic += [
                    ConvertedSpan(m.start(), m.end(), self._reworded[m[0]])
                    for m in self._reworded_pattern.finditer(text)
                ]
            if not is_traditional(self.source):
                automatic += [self._named(text, name) for name in names.find(text, self.known)]
            spans = without_overlap([*spans, *automatic])
        return spans

    def _named(self, text: str, name: names.Name) -> ConvertedSpan:
        """A name as it is printed; where a glossary has what begins there, as the glossary has it."""
        for end in range(name.start + self._longest, name.end - 1, -1):
            form = self.entries.get(text[name.start : end])
            if form is not None:
                return ConvertedSpan(name.start, name.start + len(form), form)
        return ConvertedSpan(name.start, name.end, names.printed(text[name.start : name.end], self._char))

    def _marked(self, match: re.Match[str]) -> list[ConvertedSpan]:
        marked = protect.parse(match[1])
        printed, is_final = marked.printed(self.variant, self.source)
        if not is_final and not self.is_own:
            printed = self.text(printed)
        if marked.is_name:
            return [ConvertedSpan(match.start(), match.end(), self._named_alone(marked.text))]
        if not marked.wordings:
            inside = ConvertedSpan(match.start(1), match.end(1), printed)
            return [
                ConvertedSpan(match.start(), match.start(1), ""),
                inside,
                ConvertedSpan(match.end(1), match.end(), ""),
            ]
        return [ConvertedSpan(match.start(), match.end(), printed)]

    @cached_property
    def _config(self) -> dict[str, Any]:
        if self.is_own:
            return {}
        return chain.config(self.source, self.variant, self.entries, FORMS[self.variant])

    @cached_property
    def _opencc(self) -> OpenCC:
        return chain.load(self._config)


def converter(
    variant: str, source: str = "zh-Hans", *, content: Path | str = "content", turn_quotes: bool = True
) -> Converter:
    """The converter into a variant, with the base glossary and the paper's glossary.tsv and people.tsv in `content`.

    The same one as long as those files say the same. Raises ValueError for a tag that is no variant.
    """
    folder = Path(content)
    files = tuple(_bytes(folder / name) for name in (GLOSSARY, PEOPLE))
    return _converter(variant_of(variant), variant_of(source), folder, files, turn_quotes)


@lru_cache(maxsize=16)
def _converter(
    variant: Variant, source: Variant, folder: Path, _files: tuple[bytes, ...], turn_quotes: bool
) -> Converter:
    base = glossary.read(glossary.BASES[is_traditional(source)])
    own = glossary.read(folder / GLOSSARY)
    return Converter(variant, source, glossary.merged((base, own)), people.read(folder / PEOPLE), turn_quotes)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _is_clean(text: str) -> bool:
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
