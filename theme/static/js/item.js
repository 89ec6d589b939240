// What an item's scripts are.
import "./site.js";
import "./marks.js";
import "./tools.js";
import "./cite.js";
import "./photos.js";
import "./item/ahead.js";

// Reading aloud comes with the first Chinese voice.
const synth = globalThis.speechSynthesis;
const offer = () => {
  if (synth.getVoices().some((voice) => /^(?:zh|cmn|yue)/i.test(voice.lang))) import("./aloud.js");
};
if (synth) {
  synth.addEventListener?.("voiceschanged", offer);
  offer();
}
