// Stories that the reader saved or read last, with their headlines: kept on this device alone. The archive lists them.
const KEY = `banmian-kept${document.documentElement.dataset.base ?? ""}`;
const MOST = { saved: 500, read: 30 };

export function kept() {
  try {
    return { saved: [], read: [], ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    return { saved: [], read: [] };
  }
}

// A story, { url, title, day }, goes to the head of a list, or out of it. False where nothing can be kept.
export function keep(name, story, wanted = true) {
  const all = kept();
  all[name] = [...(wanted ? [story] : []), ...all[name].filter((one) => one.url !== story.url)].slice(0, MOST[name]);
  return put(all);
}

export function forget(name) {
  return put({ ...kept(), [name]: [] });
}

function put(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    return false; // storage is switched off or full
  }
}

// The story that this page shows, if it shows one.
export function here() {
  const item = document.querySelector("[data-item]");
  const title = item?.querySelector("h1")?.textContent.trim();
  return title ? { url: location.pathname, title, day: item.dataset.item.slice(0, 10) } : null;
}
