// A bundle as scripts/search writes it: facts of its items, and a Pagefind index in which phrases are looked up.

import { fetchBytes, fetchJson, Once, SearchError } from "./fetch.js";
import { pagefindFile } from "./library.js";
import { BODY, gapToken, HEAD, spelled } from "./text.js";
import { contents, unpacked } from "./unpack.js";

const MOST = 24; // phrases searched for one way; a way of more is looked up in overlapping halves
const UNIT = 128; // bytes that one step in a bundle's `sizes` stands for

export class Bundle {
  items = 0; // in the manifest's entry, as all that is assigned below

  // `entry` is the bundle's in the manifest: name, from, to, items, folder.
  constructor(entry, root, library) {
    Object.assign(this, entry);
    this.folder = `${root}${entry.name}/${entry.folder}/`;
    this.opening = new Once(() => this.#open(library));
    this.naming = new Once(() => this.#readPeople());
    this.fetched = new Set();
  }

  open() {
    return this.opening.get("");
  }

  // Who wrote its items, which only a bundle with hits need know.
  people() {
    return this.naming.get("");
  }

  async #open(library) {
    const url = this.#file("index");
    library.warm().catch(() => {}); // at the same time
    const value = await fetchJson(url);
    try {
      this.#read(value);
    } catch (cause) {
      throw new SearchError("broken", url, cause);
    }
    const index = await library.open(value.plain ? this.#plain(value.plain) : this.#packed(library.version));
    index.trouble.catch(() => this.opening.kept.clear()); // the next search begins anew
    this.index = index;
  }

  // What Pagefind reads, made of pieces.
  #packed(version) {
    return {
      contents: async () => contents(version, this.items, this.first, this.last),
      words: async (name) => {
        const url = this.#file(name);
        this.fetched.add(Number(name));
        const bytes = await fetchBytes(url);
        try {
          return unpacked(bytes);
        } catch (cause) {
          throw new SearchError("broken", url, cause);
        }
      },
    };
  }

  // What Pagefind reads, as it wrote it: a version of it whose files are not known well enough to be packed.
  #plain({ meta }) {
    return { contents: () => pagefindFile(this.#file(meta)), words: (name) => pagefindFile(this.#file(name)) };
  }

  #file(name) {
    return `${this.folder}${name}.bin`;
  }

  #read(value) {
    this.days = value.days;
    this.kinds = value.kinds;
    this.names = value.names;
    this.first = [];
    let before = 0;
    for (const word of value.first ?? []) {
      if (typeof word === "number") before += word;
      this.first.push(typeof word === "number" ? String.fromCodePoint(before) : word);
    }
    this.last = value.last ?? "";
    this.sizes = value.sizes ?? "";
    this.numbers = value.plain ? new Map(Object.entries(value.plain.items)) : null;
    const count = value.kinds.length;
    this.day = new Uint16Array(count);
    this.short = new Set(value.short); // days whose labels are printed A1, not A01
    this.page = new Uint32Array(count); // codes of labels: a thousand for each section, and the number
    this.order = new Uint16Array(count);
    this.pageName = new Uint16Array(count);
    let item = 0;
    value.runs.forEach((runs, day) => {
      for (let i = 0; i < runs.length; i += 4) {
        for (let k = 0; k < runs[i + 3]; k++, item++) {
          this.day[item] = day;
          this.page[item] = runs[i];
          this.pageName[item] = runs[i + 1];
          this.order[item] = runs[i + 2] + k;
        }
      }
    });
    if (item !== count || this.items !== count) throw new Error("facts of another length");
  }

  async #readPeople() {
    const { authors, by, forms } = await fetchJson(this.#file("people"));
    if (by?.length !== this.items) throw new SearchError("broken", this.#file("people"));
    this.authors = authors;
    this.by = by.map((one) => (typeof one === "number" ? [one] : one));
    this.forms = forms;
  }

  // How large the file is in which a token's list stands, in bytes, and how much of it must still be fetched.
  sizeOf(token) {
    const { first, sizes } = this;
    let low = 0,
      high = first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first[middle] <= token) low = middle + 1;
      else high = middle;
    }
    const size = low ? (sizes.charCodeAt(low - 1) - 47) * UNIT : 0;
    return { size, fetch: this.fetched.has(low - 1) ? 0 : size };
  }

  // The items in which a way is found, each with its first place there.
  async #places(way) {
    let held = null;
    for (const phrases of expand(way)) {
      const found = new Map();
      for (const results of await Promise.all(phrases.map((tokens) => this.index.phrase(tokens)))) {
        for (const [id, place] of results) {
          const item = this.numbers ? this.numbers.get(id) : Number(id);
          if (!(item < this.items)) throw new SearchError("broken", this.#file("index"));
          if ((!held || held.has(item)) && !(found.get(item) <= place)) found.set(item, held?.get(item) ?? place);
        }
      }
      held = found;
      if (!held.size) break;
    }
    return held ?? new Map();
  }

  // The items in which one of some ways is found, and the best zone of each: 0 headline, 1 kicker or deck, 2 the rest.
  async find(ways) {
    const found = new Map();
    for (const places of await Promise.all(ways.map((way) => this.#places(way)))) {
      for (const [item, place] of places) {
        const zone = place < HEAD ? 0 : place < BODY ? 1 : 2;
        if (!(found.get(item) <= zone)) found.set(item, zone);
      }
    }
    return found;
  }

  path(item) {
    const { letters, number } = labelOf(this.page[item]);
    return `${this.days[this.day[item]].replaceAll("-", "/")}/${letters}${two(number)}/${two(this.order[item])}`;
  }

  // The label of an item's page as the paper prints it.
  label(item) {
    const { letters, number } = labelOf(this.page[item]);
    return letters && !this.short.has(this.day[item]) ? `${letters}${two(number)}` : `${letters}${number}`;
  }
}

const two = (number) => String(number).padStart(2, "0");

// The letters and the number of a label's code: sections are counted A, B … Z, AA, AB …
export function labelOf(code) {
  let letters = "";
  for (let section = Math.floor(code / 1000); section; section = Math.floor((section - 1) / 26)) {
    letters = String.fromCharCode(65 + ((section - 1) % 26)) + letters;
  }
  return { letters, number: code % 1000 };
}

// Pagefind's tokens that a slot of a way may need.
export const tokensOf = (slot) =>
  slot.forms.flatMap((form) => (slot.loose ? [spelled(form), gapToken(form)] : [spelled(form)]));

// A way as phrases of Pagefind's tokens: lists of which each must have one that is found.
function expand(way) {
  const choices = way.map((slot, index) =>
    slot.forms.flatMap((form) =>
      index && slot.loose ? [[spelled(form)], [gapToken(form), spelled(form)]] : [[spelled(form)]],
    ),
  );
  const count = choices.reduce((product, some) => product * some.length, 1);
  if (count > MOST && way.length > 2) {
    const middle = way.length >> 1;
    return [...expand(way.slice(0, middle + 1)), ...expand(way.slice(middle))];
  }
  return [choices.reduce((phrases, some) => phrases.flatMap((begun) => some.map((more) => [...begun, ...more])), [[]])];
}
