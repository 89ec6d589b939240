// The review report: what is right is ticked, and all ticks of an edition make one command; a click copies a command.
(() => {
  const bar = document.getElementById("bar");
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[data-chosen]")]);
  const store = `banmian accept ${bar.dataset.date}`;

  const remembered = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(store) || "[]");
      return new Set(Array.isArray(kept) ? kept.filter((word) => typeof word === "string") : []);
    } catch {
      return new Set();
    }
  };
  const picked = remembered();
  // Of a page that is shown, what the report no longer asks was accepted since.
  const asked = new Set(boxes.map((box) => box.dataset.chosen));
  const shown = location.pathname.split("/").pop().replace(".html", "");
  for (const word of picked) {
    if (!asked.has(word) && (shown === "all" || word.startsWith(`${shown}-`))) picked.delete(word);
  }

  const command = () => [bar.dataset.command, bar.dataset.date, ...[...picked].sort()].join(" ");

  const show = () => {
    for (const box of boxes) {
      box.checked = picked.has(box.dataset.chosen);
      box.closest(".ask").classList.toggle("fine", box.checked);
    }
    bar.hidden = !picked.size;
    bar.querySelector("output").textContent = bar.dataset.picked.replace("{}", String(picked.size));
    bar.querySelector("code").textContent = command();
  };

  const keep = () => {
    try {
      localStorage.setItem(store, JSON.stringify([...picked]));
    } catch {
      // a browser that keeps nothing for pages in a folder: the ticks last as long as the page
    }
    show();
  };

  const choose = (word, on) => {
    if (on) picked.add(word);
    else picked.delete(word);
    keep();
  };

  const byHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const copy = async (text, at) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      byHand(text);
    }
    const told = document.createElement("span");
    told.className = "told";
    told.setAttribute("role", "status");
    told.textContent = bar.dataset.copied;
    at.after(told);
    setTimeout(() => told.remove(), 1500);
  };

  for (const code of document.querySelectorAll("code.command")) {
    code.addEventListener("click", () => copy(code.textContent, code));
  }
  if (!boxes.length) return;

  for (const hidden of document.querySelectorAll(".tick, .keys")) hidden.removeAttribute("hidden");
  for (const box of boxes) box.addEventListener("change", () => choose(box.dataset.chosen, box.checked));
  const button = document.getElementById("copy");
  button.addEventListener("click", () => copy(command(), button));
  document.getElementById("clear").addEventListener("click", () => {
    picked.clear();
    keep();
  });
  addEventListener("storage", () => {
    picked.clear();
    for (const word of remembered()) picked.add(word);
    show();
  });

  const asks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".ask")]);
  const go = (step) => {
    const at = asks.indexOf(/** @type {HTMLElement} */ (document.activeElement.closest(".ask")));
    const next = asks[Math.max(0, Math.min(asks.length - 1, at < 0 ? 0 : at + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    a: () => {
      const box = document.activeElement.closest(".ask")?.querySelector("input");
      if (!box) return;
      choose(box.dataset.chosen, !box.checked);
      if (box.checked) go(1);
    },
    c: () => picked.size && copy(command(), button),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  show();
})();
