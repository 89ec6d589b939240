// The page's side: one archive, one search at a time.

const root = `${document.documentElement.dataset.base ?? ""}/search/`;
let link = null;
let next = 1;
const waiting = new Map();

function connect() {
  if (link) return link;
  const take = ({ id, answer, partly, error, detail }) => {
    const one = waiting.get(id);
    if (!one) return;
    if (partly) return one.show(partly);
    waiting.delete(id);
    if (error) one.fail(Object.assign(new Error(detail), { kind: error }));
    else one.done(answer);
  };
  const send = new Promise((resolve) => {
    const here = async () => {
      const { serve } = await import("./serve.js");
      let listen;
      serve(
        (message) => queueMicrotask(() => take(message)),
        (heard) => (listen = heard),
      );
      resolve((message) => listen(message));
    };
    try {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      worker.addEventListener("message", (event) => take(event.data));
      worker.addEventListener("error", () => {
        for (const one of waiting.values()) one.fail(Object.assign(new Error("worker"), { kind: "offline" }));
      });
      resolve((message) => worker.postMessage(message));
    } catch {
      here();
    }
  });
  link = (message) => send.then((post) => post(message));
  link({ method: "open", args: { root: new URL(root, location.href).href, variant: document.documentElement.lang } });
  return link;
}

function call(method, args, show = () => {}) {
  const id = next++;
  const promise = new Promise((done, fail) => waiting.set(id, { done, fail, show }));
  connect()({ id, method, args });
  return { id, promise };
}

export const warm = () => call("warm").promise.catch(() => {});

let current = null;

// Gives the answer, or null where a later search took its place.
export async function search(asked, show) {
  if (current) connect()({ method: "stop", args: current });
  const { id, promise } = call("search", asked, (answer) => current === id && show?.(answer));
  current = id;
  try {
    const answer = await promise;
    return current === id ? answer : null;
  } catch (error) {
    if (current !== id) return null;
    throw error;
  }
}
