// On every page: the keys and links that open search, and what was searched marked in an item. All else is fetched
// when it is wanted.
const link = document.querySelector("[data-search-open]");
const address = link?.getAttribute("href") ?? "/search/";
const isPage = document.querySelector("main[data-search-state]");

async function open() {
  if (isPage) {
    const box = document.querySelector(".search-form input[type=search]");
    box.focus();
    box.select();
    return;
  }
  try {
    (await import("./search/dialog.js")).open(address);
  } catch {
    location.href = address;
  }
}

const isTyping = (target) => target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  const single = document.documentElement.dataset.keys !== "off"; // readers who dictate type it without wanting to
  const slash = single && event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (!slash && !k) return;
  event.preventDefault();
  open();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-search-open]");
  if (!opener || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
});

async function markSearched() {
  const typed = new URLSearchParams(location.hash.slice(1)).get("q");
  if (!typed || isPage) return;
  try {
    await (await import("./search/mark.js")).mark(typed);
  } catch {
    // Without the table nothing is marked; the item is there to be read.
  }
}

addEventListener("hashchange", markSearched);
if (isPage) (await import("./search/page.js")).start();
else await markSearched();
