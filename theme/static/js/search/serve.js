// Answers messages of client.js, in a worker or, where there is none, in the page.

import { Archive } from "./engine.js";
import { SearchError } from "./fetch.js";

export function serve(send, receive) {
  let archive = null;
  const running = new Map();

  receive(async ({ id, method, args }) => {
    if (method === "stop") {
      const run = running.get(args);
      if (run) run.signal.aborted = true;
      return;
    }
    try {
      if (method === "open") {
        archive = new Archive(args.root, args.variant);
        return;
      }
      if (method === "warm") {
        await archive.warm();
        return send({ id, answer: true });
      }
      const run = { ...args, signal: { aborted: false } };
      running.set(id, run);
      const show = (answer) => run.signal.aborted || send({ id, partly: answer });
      let answer = await archive.search(run, show);
      if (answer.failed.some((one) => one.kind === "missing") && !run.signal.aborted) {
        archive.forget(); // perhaps only published anew
        answer = await archive.search(run, show);
      }
      running.delete(id);
      send({ id, answer });
    } catch (error) {
      running.delete(id);
      if (method === "search" || method === "warm") {
        send({ id, error: error instanceof SearchError ? error.kind : "broken", detail: String(error) });
      }
    }
  });
}
