// An item's buttons. They do nothing without scripts, so no page carries them; the room for them is there from the first.
import words from "./words.js";

const print = document.createElement("button");
print.type = "button";
print.textContent = words.print;
print.addEventListener("click", () => globalThis.print());
document.querySelector(".tools")?.append(print);
