// The box of citations, whole when it is opened: the formats that the page does not carry, and a button to copy each.
for (const box of document.querySelectorAll(".cite")) {
  const fill = () => import("./cite/fill.js").then(({ fill }) => fill(box));
  if (box.open) fill();
  else box.addEventListener("toggle", fill, { once: true });
}
