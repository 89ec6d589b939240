// What a list of hits shows of an item, from its text: in the reader's variant, in pieces, those that were found marked.

import { matches } from "./text.js";

const EXCERPT = 76,
  BEFORE = 22;

// The headline and a passage of an item. `value` is its text file.
export function shown(value, query, tables, own, variant) {
  const lines = [value.title ?? value.texts[0], ...value.texts];
  const read = inVariant(lines, value.variants?.[variant], tables, own, variant);
  const at = (number) => {
    const fit = matches(lines[number], query, tables);
    return lines[number].length === read[number].length ? fit : matches(read[number], query, tables);
  };
  return { title: pieces(read[0], at(0)), excerpt: excerpt(read, value.zones, at, query) };
}

function inVariant(lines, change, tables, own, variant) {
  if (Array.isArray(change)) return change;
  const text = [...tables.predict(lines.join("\n"), own, variant)];
  let at = 0;
  for (const [, kept, other] of (change ?? "").matchAll(/(\d+)(\D+)/gsu)) {
    at += Number(kept);
    for (const character of other) text[at++] = character;
  }
  return text.join("").split("\n");
}

function pieces(text, found, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  for (const [start, end] of found) {
    if (end <= from || start >= to) continue;
    if (start > at) parts.push({ text: text.slice(at, start), mark: false });
    parts.push({ text: text.slice(Math.max(start, at), Math.min(end, to)), mark: true });
    at = Math.min(end, to);
  }
  if (at < to) parts.push({ text: text.slice(at, to), mark: false });
  return parts;
}

// Who wrote it stands over a hit in any case.
const isByline = (line) =>
  line.length < 40 &&
  /^[\s□■◇◆○●]*(?:本[报報刊网網台市社]|[记記]者|通[讯訊][员員]|[见見][习習]|特[约約]|文\/|[图圖]\/)/u.test(line);

// The passage that shows most of the query; the body before kicker and deck, whose place is above the text.
function excerpt(lines, zones, at, query) {
  let best = null;
  for (let number = 1; number < lines.length; number++) {
    if (zones[number - 1] === "0" || isByline(lines[number])) continue;
    const found = at(number);
    if (!found.length) continue;
    const score =
      new Set(found.map((match) => match[2])).size * 4 +
      2 * Number(zones[number - 1] === "2") +
      Number(lines[number].length > 24); // a short line says little
    if (score > (best?.score ?? 0)) best = { number, found, score };
    if (best.score === query.runs.length * 4 + 3) break;
  }
  if (!best) {
    const first = lines.findIndex(
      (line, number) => number > 0 && zones[number - 1] === "2" && line.length > 12 && !isByline(line),
    );
    if (first < 0) return [];
    best = { number: first, found: [] };
  }
  const text = lines[best.number];
  const centre = best.found.length ? densest(best.found) : 0;
  let start = Math.max(0, centre - BEFORE);
  const end = Math.min(text.length, start + EXCERPT);
  if (end === text.length) start = Math.max(0, Math.min(start, end - EXCERPT));
  start = whole(text, afterSentence(text, start, centre));
  const parts = pieces(text, best.found, start, whole(text, end));
  if (start > 0) parts.unshift({ text: "…", mark: false });
  if (end < text.length) parts.push({ text: "…", mark: false });
  return parts;
}

// Where the window begins that shows most different runs.
function densest(found) {
  let best = 0,
    most = 0;
  found.forEach(([start], index) => {
    const seen = new Set(
      found
        .slice(index)
        .filter((match) => match[1] <= start + EXCERPT - BEFORE)
        .map((match) => match[2]),
    ).size;
    if (seen > most) [best, most] = [index, seen];
  });
  return found[best][0];
}

// Behind the last sentence or bracket that ends before the place that was found.
function afterSentence(text, start, centre) {
  const mark = start > 0 ? text.slice(start, centre).match(/.*[。！？；）」”]/su) : null;
  return mark ? start + mark[0].length : start;
}

// Never between the halves of a character.
const whole = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);
