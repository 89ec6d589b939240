// A picture in a frame that scrolls, enlarged by buttons, keys, two fingers, Ctrl and wheel, by
// dragging. The point under the fingers or the pointer stays where it is.
const [MOST, STEP] = [6, 1.5];

// `stage` is what grows inside `frame`; `base()` is its width when nothing is enlarged, as CSS has it; `told` is called
// with the zoom after each change, `least()` the smallest. Gives `to(zoom)` and `now()`.
export function zoomable(frame, stage, tools, base, told, least = () => 1) {
  let zoom = 1;

  function to(value, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const before = zoom;
    zoom = Math.min(MOST, Math.max(least(), value));
    const [left, top] = [frame.scrollLeft + x, frame.scrollTop + y];
    stage.style.width = `calc(${base()} * ${zoom})`;
    frame.classList.toggle("zoomed", zoom > 1);
    frame.scrollLeft = (left * zoom) / before - x;
    frame.scrollTop = (top * zoom) / before - y;
    told(zoom);
  }

  const acts = { in: () => to(zoom * STEP), out: () => to(zoom / STEP), fit: () => to(least()), back: () => to(1) };
  tools.addEventListener("click", (event) => acts[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "+": "in", "=": "in", "-": "out", 0: "fit", Escape: "back" }[event.key];
    if (!act || (event.key === "Escape" && zoom <= 1)) return;
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

  // With a mouse an enlarged picture is dragged; what was dragged is not clicked.
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
  return { to, now: () => zoom };
}
