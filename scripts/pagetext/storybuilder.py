"""The one pass over tagged lines that fills drafts of stories: what each tag does to the draft at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.credits import find_credit, may_end_credit
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import Line
from scripts.pagetext.links import Fragment
from scripts.pagetext.story import Story
from scripts.pagetext.tags import MEANINGS


@dataclass(slots=True)
class Drafts:
    """What one pass over a page's lines finds, in the order of the page."""

    stories: list[Story] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    loose: list[tuple[int, list[Element]]] = field(default_factory=list)
    """Headlines whose text is elsewhere, each with the number of stories before it."""
    furniture: list[Element] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


class StoryBuilder:
    """The state of the pass."""

    def __init__(self) -> None:
        self.out = Drafts()
        self.heads: list[Element] = []
        self.openers: list[Element] = []
        self.now: Story | None = None  # the article, photo or notice that is being filled
        self.text: Story | None = None  # the last article
        self.titles: list[Element] = []  # lines of a notice's title
        self.pointers: list[tuple[int, Element]] = []
        """Page references whose refer is still to be found, each with the number of stories before it."""
        self.tag = ""  # of the line at hand
        self.last = ""  # of the line above, furniture apart

    def step(self, line: Line, mark: str, tag: str, below: Sequence[str]) -> None:
        """One line, as its tag says; `below` are the tags of the lines that follow."""
        self.tag = tag
        self._place(line, mark, tag, below)
        if tag != "F":
            self.last = tag

    def _place(self, line: Line, mark: str, tag: str, below: Sequence[str]) -> None:
        kind = tag[0]
        if tag == "F":
            self.out.furniture.append(self._element(mark or "rubric", line))
        elif kind == "S":
            self._start(line)
        elif kind == "B" and not self.heads and not self.openers and _is_caption(line.text):
            self._caption(line, first=True)
        elif kind == "B":
            self._paragraph(line)
        elif kind == "C":
            self._goes_on(line)
        elif tag[:2] in ("Rm", "Rp"):
            self._resume(line, mid=tag[1] == "m")
        elif kind == "X":
            self._crosshead(line)
        elif kind in "QV":
            self._verse(line, first=kind == "Q")
        elif kind == "P":
            self._caption(line, first=tag == "PS")
        elif kind == "K":
            self._credit(line)
        elif kind == "R":
            self._refer(line, first=tag == "RS")
        elif tag == "JP":
            self._pointing(line)
        elif kind == "N":
            self._notice(line, tag)
        elif tag == "Y":
            self._byline(line, below)
        elif kind == "H":
            self._headline(line, tag)
        else:
            self._jump(line, tag)

    # ---- small steps -----------------------------------------------------------------------------------------------
    def _element(self, kind: str, line: Line) -> Element:
        element = Element(kind, [line], line.text, f"tag:{self.tag}", MEANINGS[self.tag])
        self.out.elements.append(element)
        return element

    def _begin(self, kind: str, chunk: str = "text") -> Story:
        """A new draft, with the heads and openers that were waiting."""
        story = Story(kind)
        if kind != "notice":
            story.chunks.append(Chunk(kind=chunk))
            story.chunks[0].openers = self.openers
            self.openers = []
        story.heads = self.heads
        if self.heads:
            story.side = "before"
        self.heads = []
        self.out.stories.append(story)
        self.now = story
        if kind == "article":
            self.text = story
        return story

    def flush(self) -> None:
        """Heads that waited for a text that did not come."""
        if self.titles:
            self.out.loose.append((len(self.out.stories), self.titles))
            self.titles = []
        if self.heads:
            self.out.loose.append((len(self.out.stories), self.heads))
            self.heads = []

    def _para(self, line: Line) -> None:
        """A new paragraph in the draft at hand."""
        assert self.now is not None
        self.now.chunks[-1].paras.append(self._element("para", line))

    def _more(self, line: Line) -> None:
        """The paragraph at hand goes on."""
        assert self.now is not None
        paras = self.now.chunks[-1].paras
        if not paras:
            self._para(line)
        else:
            paras[-1].lines.append(line)

    # ---- tags ------------------------------------------------------------------------------------------------------
    def _start(self, line: Line) -> None:
        self._begin("article")
        self._para(line)

    def _paragraph(self, line: Line) -> None:
        if self.heads or self.openers or self.text is None:
            self._start(line)
            return
        self.now = self.text
        if self.now is not None and self.now.chunks[-1].kind == "verse":
            self.now.chunks.append(Chunk())
        self._para(line)

    def _goes_on(self, line: Line) -> None:
        if self.text is None or self.heads or (self.openers and self.last[:1] != "C"):
            self._start(line)
            return
        self.now = self.text
        self._more(line)

    def _resume(self, line: Line, *, mid: bool) -> None:
        self.flush()
        story = Story("article", chunks=[Chunk()])
        story.chunks[0].openers, self.openers = self.openers, []
        self.out.fragments.append(Fragment(story, mid, len(self.out.stories)))
        self.now = self.text = story
        self._para(line)

    def _crosshead(self, line: Line) -> None:
        if self.text is None:
            self.heads.append(self._element("display", line))
            return
        self.now = self.text
        element = self._element("display", line)
        if self.last[:1] == "X" and self.now.chunks[-1].paras == []:
            self.now.crossheads[len(self.now.chunks) - 1].append(element)
            return
        self.now.chunks.append(Chunk())
        self.now.crossheads[len(self.now.chunks) - 1] = [element]

    def _verse(self, line: Line, *, first: bool) -> None:
        if first or self.text is None or self.text.chunks[-1].kind != "verse":
            last = self.out.stories[-1] if self.out.stories else None
            if last is not None and self.last in ("RS", "RC") and last.kind == "refer" and last.pointer is None:
                self.heads = self.out.stories.pop().heads  # the title of a table is no refer
            self._begin("article", "verse")
        self.now = self.text
        self._para(line)

    def _caption(self, line: Line, *, first: bool) -> None:
        if first or self.now is None or self.now.kind != "photo":
            self._begin("photo", "photo")
            self._para(line)
        else:
            self._more(line)

    def _credit(self, line: Line) -> None:
        if self.now is not None and self.now.kind == "photo" and self.last in ("PS", "PC") and not line.gap:
            paras = self.now.chunks[-1].paras
            if paras and not paras[-1].lines[-1].terminal and paras[-1].lines[-1].text[-1] not in "：:":
                paras[-1].lines.append(line)  # `……　本报` above `记者 甲 摄`
                return
        element = self._element("credit", line)
        if self.now is None or self.now.kind != "photo" or self.heads:
            self._begin("photo", "photo")
        assert self.now is not None
        self.now.chunks[-1].closers.append(element)

    def _refer(self, line: Line, *, first: bool) -> None:
        self.flush()
        last = self.out.stories[-1] if self.out.stories else None
        element = self._element("display", line)
        if not first and last is not None and last.kind == "refer" and last.pointer is None:
            last.heads.append(element)
            return
        self.out.stories.append(Story("refer", heads=[element]))
        self.now = None

    def _pointing(self, line: Line) -> None:
        element = self._element("pointer", line)
        out = self.out
        if self.last in ("HeB", "He") and out.loose and not any(s.kind == "refer" for s in out.stories[-1:]):
            out.stories.append(Story("refer", heads=out.loose.pop()[1], pointer=element))
        elif self.heads:
            out.stories.append(Story("refer", heads=self.heads, pointer=element))
            self.heads = []
        else:
            self.pointers.append((len(out.stories), element))

    def _notice(self, line: Line, tag: str) -> None:
        now = self.now if self.now is not None and self.now.kind == "notice" else None
        if tag == "NT":
            if self.last != "NT":
                self.flush()
            self.titles.append(self._element("notice", line))
            return
        if now is None or self.titles:
            titles, self.titles = self.titles, []
            if titles and self.heads:
                self.out.loose.append((len(self.out.stories), self.heads))
                self.heads = []
            now = self._begin("notice")
            now.heads = titles or now.heads
        if tag == "NB" or not now.body:
            now.body.append(self._element("para", line))
        else:
            now.body[-1].lines.append(line)

    def _byline(self, line: Line, below: Sequence[str]) -> None:
        element = self._element("byline", line)
        following = next((t for t in below if t not in ("Y", "JF", "F")), "")
        opens = following[:1] in ("S", "Q") or (following and following[0] in "BC" and bool(self.heads))
        if opens or self.text is None or self.heads:
            self.openers.append(element)
        else:
            self.text.chunks[-1].closers.append(element)

    def _headline(self, line: Line, tag: str) -> None:
        element = self._element("display", line)
        if tag == "Hn":
            self.heads.append(element)
        elif tag == "Hp":
            self.flush()
            if self.now is None or self.now.kind == "notice":
                self.out.loose.append((len(self.out.stories), [element]))
                return
            self.now.heads.append(element)
            self.now.side = "after"
        elif tag == "Hw" and self.text is not None:
            self.text.heads.append(element)
            self.text.side = "within"
        else:
            self.flush()
            if tag == "He" and self.last in ("HeB", "He") and self.out.loose:
                self.out.loose[-1][1].append(element)
            else:
                self.out.loose.append((len(self.out.stories), [element]))

    def _jump(self, line: Line, tag: str) -> None:
        if tag == "JF":
            self.openers.append(self._element("jump-from", line))
        elif self.text is not None:
            self.text.chunks[-1].closers.append(self._element("jump-to", line))
        else:
            self.out.furniture.append(self._element("folio", line))


def _is_caption(text: str) -> bool:
    """Whether a line among paragraphs is a caption with its credit: no paragraph of a story ends with one."""
    credit = find_credit(text) if may_end_credit(text) else None
    return credit is not None and credit[0] >= _CAPTION


_CAPTION = 4
"""Characters of the shortest caption."""
