// An item's buttons. They do nothing without scripts, so no page carries them; the room for them is there from the first.
import { here, keep, kept } from "./kept.js";
import words from "./words.js";

const tools = document.querySelector(".tools");
const story = here();

function button(text, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.textContent = text;
  one.addEventListener("click", act);
  tools.append(one);
  return one;
}

if (tools && story) {
  const is = () => kept().saved.some((one) => one.url === story.url);
  const saved = button("", () => {
    keep("saved", story, !is());
    show();
  });
  const show = () => {
    saved.textContent = is() ? words.kept : words.keep;
    saved.setAttribute("aria-pressed", is());
  };
  show();
  button(words.share, async (event) => (await import("./item/share.js")).share(event.target));
  button(words.print, () => print());
}
