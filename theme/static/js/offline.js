// "Save this edition": its pages, items, pictures and what they are shown with, kept for reading without a network.
// Nothing is kept that the reader did not ask for; the worker goes when the last saved edition goes.
const box = document.querySelector(".save");
const AT_ONCE = 4;

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

// Fetch and keep addresses, and whatever `more` finds in each. What is not there fails the whole, but for what `spare`
// names: a page is read without a picture that it lacks on the site, too. It ends when no download is under way any
// more, so that nothing is written or told after a failure.
async function keep(cache, addresses, progress, { more, spare = new Set() } = {}) {
  const queue = [...addresses];
  const found = [];
  let bytes = 0,
    failure = null;
  async function one(url) {
    const answer = await fetch(url);
    if (!answer.ok && spare.has(url)) return;
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const body = await answer.clone().blob();
    await cache.put(url, answer);
    bytes += body.size;
    if (more) found.push(more(await body.text(), url));
  }
  async function work() {
    for (let url = queue.shift(); url && !failure; url = queue.shift()) {
      try {
        await one(url);
        if (!failure) progress();
      } catch (error) {
        failure ??= error;
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failure) throw failure;
  return { bytes, found };
}

// What a document is shown with: style sheets, scripts, pictures.
function parts(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const named = (selector) =>
    [...page.querySelectorAll(selector)]
      .map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), url).href)
      .filter((one) => one.startsWith(location.origin));
  return { files: named("link[rel~=stylesheet], link[rel~=icon], script[src]"), pictures: named("img[src]") };
}

if (box && globalThis.caches && navigator.serviceWorker) {
  const [button, status] = [box.querySelector("button"), box.querySelector("[role=status]")];
  const edition = new URL(box.dataset.url, location);
  const name = `edition ${edition.pathname}`;
  const sizes = `banmian-saved ${edition.pathname}`;
  const stored = () => {
    try {
      return +localStorage.getItem(sizes);
    } catch {
      return 0;
    }
  };

  async function show() {
    const saved = await caches.has(name);
    button.textContent = saved ? box.dataset.unsave : box.dataset.words;
    status.textContent = saved ? box.dataset.saved.replace("{size}", size(stored())) : "";
    button.disabled = false;
    return saved;
  }

  async function save() {
    const pages = new Set([edition.href]);
    for (const link of document.querySelectorAll("main a[href]:not([download])")) {
      if (link.href.startsWith(edition.href)) pages.add(link.href.split("#")[0]);
    }
    let done = 0,
      total = pages.size;
    const progress = () => {
      done += 1;
      status.textContent = box.dataset.saving.replace("{done}", done).replace("{total}", total);
    };
    const cache = await caches.open(name);
    const texts = await keep(cache, pages, progress, { more: parts });
    const pictures = new Set(texts.found.flatMap((one) => one.pictures));
    const files = new Set([...texts.found.flatMap((one) => one.files), ...pictures]);
    total += files.size;
    const rest = await keep(cache, files, progress, { spare: pictures });
    try {
      localStorage.setItem(sizes, texts.bytes + rest.bytes);
    } catch {
      // Only the size shown is lost.
    }
    await navigator.serviceWorker.register(box.dataset.worker);
  }

  async function remove() {
    await caches.delete(name);
    const left = (await caches.keys()).some((key) => key.startsWith("edition "));
    if (!left)
      for (const one of await navigator.serviceWorker.getRegistrations()) {
        if (one.active?.scriptURL.endsWith(box.dataset.worker)) await one.unregister();
      }
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await ((await caches.has(name)) ? remove() : save());
      await show();
    } catch {
      await caches.delete(name);
      await show();
      status.textContent = box.dataset.failed;
    }
  });
  show().then(() => {
    box.hidden = false;
  });
}
