// Fetches an edition for reading without a network, when the reader asks for it.
import words from "../words.js";

const AT_ONCE = 4;

// Fetch and keep addresses, and whatever `more` finds in each. What is not there fails the whole, but for what `spare`
// names: a page is read without a picture that it lacks on the site, too. It ends when no download is under way any
// more, so that nothing is written or told after a failure.
async function keep(cache, addresses, progress, { more = null, spare = new Set() } = {}) {
  const queue = [...addresses];
  const found = [];
  let bytes = 0,
    failure = null;
  async function one(url) {
    const answer = await fetch(url);
    if (!answer.ok && spare.has(url)) return;
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const body = await answer.clone().blob();
    await cache.put(url, answer);
    bytes += body.size;
    if (more) found.push(more(await body.text(), url));
  }
  async function work() {
    for (let url = queue.shift(); url && !failure; url = queue.shift()) {
      try {
        await one(url);
        if (!failure) progress();
      } catch (error) {
        failure ??= error;
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failure) throw failure;
  return { bytes, found };
}

// What scripts fetch when it is wanted, which a saved edition is to have, too.
const LATER = [
  "offline/save.js",
  "menu/form.js",
  "menu/offer.js",
  "cite/fill.js",
  "item/share.js",
  "aloud.js",
  "photo/viewer.js",
  "photo/zoom.js",
  "../css/viewer.css",
  `words.${document.documentElement.lang}.js`,
].map((name) => new URL(`../${name}`, import.meta.url).href);

// The modules that a module imports.
function imports(script, url) {
  if (!url.endsWith(".js")) return [];
  return [...script.matchAll(/^(?:import|export)\b[^;(]*?"(\.[^"]+)"/gm)].map((one) => new URL(one[1], url).href);
}

// What a document is shown with: style sheets, scripts, pictures.
function parts(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const named = (selector) =>
    [...page.querySelectorAll(selector)]
      .map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), url).href)
      .filter((one) => one.startsWith(location.origin));
  return { files: named("link[rel~=stylesheet], link[rel~=icon], script[src]"), pictures: named("img[src]") };
}

// The page that the worker shows for what was not saved: it puts links to what was in the place of the comment.
function lost() {
  const page = document.implementation.createHTMLDocument(words.offline);
  page.documentElement.lang = document.documentElement.lang;
  const wide = Object.assign(page.createElement("meta"), { name: "viewport", content: "width=device-width" });
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]:not([media]), link[rel~=icon]")];
  page.head.append(wide, ...sheets.map((one) => page.importNode(one)));
  for (const sheet of page.querySelectorAll("link"))
    sheet.href = new URL(sheet.getAttribute("href"), location.href).href;
  const main = page.createElement("main");
  for (const [tag, text] of [
    ["h1", words.offline],
    ["p", words.offline_have],
  ]) {
    main.append(Object.assign(page.createElement(tag), { textContent: text }));
  }
  const list = page.createElement("ul");
  list.append(page.createComment("saved"));
  main.append(list);
  page.body.append(main);
  const html = `<!DOCTYPE html>\n${page.documentElement.outerHTML}`;
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// Keep an edition in the cache `name`; the bytes that it takes. `tell` is called with how many files are there, of how many.
export async function save(edition, name, tell) {
  const pages = new Set([edition.href]);
  for (const link of document.querySelectorAll("main a[href]:not([download])")) {
    if (link.href.startsWith(edition.href)) pages.add(link.href.split("#")[0]);
  }
  let done = 0;
  let total = pages.size;
  const progress = () => tell(++done, total);
  const cache = await caches.open(name);
  const texts = await keep(cache, pages, progress, { more: parts });
  const pictures = new Set(texts.found.flatMap((one) => one.pictures));
  const files = new Set();
  let bytes = texts.bytes;
  let next = new Set([...texts.found.flatMap((one) => one.files), ...LATER, ...pictures]);
  while (next.size) {
    total += next.size;
    const rest = await keep(cache, next, progress, { more: imports, spare: pictures });
    bytes += rest.bytes;
    for (const one of next) files.add(one);
    next = new Set(rest.found.flat().filter((one) => !files.has(one)));
  }
  await cache.put(`${edition.href}offline.html`, lost());
  return bytes;
}
