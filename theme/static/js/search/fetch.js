// Files of the search: fetched, decompressed, kept, and told apart where they do not come.

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
