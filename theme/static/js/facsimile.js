// The page as it was printed: opened as the reader left it, areas and headlines light each other, and it can be zoomed.
// It stands right behind the picture and blocks, so that nothing moves after the first paint.
(() => {
  const box = document.getElementById("facsimile");
  const frame = box.querySelector(".frame");
  const stage = box.querySelector(".stage");
  const source = box.querySelector("source");
  const said = box.querySelector("output");
  const [LEAST, MOST, STEP] = [1, 6, 1.5];
  let zoom = 1;

  function kept(value) {
    try {
      const choices = JSON.parse(localStorage.getItem("banmian")) || {};
      if (value === undefined) return choices.page === "picture";
      localStorage.setItem("banmian", JSON.stringify({ ...choices, page: value }));
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    return false;
  }
  if (kept() || location.hash === "#facsimile") box.open = true;
  let settled = false;
  box.addEventListener("toggle", () => {
    if (settled) kept(box.open ? "picture" : "text");
    settled = true;
  });
  if (!box.open) settled = true;
  addEventListener("hashchange", () => {
    if (location.hash === "#facsimile") box.open = true;
  });

  // What is pointed at or focused lights up in the picture and in the list.
  function light(event, on) {
    const link = event.target.closest("[data-order]");
    if (!link) return;
    for (const other of box.querySelectorAll(`[data-order="${link.dataset.order}"]`)) other.classList.toggle("lit", on);
  }
  for (const name of ["pointerover", "focusin"]) box.addEventListener(name, (event) => light(event, true));
  for (const name of ["pointerout", "focusout"]) box.addEventListener(name, (event) => light(event, false));

  // Zoom: the stage grows inside a frame that scrolls; the point under the fingers or the pointer stays where it is.
  function to(value, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const before = zoom;
    zoom = Math.min(MOST, Math.max(LEAST, value));
    const [left, top] = [frame.scrollLeft + x, frame.scrollTop + y];
    stage.style.width = `${zoom * 100}%`;
    frame.classList.toggle("zoomed", zoom > 1);
    frame.scrollLeft = (left * zoom) / before - x;
    frame.scrollTop = (top * zoom) / before - y;
    if (zoom > 1.2 && source.dataset.sharp) {
      source.srcset = source.dataset.sharp;
      delete source.dataset.sharp;
    }
    said.value = zoom > 1 ? `${Math.round(zoom * 100)}%` : "";
  }
  const acts = { in: () => to(zoom * STEP), out: () => to(zoom / STEP), fit: () => to(1) };
  const tools = box.querySelector(".facsimile-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => acts[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "+": "in", "=": "in", "-": "out", 0: "fit", Escape: "fit" }[event.key];
    if (!act || (event.key === "Escape" && zoom === 1)) return;
    acts[act]();
    event.preventDefault();
  });
  function at(point) {
    const edge = frame.getBoundingClientRect();
    return [point.clientX - edge.left, point.clientY - edge.top];
  }
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      to(zoom * Math.exp(-event.deltaY / 200), ...at(event));
      event.preventDefault();
    },
    { passive: false },
  );
  let pinch = null;
  const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  const middle = ([a, b]) => at({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
  frame.addEventListener(
    "touchstart",
    (event) => {
      pinch = event.touches.length === 2 ? { apart: apart(event.touches), zoom } : null;
    },
    { passive: true },
  );
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (!pinch || event.touches.length !== 2) return;
      to((pinch.zoom * apart(event.touches)) / pinch.apart, ...middle(event.touches));
      event.preventDefault();
    },
    { passive: false },
  );

  // With a mouse a zoomed page is dragged; what was dragged is not clicked.
  let grip = null;
  frame.addEventListener("pointerdown", (event) => {
    grip =
      event.pointerType === "mouse" && event.button === 0 && zoom > 1
        ? { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop, moved: false }
        : null;
  });
  frame.addEventListener("pointermove", (event) => {
    if (!grip || !event.buttons) return;
    const [x, y] = [event.clientX - grip.x, event.clientY - grip.y];
    if (Math.hypot(x, y) > 5) grip.moved = true;
    frame.scrollTo(grip.left - x, grip.top - y);
  });
  frame.addEventListener(
    "click",
    (event) => {
      if (grip?.moved) event.preventDefault();
      grip = null;
    },
    true,
  );
  frame.addEventListener("dragstart", (event) => event.preventDefault());
})();
