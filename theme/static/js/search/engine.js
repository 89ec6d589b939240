// A search over all bundles: which to open and in which order, until the best hits are certain.

import { Bundle } from "./bundle.js";
import { fetchJson, Once, SearchError } from "./fetch.js";
import { ranks } from "./find.js";
import { shown } from "./hits.js";
import { Library } from "./library.js";
import { asPrefixes, hasWords, parseQuery, Tables } from "./text.js";
import { Years } from "./years.js";

const KINDS = { a: "article", p: "photo", r: "refer", n: "notice" };
const SOME = 20; // hits where no number is asked for
const WIDTH = 8; // bundles that are searched at a time
const LONG = 5; // tokens that make a query a rare one
const PATIENCE = 150; // milliseconds before hits that may still move are shown

export class Archive {
  // `root` is the address of the folder that has bundles.json, `variant` the reader's.
  constructor(root, variant) {
    this.root = root;
    this.variant = variant;
    this.text = new Once((path) => fetchJson(`${root}text/${path}.bin`));
    this.opening = new Once(() => this.#open());
  }

  open() {
    return this.opening.get("manifest");
  }

  async #open() {
    const manifest = await fetchJson(`${this.root}bundles.json`, { cache: "no-cache" });
    if (manifest.format !== 4) throw new SearchError("broken", "bundles.json");
    this.own = manifest.own;
    this.since = manifest.since?.[this.variant] ?? ""; // older editions are there in the paper's own variant alone
    const library = new Library({
      script: this.root + manifest.script,
      wasm: this.root + manifest.wasm,
      version: manifest.pagefind,
    });
    this.bundles = manifest.bundles.map((entry, number) =>
      Object.assign(new Bundle(entry, this.root, library), { number }),
    );
    this.years = new Years(manifest.years, this.root);
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
    this.text.kept.clear();
  }

  // Searches, calling `show` with hits that may still change, and gives the final answer.
  async search(asked, show = () => {}) {
    await this.open();
    const parsed = parseQuery(asked.q, this.tables);
    const base = {
      query: asked.q,
      cut: parsed.cut,
      hits: [],
      total: 0,
      complete: true,
      failed: [],
      facets: {},
      prefixes: false,
    };
    if (!parsed.runs.length) return { ...base, nothing: asked.q.trim() ? "odd" : "empty" };
    const answer = await this.#run(parsed, asked, show);
    if (answer.total || answer.failed.length || !answer.complete || !hasWords(parsed)) return { ...base, ...answer };
    const wider = await this.#run(await this.#widened(asPrefixes(parsed)), asked, show);
    return { ...base, ...wider, prefixes: wider.total > 0 };
  }

  async #run(query, asked, show) {
    const begun = performance.now();
    const inRange = this.bundles.filter(
      (one) => (!asked.to || one.from <= asked.to) && (!asked.from || one.to >= asked.from),
    );
    const bounds = await this.years.bounds(query, inRange);
    const order = ORDERS[asked.sort] ?? ORDERS.relevance;
    const waiting = inRange.filter((one) => bounds.has(one)).sort((a, b) => order.bundles(a, b, bounds));
    const run = {
      query,
      asked,
      order,
      found: [],
      failed: [],
      counts: { page_name: new Map(), author: new Map(), kind: new Map() },
    };
    let width = query.runs.some(({ ways }) => ways[0]?.length >= LONG) ? 4 : order === ORDERS.relevance ? 2 : 1;
    while (waiting.length && !asked.signal?.aborted) {
      if (!asked.all && this.#certain(run, waiting[0], bounds)) break;
      const enough = () =>
        run.found.reduce((count, hit) => count + Number(order.ahead(hit, bounds.get(waiting[0]))), 0);
      const before = enough();
      const opened = waiting.splice(0, width);
      await Promise.all(opened.map((one) => this.#searchBundle(one, run)));
      run.found.sort(order.hits);
      if (!waiting.length) break;
      width = wider(opened.length, enough() - before, (asked.n || SOME) - enough());
      this.#fetchTexts(run, (hit) => order.settled(hit, waiting[0], bounds.get(waiting[0])));
      if (run.found.length && performance.now() - begun > PATIENCE) {
        show({ ...(await this.#answer(run, waiting)), busy: true });
      }
    }
    return this.#answer(run, waiting);
  }

  // Beginnings of words as the words that begin so.
  async #widened(query) {
    const widen = async (slot) => ({
      ...slot,
      forms: slot.prefix ? await this.years.wordsFrom(slot.forms[0]) : slot.forms,
    });
    const runs = await Promise.all(
      query.runs.map(async (run) => ({
        ...run,
        ways: (await Promise.all(run.ways.map((way) => Promise.all(way.map(widen))))).filter((way) =>
          way.every((slot) => slot.forms.length),
        ),
      })),
    );
    return { ...query, runs };
  }

  // Whether no bundle that is left can have a hit that belongs among the first n.
  #certain(run, best, bounds) {
    const last = run.found[(run.asked.n || SOME) - 1];
    return last !== undefined && run.order.settled(last, best, bounds.get(best));
  }

  async #searchBundle(bundle, run) {
    try {
      await bundle.open();
      const found = await ranks(bundle, run.query, {
        // A paper in traditional script is indexed in other characters than it prints.
        text: this.own === "zh-Hans" ? (item) => this.#textOf(bundle, item) : null,
        tables: this.tables,
        likely: (way, one) => (this.bundles.length < 2 ? way : this.years.likely(way, one)),
        whole: run.order === ORDERS.relevance,
      });
      if (found.size) await bundle.people();
      for (const [item, rank] of found) {
        const day = bundle.days[bundle.day[item]];
        if ((run.asked.from && day < run.asked.from) || (run.asked.to && day > run.asked.to)) continue;
        const hit = { bundle, item, day, rank };
        if (this.#passes(hit, run)) run.found.push(hit);
      }
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      run.failed.push({ name: bundle.name, kind: error.kind });
    }
  }

  // The texts of hits that will be shown, while others are still searched for.
  #fetchTexts(run, certain) {
    for (const hit of run.found.slice(0, run.asked.n || SOME))
      if (certain(hit)) this.#textOf(hit.bundle, hit.item).catch(() => {});
  }

  #textOf(bundle, item) {
    return this.text.get(bundle.path(item).replace(/\/(\d+)$/, "-$1"));
  }

  // Whether a hit passes the filters; it counts for a filter's values if it passes the others.
  #passes(hit, { asked, counts }) {
    const { bundle, item } = hit;
    const values = {
      page_name: [bundle.names[bundle.pageName[item]]],
      author: bundle.by[item].map((number) => bundle.authors[number]),
      kind: [KINDS[bundle.kinds[item]]],
    };
    const missed = Object.keys(values).filter(
      (name) => asked[name] && !values[name].some((value) => this.#same(bundle, value, asked[name])),
    );
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
    const facets = Object.fromEntries(
      Object.entries(run.counts).map(([name, counted]) => [
        name,
        [...counted]
          .map(([value, [count, bundle]]) => ({
            value,
            label: this.#label(bundle, value),
            count,
            chosen: Boolean(run.asked[name]) && this.#same(bundle, value, run.asked[name]),
          }))
          .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
      ]),
    );
    return {
      hits: await Promise.all(run.found.slice(0, run.asked.n || SOME).map((hit) => this.#describe(hit, run.query))),
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

  // What a list of hits shows of one.
  async #describe({ bundle, item, day }, query) {
    const known = {
      url: `/${bundle.path(item)}/`,
      day,
      own: day < this.since,
      page: bundle.label(item),
      kind: KINDS[bundle.kinds[item]],
      page_name: this.#label(bundle, bundle.names[bundle.pageName[item]]),
      authors: bundle.by[item].map((number) => this.#label(bundle, bundle.authors[number])),
    };
    try {
      return { ...known, ...shown(await this.#textOf(bundle, item), query, this.tables, this.own, this.variant) };
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      return { ...known, title: null, excerpt: [] };
    }
  }
}

// How many bundles to search next, after some gave so many good hits and so many are missing: enough, if the others are alike.
function wider(searched, gave, missing) {
  if (!gave) return Math.min(WIDTH, searched * 3);
  return Math.max(1, Math.min(WIDTH / 2, Math.ceil((missing * searched) / gave)));
}

const newestFirst = (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.item - b.item);
const oldestFirst = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.item - b.item);

// How hits and bundles are sorted; which hits are as good as the next bundle's can be; and when the last hit shown
// stands before all that a bundle may have. Bundles do not overlap in time, so the days of two bundles settle it.
const ORDERS = {
  relevance: {
    ahead: (hit, bound) => hit.rank <= bound,
    hits: (a, b) => a.rank - b.rank || newestFirst(a, b),
    bundles: (a, b, bounds) => bounds.get(a) - bounds.get(b) || b.number - a.number,
    settled: (last, best, bound) => last.rank < bound || (last.rank === bound && last.day > best.to),
  },
  newest: {
    ahead: () => true,
    hits: newestFirst,
    bundles: (a, b) => b.number - a.number,
    settled: (last, best) => last.day > best.to,
  },
  oldest: {
    ahead: () => true,
    hits: oldestFirst,
    bundles: (a, b) => a.number - b.number,
    settled: (last, best) => last.day < best.from,
  },
};
