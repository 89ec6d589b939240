// Pagefind's files made of ours: scripts/search/pack.py says what is in a piece. Pagefind reads CBOR (RFC 8949).

const SIGNATURE = new TextEncoder().encode("pagefind_dcd");
const encoder = new TextEncoder(),
  decoder = new TextDecoder();
const BODY = 768,
  PLACES = (1 << 20) - 1;

class Writer {
  constructor(size) {
    this.bytes = new Uint8Array(size);
    this.bytes.set(SIGNATURE);
    this.at = SIGNATURE.length;
  }

  head(kind, number) {
    const { bytes } = this;
    if (number < 24) bytes[this.at++] = kind | number;
    else if (number < 256) {
      bytes[this.at++] = kind | 24;
      bytes[this.at++] = number;
    } else if (number < 65536) {
      bytes[this.at++] = kind | 25;
      bytes[this.at++] = number >> 8;
      bytes[this.at++] = number;
    } else {
      bytes[this.at++] = kind | 26;
      bytes[this.at++] = number >>> 24;
      bytes[this.at++] = number >> 16;
      bytes[this.at++] = number >> 8;
      bytes[this.at++] = number;
    }
  }

  number(number) {
    this.head(0x00, number);
  }
  list(length) {
    this.head(0x80, length);
  }

  text(text) {
    const bytes = encoder.encode(text);
    this.head(0x60, bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  done() {
    return this.bytes.subarray(0, this.at);
  }
}

// Pagefind's table of contents: `items` pages, each named by its number, and pieces by theirs, from the first word of
// each and the last of all.
export function contents(version, items, first, last) {
  const out = new Writer(1024 + items * 16 + first.reduce((size, word) => size + 8 * word.length + 48, 0));
  out.list(6);
  out.text(version);
  out.list(items);
  for (let item = 0; item < items; item++) {
    out.list(2);
    out.text(String(item));
    out.number(500); // words, which only its own ranking reads
  }
  out.list(first.length);
  first.forEach((word, number) => {
    out.list(3);
    out.text(word);
    out.text(number + 1 < first.length ? before(first[number + 1]) : last);
    out.text(String(number));
  });
  for (let rest = 0; rest < 3; rest++) out.list(0);
  return out.done();
}

// A text that sorts before a word and behind all that do.
function before(word) {
  const letters = [...word];
  return `${letters.slice(0, -1).join("")}${String.fromCodePoint(letters.at(-1).codePointAt(0) - 1)}\u{10ffff}`;
}

// A piece as a file of Pagefind's.
export function unpacked(bytes) {
  const end = bytes.indexOf(10);
  const words = decoder.decode(bytes.subarray(0, end)).split(" ");
  const out = new Writer(64 + bytes.length * 9 + words.length * 16);
  let at = end + 1;
  const read = () => {
    let number = 0,
      shift = 0,
      byte;
    do {
      byte = bytes[at++];
      number |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return number;
  };
  const column = (length) => Uint32Array.from({ length }, read);
  const items = column(words.length);
  const total = items.reduce((sum, count) => sum + count, 0);
  const steps = column(total),
    counts = column(total);
  out.list(1);
  out.list(words.length);
  let entry = 0;
  words.forEach((word, number) => {
    out.list(3);
    out.text(word);
    out.list(items[number]);
    for (const stop = entry + items[number]; entry < stop; entry++) {
      out.list(3);
      out.number(steps[entry]);
      out.list(counts[entry]);
      out.number((read() + BODY) & PLACES);
      for (let place = 1; place < counts[entry]; place++) out.number(read());
      out.list(0);
    }
    out.list(0);
  });
  if (at !== bytes.length) throw new Error("a piece of another length");
  return out.done();
}
