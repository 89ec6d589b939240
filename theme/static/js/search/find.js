// A query in one bundle, for few bytes. Of a longer run two neighbouring tokens whose lists are small are looked up first,
// then others, until so few items are left that their texts cost less than further lists: the texts tell the rest, and
// most of them are about to be shown anyway.

import { tokensOf } from "./bundle.js";
import { SearchError } from "./fetch.js";
import { standsIn } from "./text.js";

const TEXT = 1100; // bytes of an item's text on average
const SHORT = 3; // tokens of a run that is looked up at once
const FEW = 4; // texts that are read rather than any list
const LEFT = 0.7; // of the items, after lists that did not help: as likely as not the others will not either
const REST = 0.6; // of all lists that are left, what texts may cost then

// The items that have all runs of a query, with their ranks. `text` gives an item's text or is null where texts tell
// less than the index; `likely` takes from a way what the bundle cannot have; `whole` is whether the order asks for it.
export async function ranks(bundle, query, { text, tables, likely, whole }) {
  const runs = query.runs.map(({ ways }) => ({
    ways: ways.map((way) => likely(way, bundle)).filter(Boolean),
    zones: null,
    seen: new Set(),
  }));
  if (runs.some(({ ways }) => !ways.length)) return new Map();
  let held = null,
    helped = true;
  for (let step = next(runs, bundle); step; step = next(runs, bundle)) {
    const lists = helped
      ? step.cost
      : REST *
        costOf(
          runs.filter(({ zones }) => !zones).flatMap(({ ways }) => ways.flat()),
          bundle,
        );
    if (held && text && step.cost && held.size <= Math.max(FEW, lists / TEXT)) {
      try {
        return await byText(held, query, text, tables, whole);
      } catch (error) {
        if (!(error instanceof SearchError)) throw error;
        text = null; // then the lists tell
      }
    }
    const found = await bundle.find(step.windows);
    if (step.whole) step.run.zones = found;
    for (const index of step.seen) step.run.seen.add(index);
    const left = new Set(held ? [...held].filter((item) => found.has(item)) : found.keys());
    if (!left.size) return new Map();
    helped = !held || left.size <= held.size * LEFT;
    held = left;
  }
  await Promise.all(runs.filter(({ zones }) => !zones).map(async (run) => (run.zones = await bundle.find(run.ways))));
  return byLists(bundle, query, runs, likely, whole);
}

// What to look up next: something of each run, what costs least first, then what is left of them.
function next(runs, bundle) {
  let best = null;
  for (const run of runs) {
    const step = run.zones ? null : windowOf(run, bundle);
    if (step && (!best || step.first > best.first || (step.first === best.first && step.price < best.price)))
      best = step;
  }
  return best;
}

// Two neighbouring slots of a run, those whose lists cost least, and more where their lists are here already; null
// where all have been looked up. A list that is here already counts as well: it costs time, the more the longer it is.
function windowOf(run, bundle) {
  const [way] = run.ways;
  const first = !run.seen.size;
  const step = (windows, whole, seen) => ({
    run,
    windows,
    whole,
    seen,
    first,
    cost: costOf(windows.flat(), bundle),
    price: costOf(windows.flat(), bundle, "size"),
  });
  if (run.ways.length > 1 || way.length <= SHORT) return step(run.ways, true, []);
  const costs = way.map((slot) => costOf([slot], bundle));
  const prices = way.map((slot) => costOf([slot], bundle, "size"));
  const pairs = way
    .slice(1)
    .map((_, at) => at)
    .filter((at) => !run.seen.has(at) || !run.seen.has(at + 1));
  if (!pairs.length) return null;
  const apart = pairs.filter((at) => !run.seen.has(at) && !run.seen.has(at + 1)); // what overlaps tells less that is new
  let from = (apart.length ? apart : pairs).reduce((best, at) =>
    prices[at] + prices[at + 1] < prices[best] + prices[best + 1] ? at : best,
  );
  let to = from + 2;
  while (from > 0 && !costs[from - 1]) from -= 1;
  while (to < way.length && !costs[to]) to += 1;
  return step(
    [way.slice(from, to)],
    to - from === way.length,
    Array.from({ length: to - from }, (_, index) => from + index),
  );
}

// What must be fetched for some slots in bytes or, as `what` says, the size of all they need.
function costOf(slots, bundle, what = "fetch") {
  return slots.reduce(
    (sum, slot) => sum + tokensOf(slot).reduce((some, token) => some + bundle.sizeOf(token)[what], 0),
    0,
  );
}

async function byText(items, query, text, tables, whole) {
  const joined = whole && query.runs.length > 1 ? joinedWay(query) : null;
  const found = await Promise.all(
    [...items].map(async (item) => {
      const { texts, zones } = await text(item);
      const lines = texts.map((line, number) => [tables.tokens(line), Number(zones[number])]);
      const best = (ways) =>
        Math.min(
          ...lines.filter(([tokens]) => ways.some((way) => standsIn(tokens, way, tables))).map(([, zone]) => zone),
        );
      const each = query.runs.map(({ ways }) => best(ways));
      if (each.includes(Infinity)) return null;
      return [item, rankOf(each, joined ? WHOLE[best([joined])] : undefined)];
    }),
  );
  return new Map(found.filter(Boolean));
}

async function byLists(bundle, query, runs, likely, whole) {
  const zones = runs.map((run) => run.zones).sort((a, b) => a.size - b.size);
  const both = new Map();
  for (const item of zones[0].keys()) {
    const each = zones.map((found) => found.get(item));
    if (!each.includes(undefined)) both.set(item, each);
  }
  const way = whole && runs.length > 1 && both.size ? likely(joinedWay(query), bundle) : null;
  const joined = way ? await bundle.find([way]) : new Map();
  return new Map([...both].map(([item, each]) => [item, rankOf(each, WHOLE[joined.get(item)])]));
}

// The runs of a query one behind the other, as one way; punctuation may stand between them.
const joinedWay = ({ runs }) =>
  runs.flatMap((run, number) =>
    run.ways[0].map((slot, index) => ({ ...slot, loose: slot.loose || (number > 0 && index === 0) })),
  );

const WHOLE = [0, 1, 3]; // how a query found as one phrase counts, by its zone

// Headline before kicker and deck before text, and in each the whole query before its words scattered; 0 is best.
function rankOf(zones, whole) {
  const worst = Math.max(...zones),
    best = Math.min(...zones);
  const spread = worst < 2 ? worst : best < 2 ? 2 : 3;
  if (zones.length === 1) return spread * 2;
  return Math.min(spread * 2 + 1, whole === undefined ? 9 : whole * 2);
}
