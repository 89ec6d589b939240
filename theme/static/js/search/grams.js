// One to four tokens side by side as numbers of 32 bits, as scripts/search/grams.py makes them, and their rows in a shard
// of the years' index.

const SALTS = [1, 0x9e3779b1, 0x85ebca77];
export const LONGEST = 4;

export function tokenNumber(token) {
  let number = 2166136261;
  for (const character of token) number = Math.imul(number ^ character.codePointAt(0), 16777619);
  return number >>> 0 || 1;
}

// The number of some tokens, as they are spelled for Pagefind.
export function gramNumber(tokens) {
  let gram = 1,
    third = 0;
  for (const token of tokens) {
    third = gram;
    gram = Math.imul(gram ^ tokenNumber(token), 0x85ebca6b);
    gram = Math.imul(gram ^ (gram >>> 13), 0xc2b2ae35);
    gram ^= gram >>> 16;
  }
  return (tokens.length === LONGEST ? (third & ~0xffff) | (gram & 0xffff) : gram) >>> 0;
}

export const shardOf = (gram, shards) => Math.floor(gram / (2 ** 32 / shards));

// A shard: for a gram the bundles, from the segment's first on, that may have it anywhere or, as `zone` says, in a headline.
export class Shard {
  constructor(bytes, bundles) {
    this.bytes = bytes;
    this.width = Math.ceil(bundles / 8);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    this.zones = { anywhere: [4, view.getUint16(0, true)] };
    this.zones.head = [4 + this.zones.anywhere[1] * this.width, view.getUint16(2, true)];
    if (this.zones.head[0] + this.zones.head[1] * this.width !== bytes.length)
      throw new Error("a shard of another length");
  }

  has(gram, hashes, zone) {
    const [from, rows] = this.zones[zone];
    const starts = SALTS.slice(0, hashes).map((salt) => {
      const lower = salt === 1 ? gram & 0xffff : Math.imul(gram, salt) >>> 16;
      return from + ((lower * rows) >>> 16) * this.width;
    });
    return (bundle) => starts.every((start) => this.bytes[start + (bundle >> 3)] & (1 << (bundle & 7)));
  }
}
