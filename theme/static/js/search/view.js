// Hits and messages as elements. Text becomes text nodes only, so nothing that was found or typed can be markup.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// Where a headline's lines may break, between words, if the browser knows them: the places in its text.
function wordEnds(text) {
  if (!Intl.Segmenter) return null;
  const words = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
  return new Set([...words.segment(text)].filter((one) => one.isWordLike).map((one) => one.index));
}

// A headline's pieces, with `<wbr>` before words.
function inWords(pieces, ends) {
  let at = 0;
  return pieces.map(({ text, mark }) => {
    const parts = [];
    let from = 0;
    for (let place = 0; place < text.length; place++) {
      if (at + place > 0 && ends.has(at + place)) {
        parts.push(text.slice(from, place), document.createElement("wbr"));
        from = place;
      }
    }
    parts.push(text.slice(from));
    at += text.length;
    return element(mark ? "mark" : "span", {}, ...parts);
  });
}

const inPieces = (pieces) => pieces.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

// The address of an item in the reader's variant, with what to mark in it.
function hrefOf(hit, query) {
  const { base = "" } = document.documentElement.dataset;
  const variant = hit.own ? "" : prefixHere(base);
  return `${base}${variant}${hit.url}#q=${encodeURIComponent(query)}`;
}

function prefixHere(base) {
  const path = location.pathname.slice(base.length);
  return path.match(/^\/zh-(?:hans|hant(?:-tw|-hk)?)(?=\/)/)?.[0] ?? "";
}

export function hitRow(hit, query, words) {
  const ends = hit.title && wordEnds(hit.title.map(({ text }) => text).join(""));
  const title = hit.title ? (ends ? inWords(hit.title, ends) : inPieces(hit.title)) : [words.no_text];
  const link = element("a", { href: hrefOf(hit, query) }, ...title);
  const [year, month, day] = hit.day.split("-");
  const where = element(
    "p",
    { className: "where" },
    element("time", { dateTime: hit.day }, fill(words.day_title, { year, month: +month, day: +day })),
    ` ${fill(words.page_n, { n: hit.page })}${hit.page_name ? ` ${hit.page_name}` : ""}`,
    hit.authors.length ? ` ${hit.authors.join(" ")}` : "",
  );
  const row = element(
    "li",
    { className: `hit ${hit.kind}` },
    element("p", { className: ends ? "hit-title cut" : "hit-title" }, link),
    where,
  );
  if (hit.excerpt.length) row.append(element("p", { className: "taste" }, ...inPieces(hit.excerpt)));
  row.dataset.url = hit.url;
  return row;
}

// Bundles by name: a few, or from the first to the last.
function years(names) {
  const sorted = [...names].sort();
  return sorted.length > 3 ? `${sorted[0]}—${sorted.at(-1)}` : sorted.reverse().join("、");
}

// What the reader is told of an answer, in one sentence or a few.
export function summary(answer, words) {
  if (answer.nothing) return words[answer.nothing === "odd" ? "odd" : "start"];
  const said = [];
  if (answer.cut) said.push(words.cut);
  if (answer.total && answer.prefixes) said.push(words.prefixes);
  if (answer.total)
    said.push(
      fill(answer.complete ? words.count : words.count_so_far, { n: answer.total, years: years(answer.waiting) }),
    );
  else if (!answer.busy) said.push(fill(words.none, { q: answer.query }));
  if (answer.failed.length) said.push(fill(words.failed_years, { years: years(answer.failed.map((one) => one.name)) }));
  return said.join(" ");
}

export const problem = (error, words) => words[`error_${error.kind}`] ?? words.error_broken;

// The words of the search page, from the page itself or, for the dialog, from the page that has them.
export function readWords(document_) {
  return JSON.parse(document_.getElementById("search-words").textContent);
}
