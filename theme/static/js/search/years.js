// The years' index: which bundles can have what is asked, as far as grams of up to four tokens tell (scripts/search/years.py).

import { fetchBytes, fetchJson, Once } from "./fetch.js";
import { gramNumber, LONGEST, Shard, shardOf } from "./grams.js";
import { spelled } from "./text.js";

const WIDEST = 48; // words that are searched for the beginning of one
const LISTS = 16; // lists of words that are read for a single letter
const FORMS = 8; // ways to spell a gram that are all looked up; of more, a shorter gram is
const PLACES = 4; // grams of a way that are looked up: of a long phrase those at both ends and between
const HASHES = { anywhere: [0, 3, 3, 2, 1], head: [0, 2, 2, 2, 2] }; // rows of a gram by its length

export class Years {
  // `segments` are the manifest's: folder, shards, words, start, end.
  constructor(segments, root) {
    this.segments = segments;
    this.shard = new Once((place) => this.#fetched(root, place));
    this.here = new Map(); // shards that have come
    this.list = new Once((place) => fetchJson(`${root}years/${place}.bin`));
  }

  async #fetched(root, place) {
    const bytes = await fetchBytes(`${root}years/${place}.bin`);
    const { start, end } = this.segments.find(({ folder }) => place.startsWith(`${folder}/`));
    const shard = new Shard(bytes, end - start);
    this.here.set(place, shard);
    return shard;
  }

  // For each bundle that can have hits, the best rank they can have. Without the index every bundle is opened.
  async bounds(query, bundles) {
    const bounds = new Map(bundles.map((one) => [one, 0]));
    if (!this.segments.length || bundles.length < 2) return bounds;
    const segments = this.segments.filter(({ start, end }) =>
      bundles.some(({ number }) => number >= start && number < end),
    );
    const ways = query.runs.map((run) => run.ways.map((way) => ({ way, grams: gramsOf(way) })));
    const places = ways.flat().flatMap(({ grams }) => grams.flatMap(({ spellings }) => spellings));
    try {
      await Promise.all(
        segments.flatMap((segment) => places.map(({ gram }) => this.shard.get(placeOf(gram, segment)))),
      );
    } catch {
      return bounds;
    }
    for (const one of bundles) {
      const may = ways.map((some) => some.filter(({ grams }) => grams.every((gram) => this.#may(gram, one))));
      const heads = may.map((some) => some.some(({ grams }) => grams.every((gram) => this.#may(gram, one, "head"))));
      if (may.some((some) => !some.length)) bounds.delete(one);
      else bounds.set(one, heads.every(Boolean) ? 0 : heads.some(Boolean) ? 4 : 6);
    }
    return bounds;
  }

  #may({ spellings }, bundle, zone = "anywhere") {
    return spellings.some((spelling) => this.#has(spelling, bundle, zone));
  }

  // Whether a bundle may have a spelling of a gram: yes where the index has not been read.
  #has({ tests }, { number }, zone) {
    const segment = this.segments.find(({ start, end }) => number >= start && number < end);
    return tests.every(([gram, length]) => {
      const shard = this.here.get(placeOf(gram, segment));
      return !shard || shard.has(gram, HASHES[zone][length], zone)(number - segment.start);
    });
  }

  // A way without the forms that a bundle cannot have there, as far as the index has been read; null where nothing is left.
  likely(way, bundle) {
    if (!this.segments.length) return way;
    const made = way.map((slot) => ({ ...slot }));
    for (const { at, spellings } of gramsOf(way)) {
      const left = spellings.filter((spelling) => this.#has(spelling, bundle, "anywhere"));
      if (!left.length) return null;
      left[0].forms.forEach((_, index) => {
        const forms = new Set(left.map((spelling) => spelling.forms[index]));
        made[at + index].forms = made[at + index].forms.filter((form) => forms.has(form));
      });
    }
    return made.every(({ forms }) => forms.length) ? made : null;
  }

  // Words by how they begin, the shortest first.
  async wordsFrom(start) {
    const [first, second = " 0123456789abcdefghijklmnopqrstuvwxyz"] = start;
    const lists = this.segments.flatMap(({ folder, words }) => {
      const numbers = new Set([...second].map((letter) => listOf(first, letter, words)));
      return [...numbers].slice(0, LISTS).map((number) => `${folder}/w${number}`);
    });
    const texts = await Promise.all(lists.map((place) => this.list.get(place)));
    const words = new Set(texts.flatMap((text) => text.split(" ")).filter((word) => word.startsWith(start)));
    return [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, WIDEST);
  }
}

const placeOf = (gram, { folder, shards }) => `${folder}/${shardOf(gram, shards)}`;
const listOf = (first, second, count) => (first.codePointAt(0) * 31 + second.codePointAt(0) * 17) % count;

const known = new WeakMap();

// The grams by which a way is looked up: of each stretch of tokens without punctuation between them all up to four, of
// longer ones four here and there. Each has the ways in which it may be spelled.
function gramsOf(way) {
  if (known.has(way)) return known.get(way);
  const found = [];
  for (let from = 0, to = 1; from < way.length; from = to++) {
    while (to < way.length && !way[to].loose) to += 1;
    const last = Math.max(from, to - LONGEST);
    for (let at = from; at < last; at += 2) found.push(gramAt(way, at, LONGEST));
    found.push(gramAt(way, last, to - last));
  }
  const some = found.filter(Boolean);
  const step = (some.length - 1) / (PLACES - 1);
  const chosen = some.length > PLACES ? Array.from({ length: PLACES }, (_, n) => some[Math.round(n * step)]) : some;
  known.set(way, chosen);
  return chosen;
}

// The gram at a place, shorter where its tokens have too many forms; null where even one has.
function gramAt(way, at, length) {
  const slots = way.slice(at, at + length);
  while (slots.reduce((count, { forms }) => count * forms.length, 1) > FORMS) slots.pop();
  if (!slots.length) return null;
  const all = slots.reduce((begun, { forms }) => begun.flatMap((some) => forms.map((form) => [...some, form])), [[]]);
  return { at, spellings: all.map(spellingOf) };
}

// Of four tokens the first three stand in the same shard.
function spellingOf(forms) {
  const tokens = forms.map(spelled);
  const gram = gramNumber(tokens);
  const tests = [[gram, tokens.length]];
  if (tokens.length === LONGEST) tests.push([gramNumber(tokens.slice(0, -1)), LONGEST - 1]);
  return { forms, gram, tests };
}
