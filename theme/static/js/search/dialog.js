// The search dialog, from any page. Its words and its markup come from the search page when it is first opened.

import { search, warm } from "./client.js";
import { step } from "./page.js";
import { hitRow, problem, readWords, summary } from "./view.js";

const FEW = 8,
  PAUSE = 120;
let made = null;

export async function open(address) {
  try {
    made ??= build(address);
    const dialog = await made;
    if (!dialog.open) {
      dialog.showModal();
      const box = dialog.querySelector("input");
      box.focus();
      box.select();
    }
  } catch {
    made = null;
    location.href = address; // the page says what is the matter
  }
}

async function build(address) {
  const here = document.getElementById("search-words");
  let source = document;
  if (!here) {
    const response = await fetch(address);
    if (!response.ok) throw new Error("no search page");
    source = new DOMParser().parseFromString(await response.text(), "text/html");
  }
  const words = readWords(source);
  const template = source.getElementById("search-dialog");
  const dialog = document.importNode(template.content, true).querySelector("dialog");
  await dress();
  document.body.append(dialog);
  behave(dialog, words, address);
  warm();
  return dialog;
}

// Pages do not wait for the style sheet of a dialog that few readers open: it comes with the dialog.
function dress() {
  const { href } = new URL("../../css/search.css", import.meta.url);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

function behave(dialog, words, address) {
  const form = dialog.querySelector("form"),
    box = form.elements.q;
  const list = dialog.querySelector(".hits"),
    status = dialog.querySelector("[role=status]"),
    all = dialog.querySelector(".all-hits");
  let composing = false,
    timer = 0;

  async function run() {
    const q = box.value.trim();
    all.hidden = !q;
    all.href = `${address}?${new URLSearchParams({ q })}`;
    if (!q) return show({ nothing: "empty", hits: [] }, q);
    dialog.dataset.searchState = "busy";
    try {
      const answer = await search({ q, n: FEW }, (partly) => show(partly, q));
      if (!answer) return;
      show(answer, q);
      dialog.dataset.searchState = "done";
    } catch (error) {
      list.replaceChildren();
      status.textContent = problem(error, words);
      dialog.dataset.searchState = "error";
    }
  }

  function show(answer, q) {
    const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
    list.replaceChildren(...answer.hits.map((hit) => hitRow(hit, q, words)));
    if (at >= 0) (list.querySelectorAll("a")[at] ?? box).focus();
    status.textContent = summary({ failed: [], ...answer, query: q }, words);
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  };
  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  box.addEventListener("input", (event) => {
    if (!event.isComposing && !composing) later();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing && box.value.trim()) location.href = `${address}?${new URLSearchParams({ q: box.value.trim() })}`;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !composing) {
      event.preventDefault(); // at once, where a search box would first clear itself
      dialog.close();
    }
    if (event.key === "ArrowDown" && !event.isComposing && list.querySelector("a")) {
      event.preventDefault();
      list.querySelector("a").focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    step(event, [...list.querySelectorAll("a")], box);
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) box.focus();
  });
  // A hit on this very page changes the fragment alone: the dialog must not stay before it.
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  show({ nothing: "empty", hits: [] }, "");
}
