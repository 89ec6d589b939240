// A bundle as scripts/search writes it: facts of its items, and a Pagefind index in which phrases are looked up.

import { fetchJson, Once, SearchError } from "./fetch.js";
import { BODY, gapToken, HEAD, spelled } from "./text.js";

const MOST = 24; // phrases searched for one way; a way of more is looked up in overlapping halves
const LEAD = 3; // tokens of a longer phrase that are looked up first: most bundles need no more of it

export class Bundle {
  // `entry` is the bundle's in the manifest: name, from, to, items, about, meta.
  constructor(entry, root, library) {
    Object.assign(this, entry);
    this.folder = `${root}${entry.name}/`;
    this.opening = new Once(() => this.#open(library));
  }

  open() {
    return this.opening.get("");
  }

  async #open(library) {
    const url = this.#file(this.about);
    const [value, index] = await Promise.all([fetchJson(url), library.open(this.meta, this.items, (name) => this.#file(name))]);
    index.trouble.catch(() => this.opening.kept.clear()); // the next search begins anew
    try {
      this.#read(value);
    } catch (cause) {
      throw new SearchError("broken", url, cause);
    }
    this.index = index;
  }

  #file(name) {
    return `${this.folder}${name}.bin`;
  }

  #read(value) {
    this.days = value.days;
    this.kinds = value.kinds;
    this.names = value.names;
    this.authors = value.authors;
    this.by = value.by;
    this.forms = value.forms;
    const count = value.kinds.length;
    this.numbers = new Map(value.ids.split(" ").map((id, number) => [`unknown_${id}`, number]));
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
    if (item !== count || this.numbers.size !== count) throw new Error("facts of another length");
  }

  // The items in which a way is found, each with its first place there.
  async places(way) {
    let held = null;
    for (const phrases of expand(way)) {
      const found = new Map();
      for (const tokens of phrases) {
        for (const [id, place] of await this.index.phrase(tokens)) {
          const item = this.numbers.get(id);
          if (item === undefined) throw new SearchError("broken", this.#file(this.about));
          if ((!held || held.has(item)) && !(found.get(item) <= place)) found.set(item, held?.get(item) ?? place);
        }
      }
      held = found;
      if (!held.size) break;
    }
    return held ?? new Map();
  }

  // The items in which one of a run's ways is found, and the best zone of each: 0 headline, 1 kicker or deck, 2 the rest.
  async find(ways) {
    const found = new Map();
    for (const way of ways) {
      if (way.length > LEAD + 1 && !(await this.places(way.slice(0, LEAD))).size) continue;
      for (const [item, place] of await this.places(way)) {
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

export const zoneOf = (place) => (place < HEAD ? 0 : place < BODY ? 1 : 2);

// A way as phrases of Pagefind's tokens: lists of which each must have one that is found.
function expand(way) {
  const choices = way.map((slot, index) => slot.forms.flatMap((form) => (
    index && slot.loose ? [[spelled(form)], [gapToken(form), spelled(form)]] : [[spelled(form)]]
  )));
  const count = choices.reduce((product, some) => product * some.length, 1);
  if (count > MOST && way.length > 2) {
    const middle = way.length >> 1;
    return [...expand(way.slice(0, middle + 1)), ...expand(way.slice(middle))];
  }
  return [choices.reduce((phrases, some) => phrases.flatMap((begun) => some.map((more) => [...begun, ...more])), [[]])];
}
