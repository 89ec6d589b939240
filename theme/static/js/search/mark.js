// Marks in an item what the reader searched, across inline tags, and goes to the first place.

import { fetchJson } from "./fetch.js";
import { asPrefixes, hasWords, matches, parseQuery, Tables } from "./text.js";

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figcaption, blockquote, pre";
const NOT = "nav, .tools, .about, .jump, .where, script, style";

export async function mark(typed) {
  const article = document.querySelector("article.story");
  if (!article) return 0;
  clear(article);
  const root = `${document.documentElement.dataset.base ?? ""}/search/`;
  const manifest = await fetchJson(`${root}bundles.json`, { cache: "no-cache" });
  const tables = new Tables(await fetchJson(root + manifest.fold));
  const query = parseQuery(typed, tables);
  const blocks = [...article.querySelectorAll(BLOCKS)].filter((one) => !one.closest(NOT) && !one.querySelector(BLOCKS));
  const marked = (asked) => blocks.flatMap((block) => markBlock(block, asked, tables));
  let marks = marked(query);
  if (!marks.length && hasWords(query)) marks = marked(asPrefixes(query));
  marks[0]?.scrollIntoView({ block: "center" });
  return marks.length;
}

function clear(article) {
  for (const old of article.querySelectorAll("mark.found")) {
    const parent = old.parentNode;
    old.replaceWith(...old.childNodes);
    parent.normalize();
  }
}

// All text of a block as one, so that a word that a tag divides is found; each text node gets the part that is in it.
function markBlock(block, query, tables) {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data.replace(/\s/g, " ");
  }
  const made = [];
  for (const [start, end] of matches(text, query, tables).reverse()) {
    for (let i = nodes.length - 1; i >= 0; i--) {
      const [node, at] = nodes[i];
      const from = Math.max(start - at, 0),
        to = Math.min(end - at, node.length);
      if (from >= to) continue;
      const part = from ? node.splitText(from) : node;
      if (part.length > to - from) part.splitText(to - from);
      const wrap = document.createElement("mark");
      wrap.className = "found";
      part.replaceWith(wrap);
      wrap.append(part);
      made.unshift(wrap);
      if (!from) nodes[i] = [document.createTextNode(""), at]; // used up: earlier matches are in earlier nodes
    }
  }
  return made;
}
