// Arrow keys and a swipe turn to what comes before and after, as rel=prev and rel=next name it.
const before = document.querySelector("main a[rel=prev]");
const after = document.querySelector("main a[rel=next]");

// Text set vertically runs from right to left, and so do its pages.
const leftwards = () => (document.documentElement.dataset.setting === "vertical" ? [after, before] : [before, after]);

// Keys and swipes belong first to what is being typed in or scrolled sideways.
function taken(target) {
  if (target.closest("input, textarea, select, dialog, details[open], [contenteditable]")) return true;
  for (let element = target; element && element !== document.body; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible") return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const side = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
  if (side === undefined || taken(event.target)) return;
  leftwards()[side]?.click();
});

let start = null;
document.addEventListener(
  "touchstart",
  (event) => {
    const touch = event.touches[0];
    const edge = touch.clientX < 30 || touch.clientX > innerWidth - 30; // the system's own gestures
    const usable = event.touches.length === 1 && !edge && (visualViewport?.scale ?? 1) <= 1.05 && !taken(event.target);
    start = usable ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
  },
  { passive: true },
);
document.addEventListener(
  "touchend",
  (event) => {
    if (!start || event.touches.length || !getSelection().isCollapsed) return;
    const touch = event.changedTouches[0];
    const across = touch.clientX - start.x;
    const swiped = Math.abs(across) > 90 && Math.abs(touch.clientY - start.y) < 45 && event.timeStamp - start.at < 600;
    start = null;
    if (swiped) leftwards()[across > 0 ? 0 : 1]?.click();
  },
  { passive: true },
);

// In a bar of pages too long for a phone the one that is open is in sight.
const open = document.querySelector(".pages [aria-current]")?.closest("li");
if (open) open.parentElement.scrollLeft = open.offsetLeft - (open.parentElement.clientWidth - open.offsetWidth) / 2;
