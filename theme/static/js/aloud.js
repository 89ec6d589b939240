// Reads an item aloud by the browser's own voice, a sentence at a time: long texts make some voices fall silent after a
// quarter of a minute. Where the browser has no Chinese voice, nothing shows.
import words from "./words.js";

const box = document.createElement("span");
const synth = globalThis.speechSynthesis;
const LONGEST = 80; // characters in one piece; longer sentences part at a comma
const VOICES = {
  "zh-Hans": ["zh-CN", "cmn"],
  "zh-Hant-TW": ["zh-TW"],
  "zh-Hant-HK": ["zh-HK", "yue"],
  "zh-Hant": ["zh-TW"],
};
const BLOCKS = "h1, hgroup p, figcaption p, .text :is(p, li, h2, h3, h4, th, td)";

function voice() {
  const all = synth.getVoices().map((one) => ({ one, lang: one.lang.replace("_", "-") }));
  const ours = all.filter(({ lang }) => /^(zh|cmn|yue)/i.test(lang));
  const fits = ours.filter(({ lang }) =>
    (VOICES[document.documentElement.lang] ?? []).some((tag) => lang.startsWith(tag)),
  );
  return [...fits, ...ours].sort(
    (a, b) => +fits.includes(b) - +fits.includes(a) || +b.one.localService - +a.one.localService,
  )[0]?.one;
}

// An item's text in pieces that a voice can say in one breath, each with the range it stands in.
function pieces(story) {
  const found = [];
  for (const block of story.querySelectorAll(BLOCKS)) {
    if (block.querySelector("p, li")) continue;
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, from: text.length });
      text += walker.currentNode.data;
    }
    const point = (offset) => nodes.findLast(({ from }) => from <= offset) ?? nodes[0];
    for (const [start, end] of cuts(text)) {
      const range = document.createRange();
      const [first, last] = [point(start), point(end - 1)];
      range.setStart(first.node, start - first.from);
      range.setEnd(last.node, end - last.from);
      found.push({ text: text.slice(start, end), range });
    }
  }
  return found;
}

function cuts(text) {
  const found = [];
  for (const sentence of text.matchAll(/[^。！？!?；…\n]+[。！？!?；…]*[”’」』）)》]*/g)) {
    let [start, rest] = [sentence.index, sentence[0]];
    while (rest.length > LONGEST) {
      const comma = Math.max(...["，", "、", "：", ",", " "].map((mark) => rest.lastIndexOf(mark, LONGEST - 1)));
      const length = comma > 10 ? comma + 1 : LONGEST;
      found.push([start, start + length]);
      start += length;
      rest = rest.slice(length);
    }
    if (rest.trim()) found.push([start, start + rest.length]);
  }
  return found;
}

function start() {
  const button = (deed, text) => {
    const one = document.createElement("button");
    one.type = "button";
    one.dataset.do = deed;
    one.textContent = text;
    return one;
  };
  const play = button("play", words.aloud);
  const more = document.createElement("span");
  more.append(
    button("back", words.aloud_back),
    " ",
    button("on", words.aloud_on),
    " ",
    button("stop", words.aloud_stop),
  );
  box.className = "aloud";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.aloud);
  box.append(play, " ", more);
  document.querySelector(".story .where").append(" ", box);
  let all = null,
    at = 0,
    turn = 0,
    speaking = false;
  const light = globalThis.Highlight ? new Highlight() : null;
  if (light) CSS.highlights.set("aloud", light);

  function show(state) {
    speaking = state === "speaking";
    more.hidden = state === "idle";
    play.textContent = { idle: words.aloud, speaking: words.aloud_pause, paused: words.aloud_resume }[state];
  }

  function hush() {
    turn += 1; // whatever the cancelled voice still reports is no longer listened to
    synth.cancel();
  }

  function say() {
    hush();
    light?.clear();
    if (at >= all.length) {
      at = 0;
      return show("idle");
    }
    const mine = turn;
    const { text, range } = all[at];
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice();
    utterance.lang = utterance.voice?.lang ?? document.documentElement.lang;
    utterance.onend = utterance.onerror = (event) => {
      if (mine !== turn) return;
      if (event.type === "error" && event.error !== "interrupted") return stop();
      at += 1;
      say();
    };
    light?.add(range);
    const place = range.getBoundingClientRect();
    if (place.top < 0 || place.bottom > innerHeight) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
    show("speaking");
    synth.speak(utterance);
  }

  function stop() {
    hush();
    light?.clear();
    at = 0;
    show("idle");
  }

  const deeds = {
    play() {
      all ??= pieces(document.querySelector(".story"));
      if (!speaking) return say();
      hush(); // synth.pause() loses its place on phones: the sentence is said again instead
      show("paused");
    },
    back() {
      at = Math.max(0, at - 1);
      say();
    },
    on() {
      at += 1;
      say();
    },
    stop() {
      stop();
      play.focus();
    },
  };
  box.addEventListener("click", (event) => deeds[event.target.dataset.do]?.());
  addEventListener("pagehide", stop);
  show("idle");
}

// The buttons come with the first Chinese voice, and hide with the last.
if (synth) {
  const offer = () => {
    if (voice() && !box.isConnected) start();
    box.hidden = !voice();
  };
  synth.addEventListener?.("voiceschanged", offer);
  offer();
}
