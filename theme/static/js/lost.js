// On the page for what was not found: what the address may have meant. A date, a page and words are guessed from it;
// what is shown stands there: each is fetched and named by its title.
const root = document.documentElement;
const base = root.dataset.base ?? "";
const VARIANT = /^\/zh-han[st](?:-tw|-hk)?(?=\/|$)/;
const DATES = [
  /(?<!\d)(\d{4})[-./_年](\d{1,2})[-./_月](\d{1,2})(?!\d)/,
  /(?<!\d)([12]\d{3})(\d\d)(\d\d)(?!\d)/,
  /(?<!\d)(\d{4})[-./_年](\d{1,2})(?!\d)/,
  /(?<!\d)([12]\d{3})(\d\d)(?!\d)/,
  /(?<!\d)(1[89]\d\d|20\d\d)(?!\d)/,
];
const NOISE =
  /^(?:\d+|[a-z]{1,2}|index|default|content|contents|node|article|articles|page|pages|page-?names?|authors?|news|newspaper|e?paper|paperindex|search|archive|all|list|images?|tag|cn|www|html?|feed|zh-han.*)$/i;
const two = (number) => String(number).padStart(2, "0");

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%\w{0,2}/g, " ");
  }
}

// Addresses from the nearest to the widest, and words to search for.
function guess(address) {
  const path = decoded(address.pathname.slice(base.length)).toLowerCase();
  const variant = path.match(VARIANT)?.[0] ?? "";
  const rest = path
    .slice(variant.length)
    .replace(/\/index\.\w+$/, "/")
    .replace(/\.(?:[sx]?html?|php|aspx?|jsp|md)$/, "");
  let [places, day, left] = [[], "", rest],
    typed;
  for (const pattern of DATES) {
    const found = rest.match(pattern);
    const [year, month, date] = (found ?? []).slice(1).map(Number);
    if (!found || month < 1 || month > 12) continue;
    left = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`;
    const above = `/${year}/`;
    if (month) places.unshift(`${above}${two(month)}/`);
    places.push(above);
    if (date && date <= new Date(year, month, 0).getDate()) {
      day = `${above}${two(month)}/${two(date)}/`;
      places.unshift(day);
      // A page and an item. Letters before a page's number may be its section's.
      const [page, item] = rest
        .slice(found.index + found[0].length)
        .matchAll(/((?<![a-z\d])[a-z]{1,2}|)(?<!\d)0*(\d{1,3})(?!\d)/g);
      for (const letters of +page?.[2] ? new Set(["", page[1].toUpperCase()]) : []) {
        const place = `${day}${letters}${two(page[2])}/`;
        places.unshift(place);
        if (+item?.[2]) places.unshift(`${place}${two(item[2])}/`);
      }
      typed = /^(\/\d+){3}\/[a-z]{0,2}\d+(\/\d+)?\/?$/.test(rest);
    }
    break;
  }
  const asked = ["q", "query", "keyword", "wd", "s", "title"].map((name) => address.searchParams.get(name) ?? "");
  const words = [...left.split(/[\s/\-_.+,;:]+/), ...asked].filter((word) => word && !NOISE.test(word));
  return { variant, day, places, typed, words: [...new Set(words)].join(" ").slice(0, 60) };
}

async function fetched(url) {
  try {
    const answer = await fetch(url);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

const links = (page, selector) =>
  [...(page?.querySelectorAll(selector) ?? [])].map((link) => link.getAttribute("href")).sort();

// The editions before and after a day that had none, from the calendars of its month and of those around it.
async function near(home, day) {
  const [wanted, month] = [home + day.slice(1), home + day.slice(1, 9)];
  const months = links(await fetched(`${home}archive/`), ".years td a");
  const days = async (one) => links(one && (await fetched(one)), ".calendar td a");
  const here = await days(months.find((one) => one === month));
  const before = here.findLast((one) => one < wanted) ?? (await days(months.findLast((one) => one < month))).at(-1);
  const after = here.find((one) => one > wanted) ?? (await days(months.find((one) => one > month)))[0];
  return [before, after].filter(Boolean);
}

// A host gives one such page for all variants: take the words of the reader's own.
async function inVariant(variant) {
  const other =
    variant && !root.lang.toLowerCase().endsWith(variant.slice(1)) && (await fetched(`${base}${variant}/404.html`));
  if (!other) return;
  root.lang = other.documentElement.lang;
  document.title = other.title;
  for (const part of [".brand", ".bar > nav", "main", ".foot"]) {
    const [here, there] = [document.querySelector(part), other.querySelector(part)];
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
}

const { variant, day, places, typed, words } = guess(new URL(location.href));
await inVariant(variant);
const box = document.querySelector(".lost");
const home = document.querySelector("[data-home]").dataset.home;
const list = box.querySelector("ul");
const add = (url, text) => {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = text;
  list.appendChild(document.createElement("li")).append(link);
};
const name = (page) => page.title.replace(/ - [^-]*$/, "");
const urls = places.map((place) => home + place.slice(1));
const pages = new Map(await Promise.all(urls.map(async (url) => [url, await fetched(url)])));
// Ours but for case or zeros
if (typed && pages.get(urls[0])) location.replace(urls[0] + location.hash);
const none = day && !pages.get(home + day.slice(1));
const around = none ? await near(home, day) : [];
for (const url of around) add(url, url.slice(home.length - 1).replace(/^\/(\d+)\/0?(\d+)\/0?(\d+)\/$/, "$1年$2月$3日"));
for (const url of urls) if (pages.get(url)) add(url, name(pages.get(url)));
const search = document.querySelector(".lost-search");
search.hidden = !!words;
if (words)
  add(`${search.getAttribute("action")}?q=${encodeURIComponent(words)}`, box.dataset.search.replace("{words}", words));
if (around.length) box.querySelector("h2").textContent = box.dataset.near;
box.hidden = !list.children.length;
