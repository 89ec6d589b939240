// On the archive: what the reader saved and read last, on this device.
import { forget, keep, kept } from "../kept.js";
import words from "../words.js";

const made = (tag, values, ...inside) => {
  const one = Object.assign(document.createElement(tag), values);
  one.append(...inside);
  return one;
};
const HEADS = { saved: words.kept_saved, read: words.kept_read };

function row(name, story) {
  const link = made("a", { href: story.url }, story.title);
  const [year, month, day] = story.day.split("-").map(Number);
  const date = made(
    "small",
    {},
    words.day_title.replace("{year}", year).replace("{month}", month).replace("{day}", day),
  );
  const out = made("button", { type: "button", textContent: "×", ariaLabel: `${words.kept_drop} ${story.title}` });
  out.addEventListener("click", () => {
    keep(name, story, false);
    show();
  });
  return made("li", {}, link, " ", date, " ", out);
}

function section(name, stories) {
  const id = `kept-${name}`;
  const all = made("button", { type: "button", textContent: words.kept_clear });
  all.addEventListener("click", () => {
    forget(name);
    show();
  });
  const one = made("section", { className: "names" }, made("h2", { id }, HEADS[name]));
  one.setAttribute("aria-labelledby", id);
  one.append(made("ul", { className: "kept" }, ...stories.map((story) => row(name, story))), made("p", {}, all));
  return one;
}

function show() {
  const box = document.querySelector(".my-own");
  const lists = Object.entries(kept()).filter(([name, stories]) => HEADS[name] && stories.length);
  box.replaceChildren(...lists.map(([name, stories]) => section(name, stories)));
  if (lists.length) box.append(made("p", { className: "counts" }, words.kept_here));
}

show();
