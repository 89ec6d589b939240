// A picture on a page of its own: as large as the window and larger, and from one of the edition's photos to the next.
import words from "../words.js";
import { zoomable } from "./zoom.js";

const SWIPE = 60;
const made = (tag, values, ...inside) => {
  const one = Object.assign(document.createElement(tag), values);
  one.append(...inside);
  return one;
};
const button = (text, label, act) => {
  const one = made("button", { type: "button", textContent: text, ariaLabel: label });
  if (typeof act === "string") one.dataset.zoom = act;
  else one.addEventListener("click", act);
  return one;
};

// Its style sheet comes with it.
function dress() {
  const { href } = new URL("../../css/viewer.css", import.meta.url);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

// The picture with most to see: what its link leads to, or the widest of its renditions.
function largest(picture) {
  const link = picture.closest("a")?.href ?? "";
  if (/\.(?:webp|jpe?g|png|gif|avif|svg)$/i.test(link)) return link;
  const sources = [...(picture.closest("picture")?.querySelectorAll("source[sizes]") ?? [])];
  const all = sources.flatMap((one) => one.srcset.split(", ")).map((one) => one.split(" "));
  const widest = all.sort((a, b) => parseInt(b[1], 10) - parseInt(a[1], 10))[0];
  return widest?.[0] ?? picture.currentSrc ?? picture.src;
}

export async function view(first) {
  await dress();
  const pictures = [...document.querySelectorAll("article.story figure img")];
  let at = pictures.indexOf(first);
  const beyond = (rel) => document.querySelector(`.turn.photos a[rel=${rel}]`)?.href;
  const image = made("img", { alt: "" });
  const stage = made("div", { className: "stage" }, image);
  const frame = made("div", { className: "frame", tabIndex: 0 }, stage);
  frame.setAttribute("role", "region");
  const said = made("output", {});
  said.setAttribute("aria-live", "polite");
  const tools = made("div", { className: "viewer-tools" });
  const caption = made("p", { className: "caption" });
  const dialog = made("dialog", { className: "viewer", ariaLabel: words.photo_view }, tools, frame, caption);
  const before = button("‹", words.previous_photo, () => step(-1));
  const after = button("›", words.next_photo, () => step(1));
  tools.append(
    before,
    after,
    button("＋", words.zoom_in, "in"),
    button("－", words.zoom_out, "out"),
    button(words.zoom_whole, words.zoom_whole, "fit"),
    said,
    button("×", words.close, () => dialog.close()),
  );

  // As large as the frame shows it whole.
  function whole() {
    const ratio = (image.naturalWidth || pictures[at].width) / (image.naturalHeight || pictures[at].height || 1);
    return `${Math.min(frame.clientWidth, frame.clientHeight * ratio)}px`;
  }
  const zoom = zoomable(frame, stage, tools, whole, (now) => {
    said.value = now > 1 ? `${Math.round(now * 100)}%` : "";
  });

  function show() {
    const picture = pictures[at];
    image.src = picture.currentSrc || picture.src;
    const sharp = new Image();
    sharp.onload = () => {
      if (pictures[at] === picture) image.src = sharp.src;
    };
    sharp.src = largest(picture);
    image.alt = picture.alt;
    const text = picture.closest("figure").querySelector("figcaption")?.textContent ?? "";
    caption.textContent = text.trim().replace(/\s+/g, " ");
    frame.setAttribute("aria-label", picture.alt || caption.textContent || words.photo_view);
    before.disabled = at === 0 && !beyond("prev");
    after.disabled = at === pictures.length - 1 && !beyond("next");
    zoom.to(1);
  }
  function step(by) {
    if (pictures[at + by]) {
      at += by;
      show();
      return;
    }
    const there = beyond(by < 0 ? "prev" : "next");
    if (there) location.href = `${there}#photo`;
  }
  image.addEventListener("load", () => zoom.to(zoom.now()));

  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || zoom.now() > 1) return;
    step(by);
    event.preventDefault();
  });
  let start = null;
  frame.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    start = event.touches.length === 1 && zoom.now() === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  });
  frame.addEventListener("touchend", (event) => {
    const touch = event.changedTouches[0];
    const [x, y] = start ? [touch.clientX - start.x, touch.clientY - start.y] : [0, 0];
    start = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) step(x > 0 ? -1 : 1);
  });
  const fit = () => zoom.to(zoom.now());
  addEventListener("resize", fit);
  dialog.addEventListener("close", () => {
    removeEventListener("resize", fit);
    dialog.remove();
    (first.closest("a") ?? first).focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  frame.focus();
  show();
}
