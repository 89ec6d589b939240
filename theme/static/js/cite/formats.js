// GB/T 7714, BibTeX, RIS and CSL-JSON of an item, of what its page tells citation programs. The same as the press's own
// (scripts/press/outputs/citation.py), so that no page has to carry them.
const BIBTEX = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const escaped = (text) => text.replace(/[\\{}&%$#_~^]/g, (mark) => BIBTEX[mark] ?? `\\${mark}`);
const line = (text) => text.trim().split(/\s+/u).join(" ");

// What the head of `page` says of its item; null where it says nothing. `place`: where the paper comes out.
export function cited(page, place) {
  const all = (name) => [...page.querySelectorAll(`meta[name="${name}"]`)].map((one) => one.content);
  const one = (name) => all(`citation_${name}`)[0] ?? "";
  if (!one("title")) return null;
  const day = one("publication_date");
  const [, label, order] = page.location.pathname.match(/([^/]+)\/(\d+)\/(?:index\.html)?$/) ?? [];
  return {
    key: `${day.replaceAll("/", "")}-${label}-${order}`,
    title: one("title"),
    authors: all("citation_author"),
    paper: one("journal_title"),
    place,
    day,
    page: one("firstpage"),
    section: page.querySelector('meta[property="article:section"]')?.content ?? "",
    issue: one("issue"),
    address: one("public_url"),
    lang: one("language"),
  };
}

const lines = (pairs, form) =>
  pairs
    .filter(([, value]) => value)
    .map(form)
    .join("");

function gbt7714(source) {
  const who = [...source.authors.slice(0, 3), ...(source.authors.length > 3 ? ["等"] : [])].join(", ");
  const day = source.day.replaceAll("/", "-");
  const carrier = source.address ? "N/OL" : "N";
  const text = `${who && `${who}. `}${source.title}[${carrier}]. ${source.paper}, ${day}(${source.page}).`;
  return source.address ? `${text} ${source.address}.` : text;
}

function bibtex(source) {
  const [year, month, day] = source.day.split("/");
  const fields = [
    ["title", `{${escaped(source.title)}}`],
    ["author", source.authors.map((name) => `{${escaped(name)}}`).join(" and ")],
    ["journal", escaped(source.paper)],
    ["date", `${year}-${month}-${day}`],
    ["year", year],
    ["month", +month],
    ["day", +day],
    ["number", escaped(source.issue)],
    ["pages", source.page],
    ["address", escaped(source.place)],
    ["url", source.address.replaceAll("%", "\\%")],
    ["langid", "chinese"],
  ];
  return `@article{${source.key},\n${lines(fields, ([name, value]) => `  ${name} = {${value}},\n`)}}\n`;
}

function ris(source) {
  const tags = [
    ["TY", "NEWS"],
    ...source.authors.map((name) => ["AU", name]),
    ["TI", source.title],
    ["T2", source.paper],
    ["DA", source.day],
    ["PY", source.day.slice(0, 4)],
    ["IS", source.issue],
    ["SP", source.page],
    ["SE", source.section],
    ["PP", source.place],
    ["LA", source.lang],
    ["UR", source.address],
  ];
  return `${lines(tags, ([tag, value]) => `${tag}  - ${line(value)}\n`)}ER  - \n`;
}

function csl(source) {
  const fields = [
    ["id", source.key],
    ["type", "article-newspaper"],
    ["title", source.title],
    ["author", source.authors.length && source.authors.map((literal) => ({ literal }))],
    ["container-title", source.paper],
    ["issued", { "date-parts": [source.day.split("/").map(Number)] }],
    ["issue", source.issue],
    ["page", source.page],
    ["section", source.section],
    ["publisher-place", source.place],
    ["language", source.lang],
    ["URL", source.address],
  ];
  return JSON.stringify([Object.fromEntries(fields.filter(([, value]) => value))]);
}

export const FORMATS = [
  { name: "GB/T 7714", make: gbt7714 },
  { name: "BibTeX", make: bibtex },
  { name: "RIS", make: ris },
  { name: "CSL-JSON", make: csl },
];
