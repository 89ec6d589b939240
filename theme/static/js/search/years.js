// The years' index: which bundles can have what is asked, as far as pairs of characters tell (scripts/search/years.py).

import { fetchJson, Once } from "./fetch.js";

const WIDEST = 48; // words that are searched for the beginning of one

export class Years {
  // `about` is the manifest's: folder, and the numbers of shards of pairs and of words.
  constructor({ folder, pairs, words }, root) {
    this.pairs = pairs;
    this.words = words;
    this.shard = new Once((name) => fetchJson(`${root}years/${folder}/${name}.bin`));
    this.read = new Map(); // what shards of pairs hold, by their number, once they are here
  }

  // For each bundle that can have hits, the best rank they can have. Without the index every bundle is opened.
  async bounds(query, bundles) {
    const bounds = new Map(bundles.map((one) => [one, 0]));
    if (!this.pairs || bundles.length < 2) return bounds;
    let masks;
    try {
      masks = await Promise.all(query.runs.map((run) => this.#masks(run)));
    } catch {
      return bounds;
    }
    for (const one of bundles) {
      const bit = 1n << BigInt(one.number);
      if (masks.some(([anywhere]) => !(anywhere & bit))) bounds.delete(one);
      else if (masks.every(([, head]) => head & bit)) bounds.set(one, 0);
      else bounds.set(one, masks.some(([, head]) => head & bit) ? 4 : 6);
    }
    return bounds;
  }

  async #masks(run) {
    let anywhere = 0n,
      head = 0n;
    for (const way of run.ways) {
      const parts = await Promise.all(
        keysOf(way).map(async (keys) => {
          const sets = await Promise.all(keys.map((key) => this.#maskOf(key)));
          return sets.reduce(([a, b], [c, d]) => [a | c, b | d], [0n, 0n]);
        }),
      );
      const [a, h] = parts.reduce(([x, y], [c, d]) => [x & c, y & d], [~0n, ~0n]);
      anywhere |= a;
      head |= h;
    }
    return [anywhere, head];
  }

  async #maskOf(key) {
    const number = shardOf(key, this.pairs);
    const shard = await this.shard.get(number);
    if (!this.read.has(number)) this.read.set(number, masksIn(shard));
    return this.read.get(number).get(key) ?? [0n, 0n];
  }

  // A way without the forms that a bundle cannot have there, as far as the index has been read; null where nothing is left.
  likely(way, bundle) {
    if (!this.pairs) return way;
    const bit = 1n << BigInt(bundle.number);
    const there = (key) => {
      const keys = this.read.get(shardOf(key, this.pairs));
      return !keys || Boolean((keys.get(key)?.[0] ?? 0n) & bit);
    };
    const made = [];
    for (const slot of way) {
      const before = made.at(-1);
      const beside = before && !slot.loose && !slot.forms.some(isWord) && !before.forms.some(isWord);
      const forms = slot.forms.filter((form) =>
        beside ? before.forms.some((one) => there(one + form)) : there(beginning(form)),
      );
      if (!forms.length) return null;
      made.push({ ...slot, forms });
    }
    return made;
  }

  // Words by how they begin, the shortest first.
  async wordsFrom(start) {
    if (!this.words) return [];
    const shard = await this.shard.get(`w${shardOf(`${[...start][0]} `, this.words)}`);
    const words = Object.values(shard)
      .flatMap((text) => text.split(" "))
      .filter((word) => word.startsWith(start));
    return words.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, WIDEST);
  }
}

function shardOf(key, count) {
  const [first, second] = [...key].map((c) => c.codePointAt(0));
  return (first * 31 + second * 17) % count;
}

function masksIn(shard) {
  return new Map(
    Object.entries(shard).flatMap(([bits, text]) => {
      const characters = [...text],
        masks = bits.split(".").map((part) => BigInt(`0x${part}`)),
        found = [];
      for (let i = 0; i + 1 < characters.length; i += 2) found.push([characters[i] + characters[i + 1], masks]);
      return found;
    }),
  );
}

const isWord = (form) => form.charCodeAt(0) < 128 || [...form].length > 1;
const beginning = (form) => [...`${form} `].slice(0, 2).join("");

// The two-character keys of a way, as scripts/search/partial.py makes them; for each place, those of all forms.
function keysOf(way) {
  return way.map((slot, index) => {
    const before = way[index - 1];
    if (before && !slot.loose && ![...slot.forms, ...before.forms].some(isWord)) {
      return before.forms.flatMap((first) => slot.forms.map((second) => first + second));
    }
    return slot.forms.map(beginning);
  });
}
