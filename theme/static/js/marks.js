// Which items were read, kept on this device: an edition's end says how many. Links to them are dimmed, in any variant.
import { here, keep } from "./kept.js";

const KEY = `banmian-read${document.documentElement.dataset.base ?? ""}`;
const KEPT = 60; // editions

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

const read = load();
const item = document.querySelector("[data-item]")?.dataset.item;
if (item) {
  const [edition, place] = [item.slice(0, 10), item.slice(11)];
  const places = new Set(read[edition]).add(place);
  read[edition] = [...places];
  const kept = Object.keys(read).sort().slice(-KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept.map((key) => [key, read[key]]))));
  } catch {
    // Storage is switched off or full: nothing is marked.
  }
}

const story = here();
if (story) keep("read", story);

for (const link of document.querySelectorAll("main a[href]")) {
  const place = /\/(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)\/(\d\d\d?)\/$/.exec(link.pathname);
  if (place && read[place.slice(1, 4).join("-")]?.includes(`${+place[4]}/${+place[5]}`)) link.classList.add("is-read");
}
for (const place of document.querySelectorAll(".marks")) {
  const count = read[place.dataset.edition]?.length;
  place.textContent = place.dataset.words.replace("{n}", count);
  place.hidden = !count;
}

// In a bar of pages that is wider than the window, the page that is read is in sight.
const now = document.querySelector(".pages [aria-current]");
const bar = now?.closest("ul");
if (bar) bar.scrollLeft += now.getBoundingClientRect().right - bar.getBoundingClientRect().right + bar.clientWidth / 3;

// A table wider than its box says that it scrolls.
for (const table of document.querySelectorAll(".table")) {
  table.classList.toggle("scrolls", table.scrollWidth > table.clientWidth + 1);
}
