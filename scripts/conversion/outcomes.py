"""What convert tells of files it settled: one table of codes, each with its weight and its words."""

from __future__ import annotations

from scripts.edition.finding import Finding, Severity

MESSAGES: dict[str, tuple[Severity, str, str]] = {
    "merged": (
        "note",
        "edited, and its conversion changed: both were merged; look it over",
        "此文件经人修改，转换结果也有变化：已自动合并，请过目",
    ),
    "merge-conflict": (
        "warning",
        "edited, and converted anew in the same lines: left; {0} has the new version: take what is right, delete it",
        "此文件经人修改，转换结果在同几行也有变化：未作改动；新版本在 {0}：请采用其中正确之处，然后删除 {0}",
    ),
    "merge-pending": (
        "warning",
        "a new version waits in {0}: take over what is right, then delete {0}",
        "新版本仍在 {0}：请采用其中正确之处，然后删除 {0}",
    ),
    "item-deleted": (
        "note",
        "deleted by hand, so it is not written again; `--restore` brings it back: {0}",
        "此稿已由人删除，不再写出；如需恢复请用 `--restore`：{0}",
    ),
    "item-gone": (
        "note",
        "no longer an item of its own on this page: removed, and its number is not used again",
        "版面上已不再是独立稿件：文件已删除，其序号不再使用",
    ),
    "item-gone-kept": (
        "warning",
        "no longer an item of its own on this page, but edited: left; delete it if its text stands in another item",
        "版面上已不再是独立稿件，但经人修改，故保留：如其文字已在他稿，请删除",
    ),
    "page-gone": (
        "warning",
        "{0} no longer has page {1}: delete the items of that page if this is right",
        "{0} 中已没有第 {1} 版：如确应如此，请删除该版各稿",
    ),
    "place-twice": (
        "error",
        "{0} is page {1} already: rename or delete one of the two; until then this one's text is listed as unplaced",
        "{0} 已是第 {1} 版：请改名或删除其一；在此之前，本文件的文字列为未归入",
    ),
    "place-twice-same": (
        "warning",
        "the same text as {0}: delete one of the two",
        "与 {0} 内容相同：请删除其一",
    ),
    "page-overlap": (
        "error",
        "after a form feed this is page {1}, which {0} is already: rename one; its text is listed as unplaced",
        "本文件换页符之后为第 {1} 版，而 {0} 已是该版：请改名，或删除换页符；在此之前，这部分文字列为未归入",
    ),
    "page-number": (
        "error",
        "page {0} is more than an address has room for (999): split the file and number it anew",
        "第 {0} 版超出可用版次（999）：请拆分文件并重新编号",
    ),
    "items-too-many": (
        "error",
        "{0} items, and an address has room for 999 on a page: the text of the others is listed as unplaced",
        "本版共 {0} 篇，超出每版 999 篇：其余各篇文字列为未归入",
    ),
    "not-conserved": (
        "error",
        "the proof failed: {0} characters of the page are missing from its items, {1} were added; report this page",
        "核对不符：稿件中缺少原文 {0} 字，多出 {1} 字；请反馈此版",
    ),
    "only-furniture": (
        "warning",
        "nothing but the nameplate, folio and the like: no item was written; extract the page again if it has text",
        "只有报头、版次等版面附件，未写出稿件：如此版有正文，请重新提取",
    ),
    "undecoded": (
        "warning",
        "{0} characters could not be read (here as \ufffd): mend the raw file, or extract it again",
        "有 {0} 个字无法识别（显示为 \ufffd）：请改正原文，或重新提取",
    ),
    "not-utf-8": (
        "note",
        "read as {0}, which its bytes suggest: save it as UTF-8 to be certain",
        "按 {0} 读取（由内容推断）：另存为 UTF-8 更稳妥",
    ),
    "not-chinese": (
        "warning",
        "read as {0}, in which no Chinese is written: is this a page of this paper?",
        "按 {0} 读取，这种编码不用于中文：是不是别的报纸的版面？",
    ),
    "not-written": (
        "error",
        "cannot be written ({0}): make room or change permissions, then run again; the old files are whole",
        "无法写入（{0}）：请腾出空间或修改权限后重试；原有文件完好",
    ),
    "record-broken": (
        "error",
        "not readable: bring it back from git (`git checkout -- {0}`); without it an editor's work cannot be told",
        "无法读取：请用 `git checkout -- {0}` 恢复；缺少它便无法辨认编辑的改动",
    ),
    "converter-failed": (
        "error",
        "the converter failed ({0}): the page is left out; please report it with the file",
        "转换程序出错（{0}）：此版未转换；请附文件反馈",
    ),
}


def told(code: str, path: str, *values: object, line: int | None = None) -> Finding:
    """The finding of a code, its words filled in."""
    severity, message, message_zh = MESSAGES[code]
    return Finding(code, severity, message.format(*values), message_zh.format(*values), path, line)
