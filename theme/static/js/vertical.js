// CSS makes the tiers of vertical setting, but not the room for them: a box of vertical columns does not grow.
// Numbers of one or two figures are set across the line, those of up to four figure by figure.
const root = document.documentElement;
const FLOWS = ".leaf, .edition .sheet, .page .stories, .whole .stories, .list .rows";
const NUMBER = /(?<![\dA-Za-z.,:%-])\d{1,4}(?![\dA-Za-z.,:%-])/g;

function standUp(flow) {
  const texts = document.createTreeWalker(flow, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    if (/\d/.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest(".tcy, .upright, table, .aloud"))
      found.push(texts.currentNode);
  }
  for (const text of found) {
    for (const { 0: number, index } of [...text.data.matchAll(NUMBER)].reverse()) {
      const middle = text.splitText(index);
      middle.splitText(number.length);
      const span = document.createElement("span");
      span.className = number.length < 3 ? "tcy" : "upright";
      middle.replaceWith(span);
      span.append(middle);
    }
  }
}

function fit() {
  const vertical = root.dataset.setting === "vertical";
  for (const flow of document.querySelectorAll(FLOWS)) {
    flow.style.height = flow.style.maxHeight = flow.style.columns = "";
    if (!vertical) continue;
    if (!flow.dataset.upright) standUp(flow);
    flow.dataset.upright = "yes";
    const style = getComputedStyle(flow);
    const [tier, gap, above, below] = ["columnWidth", "columnGap", "paddingTop", "paddingBottom"].map((name) =>
      parseFloat(style[name]),
    );
    flow.style.height = `${tier}px`;
    const tiers = Math.round((flow.scrollHeight - above - below + gap) / (tier + gap));
    flow.style.height = `${tiers * (tier + gap) - gap}px`;
    if (tiers > 1) continue;
    flow.style.columns = "auto"; // what is short is as high as its longest line
    flow.style.height = "fit-content";
    flow.style.maxHeight = `${tier}px`;
  }
}

if (root.lang.includes("Hant")) {
  new MutationObserver(fit).observe(root, { attributeFilter: ["data-setting", "data-size"] });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== (width = innerWidth)) fit();
  });
  addEventListener("load", fit);
  const head = document.querySelector(".leaf > header"); // to which a voice's buttons come later
  if (head) new ResizeObserver(fit).observe(head);
  fit();
}
