// The search page: what is asked stands in the address, so that it can be shared and the back button works.

import { search } from "./client.js";
import { element, fill, hitRow, problem, readWords, summary } from "./view.js";

const STEP = 20,
  MOST = 1000,
  PAUSE = 220;
const FIELDS = ["q", "sort", "from", "to", "page_name", "author", "kind", "n", "all"];
const FACETS = ["page_name", "author", "kind"];
const SUGGESTED = 5; // parts of a search that found nothing
const SHOWN = 8; // values of a filter before "more"

// Words that stand in every second story: to search them alone leads nowhere. A number of one or two figures neither.
const EMPTY =
  /^(?:\d{1,2}|[没沒]有|[我你他她它]们|[我你他她它]們|[这這那][个個些里裡裏样樣]|什么|什麼|怎么|怎麼|怎样|怎樣|哪里|哪裡|哪裏|可以|一个|一個|就是|还是|還是|以及|因为|因為|所以|如果|但是|已经|已經|现在|現在|时候|時候|关于|關於)$/u;

export function start() {
  const words = readWords(document);
  const main = document.querySelector("main");
  const form = document.querySelector(".search-form");
  const list = document.querySelector(".hits");
  const status = document.querySelector(".search-status");
  const more = document.querySelector(".search-more");
  const facets = document.querySelector(".search-facets");
  const unfolded = new Set();
  let composing = false,
    timer = 0;

  function read() {
    const asked = Object.fromEntries(
      [...new URLSearchParams(location.search)].filter(([name]) => FIELDS.includes(name)),
    );
    const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? text : "");
    return {
      q: (asked.q ?? "").trim(),
      sort: ["newest", "oldest"].includes(asked.sort) ? asked.sort : "relevance",
      from: day(asked.from),
      to: day(asked.to),
      page_name: asked.page_name ?? "",
      author: asked.author ?? "",
      kind: asked.kind ?? "",
      n: Math.min(MOST, Math.max(1, Number.parseInt(asked.n, 10) || STEP)),
      all: asked.all === "1",
    };
  }

  function address(asked) {
    const given = new URLSearchParams();
    for (const name of FIELDS) {
      const value = name === "all" ? (asked.all ? "1" : "") : asked[name];
      if (value && !(name === "sort" && value === "relevance") && !(name === "n" && value === STEP))
        given.set(name, value);
    }
    const text = given.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  function go(change, replace = false) {
    const asked = { ...read(), ...change };
    history[replace ? "replaceState" : "pushState"](null, "", address(asked));
    run();
  }

  async function run() {
    clearTimeout(timer);
    const asked = read();
    fillForm(asked);
    document.title = asked.q ? fill(words.page_title, { q: asked.q, title: words.title }) : words.title;
    if (!asked.q) {
      await search({ q: "" }).catch(() => {});
      return show(
        { nothing: "empty", hits: [], total: 0, complete: true, failed: [], facets: {}, waiting: [] },
        asked,
        "idle",
      );
    }
    main.dataset.searchState = "busy";
    status.textContent = words.busy;
    try {
      const answer = await search(asked, (partly) => show(partly, asked, "busy"));
      if (!answer) return;
      show(answer, asked, answer.failed.length && !answer.total ? "error" : "done");
      if (!answer.total && !answer.failed.length && answer.complete && !answer.nothing) near(asked);
    } catch (error) {
      list.replaceChildren();
      facets.replaceChildren();
      more.replaceChildren(button(words.retry, run));
      status.textContent = problem(error, words);
      main.dataset.searchTotal = "0";
      main.dataset.searchState = "error";
    }
  }

  function fillForm(asked) {
    const box = form.elements.q;
    if (document.activeElement !== box) box.value = asked.q;
    for (const name of ["sort", "from", "to"]) form.elements[name].value = asked[name];
    if (asked.from || asked.to || FACETS.some((name) => asked[name])) form.querySelector("details").open = true;
  }

  function show(answer, asked, state) {
    const focused = document.activeElement?.closest?.(".hits li")?.dataset.url;
    list.replaceChildren(...answer.hits.map((hit) => hitRow(hit, asked.q, words)));
    if (focused) list.querySelector(`li[data-url="${focused}"] a`)?.focus();
    status.textContent = state === "idle" ? words.start : summary({ ...answer, query: asked.q }, words);
    const following = [];
    if (state === "done" && answer.hits.length < answer.total)
      following.push(button(words.more, () => go({ n: Math.min(MOST, asked.n + STEP) })));
    if (state === "done" && !answer.complete) following.push(button(words.all, () => go({ all: true })));
    if (answer.failed.length) following.push(button(words.retry, run));
    more.replaceChildren(...following);
    showFacets(answer, asked);
    main.dataset.searchTotal = String(answer.total);
    main.dataset.searchComplete = String(answer.complete);
    main.dataset.searchState = state;
  }

  // Where nothing is found: what was asked without filters, and in parts, as far as there is something; the way to dates
  // and names in any case.
  async function near(asked) {
    const rows = element("ul", {});
    const offer = (text, change, count = "") => {
      const made = button(text, () => go({ ...change, n: STEP }));
      if (count) made.append(element("small", {}, fill(words.items, { n: count })));
      rows.append(element("li", {}, made));
    };
    if (asked.from || asked.to || FACETS.some((name) => asked[name])) {
      offer(words.unfiltered, { from: "", to: "", page_name: "", author: "", kind: "" });
    }
    for (const part of parts(asked.q)) {
      const answer = await search({ q: part, n: 1 }).catch(() => null);
      if (!answer) return; // the reader asked for something else
      if (answer.total)
        offer(
          part,
          { q: part, from: "", to: "", page_name: "", author: "", kind: "" },
          `${answer.total}${answer.complete ? "" : "+"}`,
        );
    }
    if (main.dataset.searchState !== "done" || main.dataset.searchTotal !== "0") return;
    const box = element("section", { className: "search-near" });
    if (rows.children.length) box.append(element("h2", {}, words.near), rows);
    const archive = element("a", { href: words.archive_url }, words.archive);
    box.append(element("p", {}, words.near_archive, " ", archive));
    more.replaceChildren(box);
  }

  function showFacets({ facets: counted }, asked) {
    const held = facets.querySelector(":focus")?.dataset.key;
    facets.replaceChildren(
      ...FACETS.filter((name) => counted[name]?.length || asked[name]).map((name) => {
        const values = [...(counted[name] ?? [])];
        if (asked[name] && !values.some((one) => one.chosen))
          values.unshift({ value: asked[name], label: asked[name], count: 0, chosen: true });
        const shown = unfolded.has(name) ? values : values.filter((one, index) => index < SHOWN || one.chosen);
        const rows = shown.map((one) => element("li", {}, facetButton(name, one)));
        if (shown.length < values.length) {
          rows.push(
            element(
              "li",
              {},
              button(words.more_values, () => {
                unfolded.add(name);
                showFacets({ facets: counted }, asked);
                facets.querySelector(`[data-key^="${name}="]`)?.focus();
              }),
            ),
          );
        }
        return element("section", {}, element("h2", {}, words[name]), element("ul", {}, ...rows));
      }),
    );
    if (held) [...facets.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held)?.focus();
  }

  function facetButton(name, { value, label, count, chosen }) {
    const made = button("", () => go({ [name]: chosen ? "" : value, n: STEP }));
    made.append(name === "kind" ? (words[`kind_${value}`] ?? value) : label, " ", element("span", {}, String(count)));
    made.setAttribute("aria-pressed", String(chosen));
    made.dataset.key = `${name}=${value}`;
    return made;
  }

  const button = (text, act) => {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };

  const fresh = () => ({
    q: form.elements.q.value.trim(),
    sort: form.elements.sort.value,
    from: form.elements.from.value,
    to: form.elements.to.value,
    n: STEP,
    all: false,
  });

  // The words of what was asked, the longest first, without those that are a character alone or say nothing.
  function parts(asked) {
    const spaced = asked.replace(/["“”「」]/g, " ").split(/\s+/);
    const cutter = Intl.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
    const cut = cutter ? [...cutter.segment(asked)].filter((one) => one.isWordLike).map((one) => one.segment) : [];
    const found = new Set(
      [...spaced, ...cut].filter((one) => [...one].length > 1 && one !== asked && !EMPTY.test(one)),
    );
    return [...found].sort((a, b) => b.length - a.length).slice(0, SUGGESTED);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) go(fresh(), fresh().q === read().q);
  });
  form.elements.q.addEventListener("compositionstart", () => (composing = true));
  form.elements.q.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  form.elements.q.addEventListener("input", (event) => {
    if (!event.isComposing && !composing) later();
  });
  for (const name of ["sort", "from", "to"]) form.elements[name].addEventListener("change", () => go(fresh()));
  addEventListener("popstate", () => {
    form.elements.q.value = read().q;
    run();
  });

  // While typing, one place in the history is enough: a word is pushed when another begins from nothing.
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const next = fresh();
      if (next.q !== read().q) go(next, Boolean(read().q) && Boolean(next.q));
    }, PAUSE);
  }

  list.addEventListener("keydown", (event) => step(event, [...list.querySelectorAll("a")], form.elements.q));
  form.elements.q.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !event.isComposing && list.querySelector("a")) {
      event.preventDefault();
      list.querySelector("a").focus();
    }
  });

  form.elements.q.value = read().q;
  if (!read().q && !location.hash) form.elements.q.focus({ preventScroll: true });
  run();
}

// Up and down through links, and from the first back to the box.
export function step(event, links, box) {
  const move = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!move) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement) + move;
  if (at < 0 && move === -1) box.focus();
  else links[Math.min(links.length - 1, Math.max(0, at))]?.focus();
}
