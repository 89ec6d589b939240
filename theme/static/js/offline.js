// "Save this edition": its pages, items, pictures and what they are shown with, kept for reading without a network.
// Nothing is kept that the reader did not ask for; the worker goes when the last saved edition goes.
const box = document.querySelector(".save");

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

if (box && globalThis.caches && navigator.serviceWorker) {
  const [button, status] = [box.querySelector("button"), box.querySelector("[role=status]")];
  const edition = new URL(box.dataset.url, location.href);
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
    const { save } = await import("./offline/save.js");
    const bytes = await save(edition, name, (done, total) => {
      status.textContent = box.dataset.saving.replace("{done}", done).replace("{total}", total);
    });
    try {
      localStorage.setItem(sizes, `${bytes}`);
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
