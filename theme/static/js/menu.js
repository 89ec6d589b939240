// The reader's choices: text size, light or dark, direction of the text, variant. Kept on this device alone.
const KEY = "banmian";
const root = document.documentElement;
const menu = document.querySelector(".menu");

function choices() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function choose(name, value) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...choices(), [name]: value }));
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

for (const input of menu.querySelectorAll("input[type=radio]")) {
  if (root.dataset[input.name] === input.value) input.checked = true;
  input.addEventListener("change", () => {
    root.dataset[input.name] = input.value;
    choose(input.name, input.value);
  });
}

// The menu closes as menus do.
document.addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
menu.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  }
});
menu.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

// Another variant: the same item, the same place in it, the same query. Remembered, and offered next time.
const links = [...menu.querySelectorAll("[data-variant]")];
function keepPlace(link) {
  link.search = location.search;
  link.hash = location.hash;
}
for (const link of links) {
  link.addEventListener("click", () => {
    keepPlace(link);
    choose("variant", link.dataset.variant);
  });
}
const wanted = links.find((link) => link.dataset.variant === choices().variant);
if (wanted && !wanted.hasAttribute("aria-current")) {
  const offer = document.querySelector(".offer");
  const link = offer.querySelector("a");
  link.href = wanted.href;
  link.hreflang = wanted.hreflang;
  link.textContent = link.textContent.replace("{name}", wanted.textContent.trim());
  link.addEventListener("click", () => keepPlace(link));
  offer.querySelector("button").addEventListener("click", () => {
    choose("variant", root.lang);
    offer.hidden = true;
  });
  offer.hidden = false;
}

document.querySelector(".tools .print")?.addEventListener("click", () => print());
