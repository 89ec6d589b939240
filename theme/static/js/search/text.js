// Text to search tokens, as scripts/search/tokens.py makes them, and queries to what is looked for.
// The classes of characters and the table of scripts come from the fold file, so that both sides agree.

export const STEP = 2,
  GAP = 1;
export const HEAD = 192,
  BODY = 768; // the word of a bundle's item with which its kicker and its text begin at the earliest
export const LONGEST = 64; // tokens of a query; what comes after them is left out, and the reader is told

const QUOTES = { '"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂" };
const INVISIBLE = /[\p{Mn}\p{Cf}\p{Cc}]/u,
  MARKS = /\p{Mn}/gu,
  LATIN = /[\u00c0-\u024f\u1e00-\u1eff]/;

export class Tables {
  constructor(value) {
    const { number, word, single, gap, joiner, zeros, thousands, space } = value.patterns;
    this.zeros = new RegExp(zeros, "gu");
    this.thousands = new RegExp(thousands, "gu");
    this.space = new RegExp(space, "gu");
    this.token = new RegExp([number, word, single, gap].join("|"), "gu");
    this.joiner = new RegExp(joiner, "gu");
    this.means = new RegExp(`^(?:${word}|${single})`, "u");
    this.word = new RegExp(`^(?:${word})$`, "u");
    this.kept = new Map(Object.entries(value.kept));
    const to = [...value.to];
    this.one = new Map([...value.from].map((from, index) => [from, to[index]]));
    this.several = new Map(
      value.several
        .split(" ")
        .map((line) => [...line])
        .map(([from, ...forms]) => [from, forms]),
    );
    this.phrases = value.phrases.split(" ").map((line) => line.split("="));
    this.forward = new Map();
    for (const [traditional, simplified] of this.one) {
      if (!this.forward.has(simplified)) this.forward.set(simplified, traditional);
    }
    for (const [simplified, traditional] of pairs(value.forward)) this.forward.set(simplified, traditional);
    this.regional = new Map(Object.entries(value.regional).map(([name, text]) => [name, new Map(pairs(text))]));
    this.characters = new Map();
  }

  // How a text of one variant most likely looks in another, before the text's own patch (Fold.predict).
  predict(text, source, variant) {
    if (source === variant || (source !== "zh-Hans" && variant !== "zh-Hans")) return text;
    const change =
      variant === "zh-Hans"
        ? (c) => this.one.get(c) ?? this.several.get(c)?.[0] ?? c
        : (c) => {
            const f = this.forward.get(c) ?? c;
            return this.regional.get(variant)?.get(f) ?? f;
          };
    return Array.from(text, change).join("");
  }

  normalCharacter(character) {
    let made = this.characters.get(character);
    if (made !== undefined) return made;
    if (this.kept.has(character)) made = this.kept.get(character);
    else if (INVISIBLE.test(character) && !"\t\n\r".includes(character)) made = "";
    else {
      made = character.normalize("NFKC").toLowerCase();
      if (LATIN.test(made)) made = made.normalize("NFD").replace(MARKS, "");
    }
    this.characters.set(character, made);
    return made;
  }

  // The tokens of one paragraph with their places, and where in the text each stands. In a phrase between quotes a space
  // may stand for punctuation, so there it is kept.
  tokens(text, isPhrase = false) {
    let normal = "",
      origin = [];
    let at = 0;
    for (const character of text) {
      const made = this.normalCharacter(character);
      for (let i = 0; i < made.length; i++) origin.push(at);
      normal += made;
      at += character.length;
    }
    origin.push(at);
    normal = normal
      .replace(this.zeros, (circles) => "〇".repeat(circles.length))
      .replace(this.thousands, (value) => value.replaceAll("，", ","));
    if (!isPhrase) [normal, origin] = without(this.space, normal, origin);
    normal = normal.replace(this.joiner, (mark) => String.fromCharCode(0xe000 + mark.charCodeAt(0)));
    const found = [];
    let place = 0;
    for (const match of normal.matchAll(this.token)) {
      const run = match[0];
      if (!this.means.test(run)) {
        place += GAP;
        continue;
      }
      const last = origin[match.index + run.length - 1];
      found.push({
        text: run.length > 3 ? run.replaceAll(",", "") : run,
        place,
        start: origin[match.index],
        end: last + String.fromCodePoint(text.codePointAt(last)).length,
      });
      place += STEP;
    }
    return found;
  }

  // The forms in which a token of a query may be indexed.
  forms(token, alone) {
    const several = this.several.get(token);
    if (!several) return [this.one.get(token) ?? token];
    return alone ? [...new Set([several[0], ...several.filter((form) => form === token)])] : several;
  }

  // Whether a token of a text, in any script, is one that a slot looks for.
  fits(token, slot) {
    if (slot.prefix) return slot.forms.some((form) => token.startsWith(form));
    if (slot.forms.includes(this.one.get(token) ?? token)) return true;
    return this.several.get(token)?.some((form) => slot.forms.includes(form)) ?? false;
  }
}

// A text without what a pattern finds, and without where that stood.
function without(pattern, text, origin) {
  let kept = "",
    from = 0;
  const places = [];
  for (const { 0: found, index } of text.matchAll(pattern)) {
    kept += text.slice(from, index);
    places.push(...origin.slice(from, index));
    from = index + found.length;
  }
  return from ? [kept + text.slice(from), [...places, ...origin.slice(from)]] : [text, origin];
}

function* pairs(text) {
  const characters = [...text];
  for (let i = 0; i + 1 < characters.length; i += 2) yield [characters[i], characters[i + 1]];
}

// A query: runs that must all be found. Each run has one or more ways to be found; a way is a list of slots; a slot
// knows the forms of its token and whether punctuation may stand before it.
export function parseQuery(typed, tables) {
  const runs = [];
  let left = LONGEST,
    cut = false;
  for (const { text, quoted } of parts(typed).flatMap(words)) {
    let tokens = tables.tokens(text, quoted);
    if (tokens.length > left) {
      tokens = tokens.slice(0, left);
      cut = true;
    }
    left -= tokens.length;
    for (const run of quoted ? [tokens] : split(tokens)) if (run.length) runs.push(makeRun(text, run, tables, quoted));
  }
  const seen = new Set();
  return { runs: runs.filter(({ key }) => !seen.has(key) && seen.add(key)), cut };
}

function parts(typed) {
  const found = [];
  let plain = "",
    at = 0;
  while (at < typed.length) {
    const close = QUOTES[typed[at]];
    const end = close ? typed.indexOf(close, at + 1) : -1;
    if (end < 0) {
      plain += close ? " " : typed[at];
      at += 1;
      continue;
    }
    found.push({ text: plain, quoted: false }, { text: typed.slice(at + 1, end), quoted: true });
    plain = "";
    at = end + 1;
  }
  return [...found, { text: plain, quoted: false }];
}

// Spaces part words in a query, but where single characters are spaced out: 渡 口 夜 话 is how a headline was set.
function words(part) {
  if (part.quoted) return [part];
  const found = part.text.split(/\s+/u).filter(Boolean);
  const spaced = found.length > 1 && found.every((word) => /^\p{Script=Han}$/u.test(word));
  return (spaced ? [found.join("")] : found).map((text) => ({ text, quoted: false }));
}

function split(tokens) {
  const runs = [];
  for (const token of tokens) {
    const before = runs.at(-1)?.at(-1);
    if (before && token.place === before.place + STEP) runs.at(-1).push(token);
    else runs.push([token]);
  }
  return runs;
}

function makeRun(text, tokens, tables, quoted) {
  const typed = text.slice(tokens[0].start, tokens.at(-1).end);
  const ways = [slots(tokens, tables)];
  let reworded = typed;
  for (const [traditional, simplified] of tables.phrases) reworded = reworded.replaceAll(traditional, simplified);
  if (reworded !== typed) ways.push(slots(tables.tokens(reworded, quoted), tables));
  return { ways, key: JSON.stringify(ways) };
}

function slots(tokens, tables) {
  return tokens.map((token, index) => ({
    forms: tables.forms(token.text, tokens.length === 1),
    word: tables.word.test(token.text),
    loose: index > 0 && token.place !== tokens[index - 1].place + STEP,
    prefix: false,
  }));
}

// The same query with its words taken as beginnings of words.
export function asPrefixes(query) {
  const runs = query.runs.map((run) => ({
    ...run,
    ways: run.ways.map((way) => way.map((slot) => ({ ...slot, prefix: slot.word }))),
  }));
  return { ...query, runs, prefixes: true };
}

// A token as it stands in a bundle, and what stands before it where punctuation does, as scripts/search/tokens.py writes them.
export function spelled(token) {
  const letters = [...token];
  const code = token.codePointAt(0);
  if (letters.length === 1 && ((code >= 0x3400 && code <= 0x9fff) || code >= 0x20000)) return token;
  return letters
    .map((letter) => {
      if (letter >= "a" && letter <= "z") return letter;
      if (letter >= "0" && letter <= "9") return String.fromCharCode(0xa000 + Number(letter));
      const digits = letter.codePointAt(0).toString(16).padStart(5, "0");
      return `\ua010${Array.from(digits, (digit) => String.fromCharCode(0xa000 + Number.parseInt(digit, 16))).join("")}`;
    })
    .join("");
}

export const gapToken = (token) => String.fromCharCode(0xa100 + (token.codePointAt(0) % 64));

export const hasWords = (query) => query.runs.some((run) => run.ways.some((way) => way.some((slot) => slot.word)));

// Where in a text the runs of a query stand: [start, end, number of the run], in order, without overlaps.
export function matches(text, query, tables) {
  const tokens = tables.tokens(text);
  const found = [];
  query.runs.forEach(({ ways }, number) => {
    for (const way of ways) {
      for (let first = 0; first + way.length <= tokens.length; first++) {
        if (way.every((slot, index) => fitsAt(tokens, first + index, slot, index, tables))) {
          found.push([tokens[first].start, tokens[first + way.length - 1].end, number]);
        }
      }
    }
  });
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = -1;
  return found.filter((match) => {
    const apart = match[0] >= end;
    if (apart) end = match[1];
    return apart;
  });
}

function fitsAt(tokens, at, slot, index, tables) {
  return isNext(tokens, at, slot, index) && tables.fits(tokens[at].text, slot);
}

function isNext(tokens, at, slot, index) {
  if (!index) return true;
  const step = tokens[at].place - tokens[at - 1].place;
  return step === STEP || (slot.loose && step === STEP + GAP);
}

// Whether a way stands among the tokens of a simplified text just as it would be found in the index made of it.
export function standsIn(tokens, way, { one }) {
  for (let first = 0; first + way.length <= tokens.length; first++) {
    if (
      way.every(
        (slot, index) =>
          isNext(tokens, first + index, slot, index) &&
          slot.forms.includes(one.get(tokens[first + index].text) ?? tokens[first + index].text),
      )
    )
      return true;
  }
  return false;
}
