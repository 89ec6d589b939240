// A search over all bundles: which to open and in which order, until the best hits are certain.

import { Bundle, zoneOf } from "./bundle.js";
import { fetchJson, Once, SearchError } from "./fetch.js";
import { Library } from "./library.js";
import { asPrefixes, hasWords, matches, parseQuery, Tables } from "./text.js";

const KINDS = { a: "article", p: "photo", r: "refer", n: "notice" };
const EXCERPT = 76, BEFORE = 22;
const WIDEST = 48; // words that are searched for the beginning of one
const PATIENCE = 150; // milliseconds before hits that may still move are shown

export class Archive {
  // `root` is the address of the folder that has bundles.json, `variant` the reader's.
  constructor(root, variant) {
    this.root = root;
    this.variant = variant;
    this.text = new Once((path) => fetchJson(`${root}text/${path}.bin`));
    this.shard = new Once((name) => fetchJson(`${root}years/${name}.bin`));
    this.opening = new Once(() => this.#open());
  }

  open() {
    return this.opening.get("manifest");
  }

  async #open() {
    const manifest = await fetchJson(`${this.root}bundles.json`, { cache: "no-cache" });
    if (manifest.format !== 2) throw new SearchError("broken", "bundles.json");
    this.own = manifest.own;
    this.since = manifest.since?.[this.variant] ?? ""; // older editions are there in the paper's own variant alone
    const library = new Library({ script: this.root + manifest.script, wasm: this.root + manifest.wasm, version: manifest.pagefind });
    this.bundles = manifest.bundles.map((entry, number) => Object.assign(new Bundle(entry, this.root, library), { number }));
    this.years = manifest.years.match(/.{10}/g) ?? [];
    this.shards = [];
    this.words = manifest.words.match(/.{10}/g) ?? [];
    this.tables = new Tables(await fetchJson(this.root + manifest.fold));
  }

  // What can be had before the first key is struck: the newest bundle's facts.
  async warm() {
    await this.open();
    await this.bundles.at(-1)?.open();
  }

  // A site that was published anew has other files: read what it has now.
  forget() {
    this.opening.kept.clear();
    this.shard.kept.clear();
    this.text.kept.clear();
  }

  // Searches, calling `show` with hits that may still change, and gives the final answer.
  async search(asked, show = () => {}) {
    await this.open();
    const parsed = parseQuery(asked.q, this.tables);
    const base = { query: asked.q, cut: parsed.cut, hits: [], total: 0, complete: true, failed: [], facets: {}, prefixes: false };
    if (!parsed.runs.length) return { ...base, nothing: asked.q.trim() ? "odd" : "empty" };
    const answer = await this.#run(parsed, asked, show);
    if (answer.total || answer.failed.length || !answer.complete || !hasWords(parsed)) return { ...base, ...answer };
    const wider = await this.#run(await this.#widened(asPrefixes(parsed)), asked, show);
    return { ...base, ...wider, prefixes: wider.total > 0 };
  }

  async #run(query, asked, show) {
    const begun = performance.now();
    const inRange = this.bundles.filter((one) => (!asked.to || one.from <= asked.to) && (!asked.from || one.to >= asked.from));
    const bounds = await this.#bounds(query, inRange);
    const order = ORDERS[asked.sort] ?? ORDERS.relevance;
    const waiting = inRange.filter((one) => bounds.has(one)).sort((a, b) => order.bundles(a, b, bounds));
    const run = { query, asked, order, found: [], failed: [], counts: { page_name: new Map(), author: new Map(), kind: new Map() } };
    let width = 1;
    while (waiting.length && !asked.signal?.aborted) {
      if (!asked.all && this.#certain(run, waiting[0], bounds)) break;
      const opened = waiting.splice(0, width);
      await Promise.all(opened.map((one) => this.#searchBundle(one, run)));
      run.found.sort(order.hits);
      width = run.found.length ? Math.min(width + 1, 3) : 4;
      if (waiting.length && run.found.length && performance.now() - begun > PATIENCE) {
        show({ ...(await this.#answer(run, waiting)), busy: true });
      }
    }
    return this.#answer(run, waiting);
  }

  // Beginnings of words as the words that begin so.
  async #widened(query) {
    const widen = async (slot) => ({ ...slot, forms: slot.prefix ? await this.#wordsFrom(slot.forms[0]) : slot.forms });
    const runs = await Promise.all(query.runs.map(async (run) => ({
      ...run, ways: (await Promise.all(run.ways.map((way) => Promise.all(way.map(widen))))).filter((way) => way.every((slot) => slot.forms.length)),
    })));
    return { ...query, runs };
  }

  async #wordsFrom(beginning) {
    if (!this.words.length) return [];
    const first = beginning.codePointAt(0);
    const shard = await this.shard.get(this.words[(first * 31 + 32 * 17) % this.words.length]);
    const words = Object.values(shard).flatMap((text) => text.split(" ")).filter((word) => word.startsWith(beginning));
    return words.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, WIDEST);
  }

  // Whether no bundle that is left can have a hit that belongs among the first n.
  #certain(run, best, bounds) {
    const last = run.found[(run.asked.n || 20) - 1];
    return last !== undefined && run.order.settled(last, best, bounds.get(best));
  }

  // For each bundle that can have hits, the best rank they can have.
  async #bounds(query, bundles) {
    const bounds = new Map(bundles.map((one) => [one, 0]));
    if (!this.years.length || bundles.length < 2) return bounds;
    let masks;
    try {
      masks = await Promise.all(query.runs.map((run) => this.#masks(run)));
    } catch {
      return bounds; // without the years' index every bundle is opened
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
    let anywhere = 0n, head = 0n;
    for (const way of run.ways) {
      const parts = await Promise.all(keysOf(way).map(async (keys) => {
        const sets = await Promise.all(keys.map((key) => this.#maskOf(key)));
        return sets.reduce(([a, b], [c, d]) => [a | c, b | d], [0n, 0n]);
      }));
      const [a, h] = parts.reduce(([x, y], [c, d]) => [x & c, y & d], [~0n, ~0n]);
      anywhere |= a;
      head |= h;
    }
    return [anywhere, head];
  }

  async #maskOf(key) {
    const number = this.#shardOf(key);
    const shard = await this.shard.get(this.years[number]);
    shard.keys ??= new Map(Object.entries(shard).flatMap(([bits, text]) => {
      const characters = [...text], masks = bits.split(".").map((part) => BigInt(`0x${part}`)), found = [];
      for (let i = 0; i + 1 < characters.length; i += 2) found.push([characters[i] + characters[i + 1], masks]);
      return found;
    }));
    this.shards[number] = shard.keys;
    return shard.keys.get(key) ?? [0n, 0n];
  }

  #shardOf(key) {
    const [first, second] = [...key].map((c) => c.codePointAt(0));
    return (first * 31 + second * 17) % this.years.length;
  }

  async #searchBundle(bundle, run) {
    try {
      await bundle.open();
      const zones = [];
      for (const one of run.query.runs) {
        zones.push(await bundle.find(one.ways.map((way) => this.#likely(way, bundle)).filter(Boolean)));
        if (!zones.at(-1).size) return;
      }
      const whole = run.order === ORDERS.relevance ? await this.#wholePhrase(bundle, run.query, zones) : null;
      zones.sort((a, b) => a.size - b.size);
      for (const item of zones[0].keys()) {
        const each = zones.map((found) => found.get(item));
        if (each.includes(undefined)) continue;
        const day = bundle.days[bundle.day[item]];
        if ((run.asked.from && day < run.asked.from) || (run.asked.to && day > run.asked.to)) continue;
        const hit = { bundle, item, day, rank: rankOf(each, whole?.get(item)) };
        if (this.#passes(hit, run)) run.found.push(hit);
      }
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      run.failed.push({ name: bundle.name, kind: error.kind });
    }
  }

  // Of a query of several runs, the items that have them one behind the other, and their zone.
  async #wholePhrase(bundle, { runs }, zones) {
    if (runs.length < 2) return null;
    const [first, ...others] = zones;
    if (![...first.keys()].some((item) => others.every((found) => found.has(item)))) return null;
    const way = runs.flatMap((run, number) => run.ways[0].map((slot, index) => ({ ...slot, loose: slot.loose || (number > 0 && index === 0) })));
    const likely = this.#likely(way, bundle);
    if (!likely) return null;
    return new Map([...(await bundle.places(likely))].map(([item, place]) => [item, [0, 1, 3][zoneOf(place)]]));
  }

  // A way without the forms that a bundle cannot have there, by the years' index as far as it has been read; null where
  // nothing is left of it.
  #likely(way, bundle) {
    if (!this.years.length || this.bundles.length < 2) return way;
    const bit = 1n << BigInt(bundle.number);
    const there = (key) => {
      const keys = this.shards[this.#shardOf(key)];
      return !keys || Boolean((keys.get(key)?.[0] ?? 0n) & bit);
    };
    const made = [];
    for (const slot of way) {
      const before = made.at(-1);
      const beside = before && !slot.loose && !slot.forms.some(isWord) && !before.forms.some(isWord);
      const forms = slot.forms.filter((form) => (beside
        ? before.forms.some((one) => there(one + form))
        : there([...`${form} `].slice(0, 2).join(""))));
      if (!forms.length) return null;
      made.push({ ...slot, forms });
    }
    return made;
  }

  // Whether a hit passes the filters; it counts for a filter's values if it passes the others.
  #passes(hit, { asked, counts }) {
    const { bundle, item } = hit;
    const values = {
      page_name: [bundle.names[bundle.pageName[item]]],
      author: bundle.by[item].map((number) => bundle.authors[number]),
      kind: [KINDS[bundle.kinds[item]]],
    };
    const missed = Object.keys(values).filter((name) => asked[name] && !values[name].some((value) => this.#same(bundle, value, asked[name])));
    for (const [name, counted] of Object.entries(counts)) {
      if (missed.every((other) => other === name)) {
        for (const value of values[name]) if (value) counted.set(value, [(counted.get(value)?.[0] ?? 0) + 1, bundle]);
      }
    }
    return !missed.length;
  }

  // A name is the same in whichever variant it was typed.
  #same(bundle, value, asked) {
    return value === asked || Object.values(bundle.forms).some((forms) => forms[value] === asked);
  }

  async #answer(run, waiting) {
    const shown = run.found.slice(0, run.asked.n || 20);
    const facets = Object.fromEntries(Object.entries(run.counts).map(([name, counted]) => [
      name,
      [...counted].map(([value, [count, bundle]]) => ({ value, label: this.#label(bundle, value), count, chosen: Boolean(run.asked[name]) && this.#same(bundle, value, run.asked[name]) }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ]));
    return {
      hits: await Promise.all(shown.map((hit) => this.#describe(hit, run.query))),
      total: run.found.length,
      complete: !waiting.length,
      waiting: waiting.map((one) => one.name),
      oldest: run.found.length ? run.found.reduce((day, hit) => (hit.day < day ? hit.day : day), "9") : "",
      failed: run.failed,
      facets,
    };
  }

  #label(bundle, value) {
    return bundle.forms[this.variant]?.[value] ?? value;
  }

  // What a list of hits shows: plain text, in pieces, those that were found marked.
  async #describe({ bundle, item, day }, query) {
    const path = bundle.path(item);
    const known = {
      url: `/${path}/`, day, own: day < this.since, page: bundle.page[item], kind: KINDS[bundle.kinds[item]],
      page_name: this.#label(bundle, bundle.names[bundle.pageName[item]]),
      authors: bundle.by[item].map((number) => this.#label(bundle, bundle.authors[number])),
    };
    try {
      const value = await this.text.get(path.replace(/\/(\d+)$/, "-$1"));
      const own = [value.title ?? value.texts[0], ...value.texts];
      const lines = this.#inVariant(own, value.variants?.[this.variant]);
      const at = (number) => {
        const fit = matches(own[number], query, this.tables);
        return own[number].length === lines[number].length ? fit : matches(lines[number], query, this.tables);
      };
      return { ...known, title: pieces(lines[0], at(0)), excerpt: excerpt(lines, value.zones, at, query) };
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      return { ...known, title: null, excerpt: [] };
    }
  }

  #inVariant(lines, change) {
    if (Array.isArray(change)) return change;
    const text = [...this.tables.predict(lines.join("\n"), this.own, this.variant)];
    let at = 0;
    for (const [, kept, other] of (change ?? "").matchAll(/(\d+)(\D+)/gsu)) {
      at += Number(kept);
      for (const character of other) text[at++] = character;
    }
    return text.join("").split("\n");
  }
}

const isWord = (form) => form.charCodeAt(0) < 128 || [...form].length > 1;

// The two-character keys of a way, as scripts/search/partial.py makes them; for each place, those of all forms.
function keysOf(way) {
  const found = [];
  way.forEach((slot, index) => {
    if (slot.forms.some(isWord)) {
      found.push(slot.forms.map((form) => [...`${form} `].slice(0, 2).join("")));
      return;
    }
    const before = way[index - 1];
    if (before && !slot.loose && !before.forms.some(isWord)) {
      found.push(before.forms.flatMap((first) => slot.forms.map((second) => first + second)));
    } else {
      found.push(slot.forms.map((form) => `${form} `));
    }
  });
  return found;
}

// Headline before kicker and deck before text, and in each the whole query before its words scattered; 0 is best.
function rankOf(zones, whole) {
  const worst = Math.max(...zones), best = Math.min(...zones);
  const spread = worst < 2 ? worst : best < 2 ? 2 : 3;
  if (zones.length === 1) return spread * 2;
  return Math.min(spread * 2 + 1, whole === undefined ? 9 : whole * 2);
}

const newestFirst = (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.item - b.item);
const oldestFirst = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.item - b.item);

// How hits and bundles are sorted, and when the last hit shown stands before all that a bundle may have. Bundles do not
// overlap in time, so the days of two bundles settle it.
const ORDERS = {
  relevance: {
    hits: (a, b) => a.rank - b.rank || newestFirst(a, b),
    bundles: (a, b, bounds) => bounds.get(a) - bounds.get(b) || b.number - a.number,
    settled: (last, best, bound) => last.rank < bound || (last.rank === bound && last.day > best.to),
  },
  newest: {
    hits: newestFirst,
    bundles: (a, b) => b.number - a.number,
    settled: (last, best) => last.day > best.to,
  },
  oldest: {
    hits: oldestFirst,
    bundles: (a, b) => a.number - b.number,
    settled: (last, best) => last.day < best.from,
  },
};

function pieces(text, found, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  for (const [start, end] of found) {
    if (end <= from || start >= to) continue;
    if (start > at) parts.push({ text: text.slice(at, start), mark: false });
    parts.push({ text: text.slice(Math.max(start, at), Math.min(end, to)), mark: true });
    at = Math.min(end, to);
  }
  if (at < to) parts.push({ text: text.slice(at, to), mark: false });
  return parts;
}

// The passage that shows most of the query; the body before kicker and deck, whose place is above the text.
function excerpt(lines, zones, at, query) {
  let best = null;
  for (let number = 1; number < lines.length; number++) {
    if (zones[number - 1] === "0") continue;
    const found = at(number);
    if (!found.length) continue;
    const score = new Set(found.map((match) => match[2])).size * 4
      + 2 * Number(zones[number - 1] === "2") + Number(lines[number].length > 24); // a byline says little
    if (score > (best?.score ?? 0)) best = { number, found, score };
    if (best.score === query.runs.length * 4 + 3) break;
  }
  if (!best) {
    const first = lines.findIndex((_, number) => number > 0 && zones[number - 1] === "2" && lines[number].length > 12);
    if (first < 0) return [];
    best = { number: first, found: [] };
  }
  const text = lines[best.number];
  const centre = best.found.length ? densest(best.found) : 0;
  let start = Math.max(0, centre - BEFORE);
  const end = Math.min(text.length, start + EXCERPT);
  if (end === text.length) start = Math.max(0, Math.min(start, end - EXCERPT));
  start = whole(text, start);
  const parts = pieces(text, best.found, start, whole(text, end));
  if (start > 0) parts.unshift({ text: "…", mark: false });
  if (end < text.length) parts.push({ text: "…", mark: false });
  return parts;
}

// Where the window begins that shows most different runs.
function densest(found) {
  let best = 0, most = 0;
  found.forEach(([start], index) => {
    const seen = new Set(found.slice(index).filter((match) => match[1] <= start + EXCERPT - BEFORE).map((match) => match[2])).size;
    if (seen > most) [best, most] = [index, seen];
  });
  return found[best][0];
}

// Never between the halves of a character.
const whole = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);
