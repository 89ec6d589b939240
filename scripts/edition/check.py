"""What is wrong with an edition's files: every finding at once, each with its place and what to do.

Two ordered tables: ITEM_CHECKS look at one file, EDITION_CHECKS at the files together. Both get values and return
findings; only `check_edition` reads, and only the edition's own folder.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from scripts.edition import bodychecks, editionfile
from scripts.edition.bodychecks import BODY_MESSAGES, addresses
from scripts.edition.content import EditionFiles, ItemFile, load_files, misplaced
from scripts.edition.finding import Finding, Severity
from scripts.edition.frontmatter import BY_NAME
from scripts.edition.label import Label
from scripts.edition.linkchecks import leads, picture_of
from scripts.edition.model import UNWRITTEN
from scripts.edition.picturechecks import IMAGES, problems
from scripts.edition.reviews import REVIEWS
from scripts.edition.textchecks import MOST, TEXT_CHECKS
from scripts.edition.yamltext import Cut, cuts

SYSTEM_FILES = ("thumbs.db", "desktop.ini")
"""What Windows leaves in folders; hidden files and those of open documents are passed over, too."""

AHEAD = 60
"""Days by which an edition may be ahead of today: papers lay out supplements weeks before they appear."""
FIRST_PAPERS = 1605
"""The year of the first printed newspaper (Strasbourg): no folder has an earlier one but by a slip."""

_HTML = re.compile(r"<[A-Za-z/!?]")
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_SENTENCE_END = re.compile(r"[。！？…；：”’」』）)》】.!?;:—\d]$")
_TEXT_FIELDS = ("title", "kicker", "deck", "byline", "credit", "image_alt")
_NOT_A_NAME = re.compile(r"记者|記者|通讯员|通訊員|[、，,/／]|[\u3400-\u9fff]\s+[\u3400-\u9fff]{2}")
_SHORT = 20
"""Characters under which two items may well read the same (a small ad's heading) without one being a copy."""


def check_edition(content: Path, date: dt.date, root: Path | None = None) -> list[Finding]:
    """All findings of one edition, errors first, then by file and line."""
    files = load_files(content, date, root)
    found = list(files.findings)
    for one in files.items:
        for item_check in ITEM_CHECKS:
            found += item_check(one, files)
    for edition_check in EDITION_CHECKS:
        found += edition_check(files)
    return sorted(found, key=weight)


def weight(finding: Finding) -> tuple[int, str, int, str]:
    """Sort key: the weightiest first, then in the order in which one would mend them."""
    return ("error", "warning", "note").index(finding.severity), finding.path, finding.line or 0, finding.code


# ---- one file


def unknown_fields(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """Keys that mean nothing here, mostly slips of the pen."""
    for key in one.item.extra if one.item else ():
        close = difflib.get_close_matches(key, BY_NAME, 1, 0.6)
        hint, hint_zh = (
            (f": did you mean `{close[0]}`?", f"：是否为“{close[0]}”？") if close else (": delete it", "：请删除")
        )
        yield _at(one, key, "field-unknown", "error", f"`{key}` is not known here{hint}", f"不认识“{key}”{hint_zh}")


def place_agrees(one: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """Front matter must say the place that the path says."""
    yield from misplaced(one, files.date)


def has_text(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An item needs a title, and all but a refer (a headline that points elsewhere) a body or a picture."""
    item = one.item
    if item is None:
        return
    if not item.title and "title" in one.lines:
        message = "the title is empty: write one, or a stand-in with `review: [title-missing]`"
        yield _at(
            one,
            "title",
            "title-empty",
            "error",
            message,
            "标题为空：请补写；原版无题时写代题并加 review: [title-missing]",
        )
    if item.body == UNWRITTEN:
        message, zh = "not written yet: the template's text still stands here", "还没有写：这里仍是模板里的文字"
        yield _at(one, "", "text-unwritten", "warning", message, zh, one.body_line + _leading(one))
    if not item.body.strip() and item.kind != "refer" and not item.image:
        message = "no text: write the body below the second ---, or delete the file"
        yield _at(
            one, "", "text-empty", "error", message, "没有正文：请写在第二行 --- 之后，或删除此文件", one.body_line
        )


def pictures(one: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """A picture must lie in images/, be one that browsers show, and be described for those who cannot see it."""
    if one.item is None:
        return
    if one.item.image:
        for p in problems(files.folder, one.item.image):
            yield _at(one, "image", p.code, p.severity, p.message, p.message_zh)
        if not one.item.image_alt:
            message = "no `image_alt`: say in a line what the picture shows"
            yield _at(one, "image", "alt-missing", "warning", message, "缺少 image_alt：请用一句话说明图片内容")
    for address in addresses(one.item.body):
        if not address.is_picture:
            continue
        line = one.body_line + _leading(one) + address.line
        folder, name = picture_of(address.typed, files.folder, files.date)
        for p in problems(folder, name):
            yield _at(one, "", p.code, p.severity, p.message, p.message_zh, line)
        if not address.words:
            message = "the picture is not described: say what it shows, as ![a bridge](images/03.jpg)"
            zh = "图片没有说明：请写成 ![图片内容](images/03.jpg)"
            yield _at(one, "", "alt-missing", "warning", message, zh, line)


def links_lead(one: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """A link into the site must lead to something that is in content."""
    for address in addresses(one.item.body) if one.item else ():
        if not address.is_picture and not leads(address.typed, files.folder, files.date):
            message = (
                f"the link {address.typed} leads nowhere: name an item's file (01-02.md), a file in images/, "
                "or a whole address"
            )
            zh = f"链接 {address.typed} 无处可去：请写稿件文件名（01-02.md）、images/ 里的文件或完整网址"
            yield _at(one, "", "link-nowhere", "error", message, zh, one.body_line + _leading(one) + address.line)


def bodies(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """What of a body is not on the page, or stands there otherwise than it was meant."""
    if one.item is None:
        return
    count: Counter[str] = Counter()
    for seen in (*bodychecks.found(one.item.body), *bodychecks.spaces(_body_of(one))):
        count[seen.code] += 1
        if count[seen.code] <= MOST:
            severity, message, zh = BODY_MESSAGES[seen.code]
            line = one.body_line + _leading(one) + seen.line
            yield _at(one, "", seen.code, severity, message.format(seen.shown), zh.format(seen.shown), line)


def _body_of(one: ItemFile) -> str:
    """The body as it was typed, from its first line that is not blank."""
    return "\n".join(one.text.split("\n")[one.body_line - 1 + _leading(one) :])


def tabs(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """Tabs in front matter are read as spaces here, and by other programs not at all."""
    for number, line in enumerate(one.text.split("\n")[: one.body_line - 1], 1):
        if "\t" in line:
            message, zh = "a tab: other programs cannot read it, type spaces", "有制表符：别的程序无法读取，请改为空格"
            yield _at(one, "", "tab", "warning", message, zh, number)
            return


def no_html(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """HTML is not passed on to the page: it would be shown as text."""
    if one.item is None or not _HTML.search(one.item.body):
        return
    offset = 0
    for token in _MARKDOWN.parse(one.item.body):
        inner = [child.content for child in token.children or () if child.type == "html_inline"]
        tags = [token.content] if token.type == "html_block" else inner
        line = one.body_line + _leading(one) + (token.map[0] if token.map else offset)
        offset = token.map[0] if token.map else offset
        if tags:
            shown = tags[0].strip().split("\n")[0][:40]
            message = f"HTML {shown} would be printed as it stands: use Markdown, or write \\< for a real <"
            yield _at(
                one, "", "html", "error", message, f"HTML {shown} 会原样印出：请用 Markdown，真正的 < 写作 \\<", line
            )


def names(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An author is a name alone: whatever else stands there becomes part of the name in lists and feeds."""
    for name in one.item.authors if one.item else ():
        if _NOT_A_NAME.search(name):
            message = f"“{name}” is more than one name: one name an entry, as [林晚, 周牧]; titles go into `byline`"
            zh = f"“{name}”不只是一个名字：一人一项，如 [林晚, 周牧]；“记者”等写在 byline"
            yield _at(one, "authors", "author-odd", "warning", message, zh)


def reviews(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """What the converter asked a person to look at, and nobody has yet."""
    for code in one.item.review if one.item else ():
        if code in REVIEWS:
            look, look_zh = REVIEWS[code]
            message, zh = f"{look} Looked at? `accept` it", f"{look_zh}看过后用 accept 核掉"
        else:  # an editor's own note
            message, zh = f"“{code}” awaits a person: look, then delete the entry", f"“{code}”待核：核对后删除此项"
        yield _at(one, "review", code if code == "title-missing" else "review-open", "warning", message, zh)


def texts(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """TEXT_CHECKS over every field and the body."""
    if one.item is None:
        return
    places = [(name, getattr(one.item, name), one.lines.get(name, 1)) for name in _TEXT_FIELDS]
    places.append(("", one.item.body, one.body_line + _leading(one)))
    for field, text, line in places:
        for check in TEXT_CHECKS if text else ():
            for count, (offset, seen) in enumerate(check.find(text)):
                if count == MOST:
                    break
                at = line + text.count("\n", 0, offset)
                message, zh = check.message.format(seen), check.message_zh.format(seen)
                yield _at(one, field, check.code, check.severity, message, zh, at)


def paragraph_breaks(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A paragraph that stops without an end mark before one that goes on: most likely one sentence, cut in two."""
    if one.item is None or one.item.kind not in ("article", "photo"):
        return
    line, seen = one.body_line + _leading(one), 0
    blocks = re.split(r"(\n{2,})", one.item.body)
    for index in range(0, len(blocks) - 2, 2):
        block, after = blocks[index], blocks[index + 2]
        line += block.count("\n")
        if _runs_on(block, after) and seen < MOST:
            seen += 1
            message = f"the paragraph ends in “{block[-8:]}”: if the sentence goes on below, join the two"
            yield _at(
                one,
                "",
                "paragraph-break",
                "warning",
                message,
                f"本段止于“{block[-8:]}”：若下段接着此句，请并为一段",
                line,
            )
        line += blocks[index + 1].count("\n")


def _runs_on(block: str, after: str) -> bool:
    plain = not re.match(r"[#|>\-*\d]", block) and not re.match(r"[#|>\-*\d]", after) and "\\\n" not in block + after
    return plain and len(block) > 60 and not _SENTENCE_END.search(block.rstrip()) and len(after) > _SHORT


def cut_values(one: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A value with ` #` in it ends there: the rest is a comment to YAML, and on no page."""
    head = one.text.split("\n")[: one.body_line - 1]
    for cut in cuts("\n".join(head[1:-1])) if len(head) > 2 else ():
        if (field := BY_NAME.get(cut.key)) is None or field.type in ("text", "texts"):
            yield _at(one, cut.key, "value-cut", "warning", *_cut_messages(cut), cut.line + 1)


def _cut_messages(cut: Cut) -> tuple[str, str]:
    shown = cut.rest[:20]
    return (
        f"“{cut.value[-12:]}” ends before “{shown}”, to YAML a comment: put the value between double quotes",
        f"“{cut.value[-12:]}”之后的“{shown}”被当作注释，不会印出：请给整个值加英文双引号",
    )


# ---- the files together


def far_ahead(files: EditionFiles) -> Iterator[Finding]:
    """An edition months ahead of today is most likely a slip in its folder's name; it would be the front page."""
    if (files.date - dt.date.today()).days > AHEAD or files.date.year < FIRST_PAPERS:
        message = f"{files.date} is not near today: is the folder's name right? The newest edition is the front page"
        zh = f"{files.date} 离今天太远：目录的日期写对了吗？日期最新的一期会成为首页"
        yield Finding("date-unlikely", "warning", message, zh, files.path)


def edition_file(files: EditionFiles) -> Iterator[Finding]:
    """edition.yml must be there and agree with its folder; each page should have a name."""
    path = f"{files.path}/{editionfile.NAME}"
    if files.about is None:
        message = "no edition.yml: `python -m scripts convert` writes one, or copy another edition's"
        zh = "缺少 edition.yml：可用 python -m scripts convert 生成，或参照他期补写"
        yield Finding("edition-missing", "error", message, zh, path)
        return
    if files.about.date and files.about.date != files.date:
        message = f"`date` is {files.about.date}, the folder says {files.date}: correct it"
        yield Finding(
            "date-disagrees",
            "error",
            message,
            f"“date”写着 {files.about.date}，目录是 {files.date}：请改正",
            path,
            1,
            "date",
        )
    for page in files.about.pages:
        if not page.name:
            message = f"page {page.number} has no name"
            yield Finding("page-name-missing", "warning", message, f"第 {page.number} 版缺少版名", path, None, "name")


def other_files(files: EditionFiles) -> Iterator[Finding]:
    """What lies in the folder and will not be published."""
    for name in files.others:
        path = f"{files.path}/{name}"
        if name.startswith((".", "~$")) or name.lower() in SYSTEM_FILES:
            continue
        if name.endswith(".new"):
            message = (
                f"a newer conversion that could not be merged: take what is right into {name[:-4]}, then delete this"
            )
            zh = f"新的转换结果，未能自动合并：请把对的内容改入 {name[:-4]}，然后删除本文件"
            yield Finding("conversion-waits", "warning", message, zh, path)
        elif name.lower().endswith((".md", ".md.txt", ".markdown")):
            message = "not the name of an item, so it is not published: rename it to PP-NN.md, as 01-02.md"
            yield Finding(
                "name-unknown", "error", message, "不是稿件的文件名，不会发布：请改为 PP-NN.md，如 01-02.md", path
            )
        elif name.lower() in ("edition.yaml", "edition.yml", "edition.yml.txt"):
            message, zh = "not read under this name: rename it to edition.yml", "此文件名不会被读取：请改为 edition.yml"
            yield Finding("name-unknown", "error", message, zh, path)
        elif name != IMAGES:
            message = "neither an item (PP-NN.md), edition.yml nor images/: it will not be published"
            yield Finding(
                "file-unknown", "warning", message, "不是稿件（PP-NN.md）、edition.yml 或 images/：不会发布", path
            )


def unlisted_pages(files: EditionFiles) -> Iterator[Finding]:
    """A page that has items and is not in edition.yml would stand there without a name."""
    listed = {page.number for page in files.about.pages} if files.about else set()
    for number in sorted({one.place[0] for one in files.items} - listed) if listed else ():
        message, zh = f"page {number} has items and is not listed: add it", f"第 {number} 版有稿件，但没有列出：请补上"
        yield Finding("page-unlisted", "warning", message, zh, f"{files.path}/{editionfile.NAME}", None, "pages")


def missing_pages(files: EditionFiles) -> Iterator[Finding]:
    """A gap in a section's numbers, or a page without items."""
    numbers = {one.place[0] for one in files.items}
    named = {page.number for page in files.about.pages} if files.about else set()
    path = f"{files.path}/{editionfile.NAME}"
    last: dict[str, int] = {}
    for label in numbers | named:
        last[label.letters] = max(label.number, last.get(label.letters, 0))
    expected = {Label(number, letters) for letters, most in last.items() for number in range(1, most + 1)}
    for number in sorted(expected - numbers):
        message, zh = f"page {number} has no items: is its raw text missing?", f"第 {number} 版没有稿件：是否缺原文？"
        yield Finding("page-missing", "warning", message, zh, path, None, "pages")


def jumps(files: EditionFiles) -> Iterator[Finding]:
    """A jump must lead to a page of this edition, where an item should say that it comes from here."""
    pages = {one.place[0] for one in files.items}
    items = [one.item for one in files.items if one.item and one.item.kind != "refer"]
    links = {
        "jump_to": {(item.jump_from, item.page) for item in items},  # what other pages say they come from
        "jump_from": {(item.jump_to, item.page) for item in items},
    }
    for one in files.items:
        for field, matching in links.items():
            other = getattr(one.item, field, None)
            if one.item is None or other is None:
                continue
            if other not in pages:
                message = f"`{field}` leads to page {other}, which this edition does not have"
                yield _at(one, field, "jump-dangling", "error", message, f"“{field}”指向第 {other} 版，本期没有此版")
            elif one.item.kind != "refer" and (one.item.page, other) not in matching:
                message = f"`{field}`: no item of page {other} says that it goes with page {one.item.page}"
                zh = f"“{field}”：第 {other} 版没有与第 {one.item.page} 版相接的稿件"
                yield _at(one, field, "jump-unmatched", "warning", message, zh)


def same_text(files: EditionFiles) -> Iterator[Finding]:
    """The same text in two items of an edition."""
    by_text: dict[str, list[ItemFile]] = defaultdict(list)
    for one in files.items:
        body = "".join(one.item.body.split()) if one.item else ""
        if len(body) > _SHORT:
            by_text[body].append(one)
    for first, *copies in by_text.values():
        for one in copies:
            message = f"the same text as {first.name}: delete one of the two"
            yield _at(one, "", "text-twice", "error", message, f"正文与 {first.name} 相同：请删除其一", one.body_line)


ItemCheck = Callable[[ItemFile, EditionFiles], Iterator[Finding]]
EditionCheck = Callable[[EditionFiles], Iterator[Finding]]

ITEM_CHECKS: tuple[ItemCheck, ...] = (
    unknown_fields,
    tabs,
    place_agrees,
    has_text,
    pictures,
    no_html,
    names,
    reviews,
    texts,
    cut_values,
    bodies,
    links_lead,
    paragraph_breaks,
)
EDITION_CHECKS: tuple[EditionCheck, ...] = (
    far_ahead,
    edition_file,
    other_files,
    unlisted_pages,
    missing_pages,
    jumps,
    same_text,
)


def _leading(one: ItemFile) -> int:
    """Blank lines between the second fence and the body's first line."""
    lines = one.text.split("\n")[one.body_line - 1 :]
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _at(
    one: ItemFile, field: str, code: str, severity: Severity, message: str, message_zh: str, line: int | None = None
) -> Finding:
    return Finding(code, severity, message, message_zh, one.path, line or one.lines.get(field, 1), field)
