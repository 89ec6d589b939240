// Pagefind: its script is imported once, its WebAssembly fetched once, and each bundle is an instance of it.
//
// Pagefind asks for its files below an instance's base path. That is an address which does not exist (`.invalid`), and
// what it asks for there is answered here: with the bundle's file, which stands under a name of its own; with the
// WebAssembly that all bundles share; with the entry file, whose few facts the archive's manifest has. So a file that is
// missing or broken is known as such, where Pagefind would write to the console and find nothing.

import { fetchBytes, Once, SearchError } from "./fetch.js";

const HOST = "https://bundle.invalid/";
const SIGNATURE = new TextEncoder().encode("pagefind_dcd");
const answering = new Map();
let next = 0, plainFetch = null;

function listen() {
  if (plainFetch) return;
  plainFetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (what, options) => {
    if (typeof what !== "string" || !what.startsWith(HOST)) return plainFetch(what, options);
    const [number, ...path] = what.slice(HOST.length).split("?")[0].split("/");
    return answering.get(number)(path.join("/"));
  };
}

export class Library {
  // `script` and `wasm` are addresses, `version` is Pagefind's.
  constructor({ script, wasm, version }) {
    this.version = version;
    this.module = new Once(() => import(script).catch((cause) => { throw new SearchError("missing", script, cause); }));
    this.wasm = new Once(() => pagefindFile(wasm));
    this.started = false;
    this.starting = null;
  }

  // An instance that has opened its table of contents. `file` gives the address of a file by its name.
  async open(meta, items, file) {
    const [{ createInstance }] = await Promise.all([this.module.get(""), this.wasm.get("")]);
    listen();
    // The instances share one WebAssembly memory, which the first of them makes: others wait until it is there.
    while (!this.started) {
      if (!this.starting) {
        const first = new Instance(this, createInstance, meta, items, file);
        this.starting = first.ready();
        try {
          await this.starting;
          this.started = true;
          return first;
        } finally {
          this.starting = null;
        }
      }
      await this.starting.catch(() => {});
    }
    const one = new Instance(this, createInstance, meta, items, file);
    await one.ready();
    return one;
  }
}

class Instance {
  constructor(library, createInstance, meta, items, file) {
    this.trouble = new Promise((_, reject) => (this.fail = reject));
    this.trouble.catch(() => {});
    const number = String(next++);
    const entry = { version: library.version, languages: { unknown: { hash: meta, wasm: null, page_count: items } }, include_characters: [] };
    answering.set(number, async (path) => {
      try {
        if (path === "pagefind-entry.json") return new Response(JSON.stringify(entry));
        if (path.startsWith("wasm.")) return new Response((await library.wasm.get("")).slice());
        const name = path.replace(/^index\/|^pagefind\.|\.pf_(?:index|meta)$/g, "");
        return new Response(await pagefindFile(file(name)));
      } catch (error) {
        this.fail(error);
        return new Promise(() => {}); // Pagefind waits for ever; who asked has been told
      }
    });
    this.pagefind = createInstance({ basePath: `${HOST}${number}/`, noWorker: true });
  }

  ready() {
    return Promise.race([this.pagefind.filters(), this.trouble]);
  }

  // Where tokens stand one behind the other: for each item's id the number of the first word of the first such place.
  async phrase(tokens) {
    const { results } = await Promise.race([this.pagefind.search(`"${tokens.join(" ")}"`), this.trouble]);
    return results.map(({ id, words }) => [id, tokens.length > 1 ? words[0] : Math.min(...words)]);
  }
}

async function pagefindFile(url) {
  const bytes = await fetchBytes(url);
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw new SearchError("broken", url);
  return bytes;
}
