// Vertical setting: the text runs in tiers, right to left, each a few characters high, as in a paper set vertically.
// CSS makes the tiers but not the room for them: a box of vertical columns does not grow with its overflow, so this does.
const root = document.documentElement;

function fit() {
  const vertical = root.dataset.setting === "vertical";
  for (const text of document.querySelectorAll(".item .text")) {
    text.style.height = text.style.maxHeight = text.style.columns = "";
    if (!vertical) continue;
    const style = getComputedStyle(text);
    const [tier, gap] = [parseFloat(style.columnWidth), parseFloat(style.columnGap)];
    text.style.height = `${tier}px`;
    const tiers = Math.round((text.scrollHeight + gap) / (tier + gap));
    text.style.height = `${tiers * (tier + gap) - gap}px`;
    if (tiers > 1) continue;
    text.style.columns = "auto"; // a poem is as high as its longest line
    text.style.height = "fit-content";
    text.style.maxHeight = `${tier}px`;
  }
}

if (root.lang.includes("Hant")) {
  new MutationObserver(fit).observe(root, { attributeFilter: ["data-setting", "data-size"] });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== (width = innerWidth)) fit();
  });
  addEventListener("load", fit);
  fit();
}
