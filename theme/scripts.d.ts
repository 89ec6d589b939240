// What the theme's scripts know of the page and TypeScript cannot: `make lint` checks their types with this file.
// It loosens the DOM where a script looks up what a template of its own contains, and nothing else.

interface ParentNode {
  /** Any kind of element: which one stands in the template. */
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Element {
  closest(selectors: string): any;
}

interface EventTarget {
  /** Listeners are on elements, so that an event's target is one. */
  readonly dataset: DOMStringMap;
  closest(selectors: string): any;
}

interface Node {
  /** Tree walkers are asked for text alone. */
  data: string;
  splitText(offset: number): Text;
}

interface MapConstructor {
  /** Pairs made by `map` and `Object.entries`, whose length TypeScript does not infer. */
  new (pairs: Iterable<any[]>): Map<any, any>;
}

interface Document {
  getElementById(id: string): any;
}

// The service worker's own names, which the DOM's library has not.
declare function skipWaiting(): Promise<void>;
declare const clients: { claim(): Promise<void> };

interface Event {
  readonly request: Request;
  respondWith(response: Response | Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

interface Navigator {
  /** In some browsers: how fast the line is, and whether the reader asks for little data. */
  readonly connection?: { readonly effectiveType: string; readonly saveData: boolean };
}
