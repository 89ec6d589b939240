// The archive's bundles as scripts/search writes them: what they hold, posting lists, phrases.

import { BODY, GAP, HEAD, STEP } from "./text.js";

const EMPTY = { items: new Uint32Array(0), from: new Uint32Array(1), places: new Uint32Array(0) };

export class SearchError extends Error {
  constructor(kind, what, cause) {
    super(`${kind}: ${what}`, { cause });
    this.kind = kind; // offline | missing | broken
    this.what = what;
  }
}

// A file's bytes, decompressed. `count` is told the bytes that came.
export async function fetchBytes(url, options = {}) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new SearchError("offline", url, cause);
  }
  if (!response.ok) throw new SearchError(response.status === 504 ? "offline" : "missing", url);
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new SearchError("broken", url, cause);
  }
}

export async function fetchJson(url, options) {
  const bytes = await fetchBytes(url, options);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SearchError("broken", url, cause);
  }
}

// A promise kept for each key, forgotten when it fails, so that the next search tries again.
export class Once {
  constructor(make) {
    this.make = make;
    this.kept = new Map();
  }

  get(key) {
    let promise = this.kept.get(key);
    if (!promise) {
      promise = this.make(key);
      this.kept.set(key, promise);
      promise.catch(() => this.kept.delete(key));
    }
    return promise;
  }
}

export class Bundle {
  constructor(entry, root) {
    Object.assign(this, entry); // name, from, to, items, about
    this.folder = `${root}${entry.name}/`;
    this.file = new Once((name) => fetchBytes(`${this.folder}${name}.bin`));
    this.chunk = new Once(async (number) => {
      const name = this.chunks[number];
      return readChunk(await this.file.get(name), `${this.folder}${name}.bin`);
    });
    this.lists = new Map();
    this.opening = new Once(() => this.#open());
  }

  open() {
    return this.opening.get("about");
  }

  async #open() {
    const url = `${this.folder}${this.about}.bin`;
    const value = await fetchJson(url);
    try {
      this.#read(value);
    } catch (cause) {
      throw new SearchError("broken", url, cause);
    }
  }

  #read(value) {
    this.starts = value.starts.split(" ");
    this.chunks = value.chunks.match(/.{10}/g) ?? [];
    this.days = value.days;
    this.kinds = value.kinds;
    this.names = value.names;
    this.authors = value.authors;
    this.by = value.by;
    this.forms = value.forms;
    const count = value.kinds.length;
    this.day = new Uint16Array(count);
    this.page = new Uint16Array(count);
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
    if (item !== count) throw new Error("facts of another length");
  }

  // The number of the chunk that has a term if any has.
  #chunkOf(term) {
    let low = 0, high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= term) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  async list(term) {
    let list = this.lists.get(term);
    if (!list) {
      if (!this.starts.length) return EMPTY;
      const bytes = (await this.chunk.get(this.#chunkOf(term))).get(term);
      list = bytes ? readList(bytes, this.kinds.length, this.folder) : EMPTY;
      this.lists.set(term, list);
    }
    return list;
  }

  // Posting lists of all terms that begin so, at most `most` of them.
  async listsFrom(prefix, most = 300) {
    const found = [];
    for (let number = this.#chunkOf(prefix); number < this.starts.length; number++) {
      if (this.starts[number] > prefix && !this.starts[number].startsWith(prefix)) break;
      for (const term of (await this.chunk.get(number)).keys()) {
        if (term.startsWith(prefix) && found.length < most) found.push(term);
      }
    }
    return Promise.all(found.map((term) => this.list(term)));
  }

  async slotList(slot) {
    const lists = slot.prefix
      ? (await Promise.all(slot.forms.map((form) => this.listsFrom(form)))).flat()
      : await Promise.all(slot.forms.map((form) => this.list(form)));
    return lists.length === 1 ? lists[0] : union(lists);
  }

  // The items in which a run is found, and the best zone of each: 0 headline, 1 kicker or deck, 2 the rest.
  async find(run) {
    const found = new Map();
    for (const way of run.ways) {
      // Of a long phrase its beginning tells where it cannot be: most bundles need no more of it.
      const lists = await Promise.all(way.slice(0, way.length > 4 ? 3 : way.length).map((slot) => this.slotList(slot)));
      if (phrase(lists, way).next().done) continue;
      lists.push(...await Promise.all(way.slice(lists.length).map((slot) => this.slotList(slot))));
      for (const [item, place] of phrase(lists, way)) {
        const zone = zoneOf(place);
        if (!(found.get(item) <= zone)) found.set(item, zone);
      }
    }
    return found;
  }

  path(item) {
    const two = (number) => String(number).padStart(2, "0");
    return `${this.days[this.day[item]].replaceAll("-", "/")}/${two(this.page[item])}/${two(this.order[item])}`;
  }
}

const zoneOf = (place) => (place < HEAD ? 0 : place < BODY ? 1 : 2);

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0, shift = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error("too short");
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  }

  take(length) {
    const part = this.bytes.subarray(this.at, (this.at += length));
    if (part.length !== length) throw new Error("too short");
    return part;
  }
}

function readChunk(bytes, url) {
  try {
    const reader = new Reader(bytes), decoder = new TextDecoder();
    const heads = Array.from({ length: reader.number() }, () => {
      const term = decoder.decode(reader.take(reader.number()));
      return [term, reader.number()];
    });
    return new Map(heads.map(([term, length]) => [term, reader.take(length)]));
  } catch (cause) {
    throw new SearchError("broken", url, cause);
  }
}

// Items in order; item i has the places from `from[i]` to `from[i + 1]`.
function readList(bytes, count, url) {
  const reader = new Reader(bytes);
  const items = [], from = [], places = [];
  let item = -1;
  try {
    while (reader.at < bytes.length) {
      item += reader.number() + 1;
      items.push(item);
      from.push(places.length);
      for (let place = 0, more = 1; more;) {
        const step = reader.number();
        more = step & 1;
        places.push((place += step >> 1));
      }
    }
    if (item >= count) throw new Error("an item that is not there");
  } catch (cause) {
    throw new SearchError("broken", url, cause);
  }
  from.push(places.length);
  return { items: Uint32Array.from(items), from: Uint32Array.from(from), places: Uint32Array.from(places) };
}

function union(lists) {
  const held = lists.filter((list) => list.items.length);
  if (held.length < 2) return held[0] ?? EMPTY;
  const byItem = new Map();
  for (const { items, from, places } of held) {
    items.forEach((item, index) => {
      const part = places.subarray(from[index], from[index + 1]);
      byItem.set(item, byItem.has(item) ? [...byItem.get(item), ...part] : [...part]);
    });
  }
  const items = [...byItem.keys()].sort((a, b) => a - b), from = [0], places = [];
  for (const item of items) {
    places.push(...byItem.get(item).sort((a, b) => a - b));
    from.push(places.length);
  }
  return { items: Uint32Array.from(items), from: Uint32Array.from(from), places: Uint32Array.from(places) };
}

// Items that have the lists' tokens one behind the other, each with the first place where they begin.
export function* phrase(lists, way, only) {
  const shortest = lists.reduce((best, list, index) => (list.items.length < lists[best].items.length ? index : best), 0);
  const at = lists.map(() => 0);
  next: for (const item of lists[shortest].items) {
    if (only && !only.has(item)) continue;
    for (let k = 0; k < lists.length; k++) {
      at[k] = seek(lists[k].items, item, at[k]);
      if (at[k] === lists[k].items.length) return;
      if (lists[k].items[at[k]] !== item) continue next;
    }
    const { from, places } = lists[0];
    for (let i = from[at[0]]; i < from[at[0] + 1]; i++) {
      if (follows(lists, way, at, 1, places[i])) {
        yield [item, places[i]];
        break;
      }
    }
  }
}

function follows(lists, way, at, k, place) {
  for (; k < lists.length; k++) {
    const list = lists[k], low = list.from[at[k]], high = list.from[at[k] + 1];
    const near = has(list.places, low, high, place + STEP);
    if (way[k].loose && has(list.places, low, high, place + STEP + GAP)) {
      if (!near) {
        place += STEP + GAP;
        continue;
      }
      if (follows(lists, way, at, k + 1, place + STEP + GAP)) return true;
    }
    if (!near) return false;
    place += STEP;
  }
  return true;
}

function has(places, low, end, place) {
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low < end && places[low] === place;
}

// The first index from `start` whose item is not before `item`.
function seek(items, item, start) {
  let step = 1, low = start, high = start;
  while (high < items.length && items[high] < item) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = Math.min(high, items.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle] < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
