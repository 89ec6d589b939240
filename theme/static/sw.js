// The worker that shows saved editions when there is no network. It keeps nothing by itself: js/offline.js fills one
// cache per edition, at the reader's wish, and takes the worker away with the last of them.
const SAVED = "edition ";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const saved = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
    if (saved) return saved;
    if (request.mode === "navigate") {
      const newest = await newestEdition(new URL(request.url).pathname);
      if (newest) return Response.redirect(newest);
      const page = await notSaved();
      if (page) return page;
    }
    throw error;
  }
}

// The newest saved edition, of the front page's own variant where there is one: what a front page leads to offline.
async function newestEdition(path) {
  if (/\d{4}\/\d\d\/\d\d\//.test(path)) return null;
  const keys = await saved();
  const found = keys.find((key) => key.startsWith(SAVED + path)) ?? keys[0];
  return found ? new URL(found.slice(SAVED.length), location.href).href : null;
}

const day = (key) => key.match(/\d{4}\/\d\d\/\d\d/)[0];

// The saved editions, newest first.
async function saved() {
  return (await caches.keys()).filter((key) => key.startsWith(SAVED)).sort((a, b) => (day(a) < day(b) ? 1 : -1));
}

// For what was not saved: the page that js/offline/save.js left with an edition, with links to all that was saved.
async function notSaved() {
  const keys = await saved();
  if (!keys.length) return null;
  const page = await caches.match(new URL(`${keys[0].slice(SAVED.length)}offline.html`, location.href).href);
  if (!page) return null;
  const links = keys.map((key) => {
    const [year, month, date] = day(key).split("/").map(Number);
    return `<li><a href="${key.slice(SAVED.length)}">${year}年${month}月${date}日</a></li>`;
  });
  const html = (await page.text()).replace("<!--saved-->", links.join(""));
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
