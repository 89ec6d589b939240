// Fills the box of citations that a reader has opened.
import words from "../words.js";
import { accessed } from "./accessed.js";
import { cited, FORMATS } from "./formats.js";

const made = (tag, values) => Object.assign(document.createElement(tag), values);

export function fill(box) {
  const shown = [...box.querySelectorAll("h3")].map((head) => head.textContent);
  const source = cited(document, box.dataset.place ?? "");
  for (const { name, make } of source ? FORMATS : []) {
    if (shown.includes(name)) continue;
    const text = made("pre", { translate: false, textContent: make(source) });
    box.append(made("h3", { textContent: name }), text);
  }
  for (const text of box.querySelectorAll("pre")) {
    text.textContent = accessed(text.previousElementSibling.textContent, text.textContent, new Date());
    const label = `${words.cite_copy} ${text.previousElementSibling.textContent}`;
    const button = made("button", { type: "button", textContent: words.cite_copy, ariaLabel: label });
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = words.cite_copied;
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    text.after(button, " ", said);
  }
}
