// The page as it was printed: opened as the reader left it, areas and headlines light each other, and it can be zoomed.
// It stands right behind the picture and blocks, so that nothing moves after the first paint.
(() => {
  const box = document.getElementById("facsimile");
  const source = box.querySelector("source");
  const said = box.querySelector("output");

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
    zoom();
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

  // The buttons work when what they do is here; a sharper picture comes with the first of them.
  let zoomed = false;
  const whole = () => {
    const frame = box.querySelector(".frame");
    const { width, height } = frame.querySelector("img");
    const above = frame.getBoundingClientRect().top - box.querySelector(".facsimile-tools").getBoundingClientRect().top;
    const room = innerHeight - above - 24;
    return Math.min(1, (room * width) / height / frame.clientWidth);
  };
  async function zoom() {
    if (zoomed || !box.open) return;
    zoomed = true;
    const tools = box.querySelector(".facsimile-tools");
    const { zoomable } = await import("./photo/zoom.js");
    zoomable(
      box.querySelector(".frame"),
      box.querySelector(".stage"),
      tools,
      () => "100%",
      (now) => {
        if (now > 1.2 && source.dataset.sharp) {
          source.srcset = source.dataset.sharp;
          delete source.dataset.sharp;
        }
        said.value = now === 1 ? "" : `${Math.round(now * 100)}%`;
      },
      whole,
    );
    // The whole page is to be seen at once.
    tools.querySelector("[data-zoom=fit]").addEventListener("click", () => tools.scrollIntoView({ block: "start" }));
    tools.dataset.ready = "";
  }
  box.querySelector(".facsimile-tools").hidden = false;
  zoom();
})();
