// Pagefind: its script is imported once, its WebAssembly fetched once, and each bundle is an instance of it.
//
// Pagefind asks for its files below an instance's base path. That is an address which does not exist (`.invalid`), and
// what it asks for there is answered here: with what the bundle has for it (`files`), with the WebAssembly that all
// bundles share, with the entry file, whose few facts are known. So a file that is missing or broken is known as such,
// where Pagefind would write to the console and find nothing.

import { fetchBytes, Once, SearchError } from "./fetch.js";

const HOST = "https://bundle.invalid/";
const SIGNATURE = new TextEncoder().encode("pagefind_dcd");
const answering = new Map();
let next = 0,
  plainFetch = null;

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
    this.module = new Once(() =>
      import(script).catch((cause) => {
        throw new SearchError("missing", script, cause);
      }),
    );
    this.wasm = new Once(() => pagefindFile(wasm));
    this.started = false;
    this.starting = null;
  }

  // What every bundle needs, before any is opened.
  async warm() {
    const [{ createInstance }] = await Promise.all([this.module.get(""), this.wasm.get("")]);
    return createInstance;
  }

  // An instance that has opened its table of contents. `files` are promises of Pagefind's files: `contents` is the
  // table, and `words` gives one of the others by its name in it.
  async open(files) {
    const createInstance = await this.warm();
    listen();
    // The instances share one WebAssembly memory, which the first of them makes: others wait until it is there.
    while (!this.started) {
      if (!this.starting) {
        const first = new Instance(this, createInstance, files);
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
    const one = new Instance(this, createInstance, files);
    await one.ready();
    return one;
  }
}

class Instance {
  constructor(library, createInstance, files) {
    this.trouble = new Promise((_, reject) => (this.fail = reject));
    this.trouble.catch(() => {});
    this.given = new Promise((resolve) => (this.give = resolve));
    const number = String(next++);
    const entry = {
      version: library.version,
      languages: { unknown: { hash: "contents", wasm: null, page_count: 1 } },
      include_characters: [],
    };
    answering.set(number, async (path) => {
      try {
        if (path === "pagefind-entry.json") return new Response(JSON.stringify(entry));
        if (path.startsWith("wasm.")) return new Response(await library.wasm.get(""));
        const name = path.replace(/^index\/|^pagefind\.|\.pf_(?:index|meta)$/g, "");
        if (name !== "contents") return new Response(await files.words(name));
        const table = await files.contents();
        this.give();
        return new Response(table);
      } catch (error) {
        this.fail(error);
        return new Promise(() => {}); // Pagefind waits for ever; who asked has been told
      }
    });
    this.pagefind = createInstance({ basePath: `${HOST}${number}/`, noWorker: true });
  }

  // Asked before it is ready, Pagefind looks again only after 50 ms; a few turns after it has its table it is.
  async ready() {
    await Promise.race([this.given, this.trouble]);
    for (let turn = 0; turn < 4; turn++) await new Promise((done) => setTimeout(done));
    return Promise.race([this.pagefind.filters(), this.trouble]);
  }

  // Where tokens stand one behind the other: for each page's name the number of the first word of the first such place.
  async phrase(tokens) {
    const { results } = await Promise.race([this.pagefind.search(`"${tokens.join(" ")}"`), this.trouble]);
    return results.map(({ id, words }) => [id, tokens.length > 1 ? words[0] : Math.min(...words)]);
  }
}

// A file as Pagefind wrote it.
export async function pagefindFile(url) {
  const bytes = await fetchBytes(url);
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw new SearchError("broken", url);
  return bytes;
}
