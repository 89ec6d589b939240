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

// The form is made when it is wanted.
async function unfold() {
  const panel = menu.querySelector(".menu-panel");
  if (!menu.open || panel.dataset.form) return;
  panel.dataset.form = "";
  const { form } = await import("./menu/form.js");
  const chosen = (name, value) => {
    root.dataset[name] = value;
    choose(name, value);
  };
  panel.append(form(root.dataset, chosen));
}
menu.addEventListener("toggle", unfold);
unfold();

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
const links = [...menu.querySelectorAll(".variants a")];
function follow(link, variant) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
    choose("variant", variant);
  });
}
for (const link of links) follow(link, link.lang);
const wanted = links.find((link) => link.lang === choices().variant);
if (wanted && !wanted.hasAttribute("aria-current")) {
  const link = wanted.cloneNode(true);
  link.removeAttribute("lang");
  follow(link, wanted.lang);
  import("./menu/offer.js").then(({ offer }) => menu.after(offer(link, () => choose("variant", root.lang))));
}
