// A button to copy beside each citation. Without this script they are read and selected by hand.

for (const box of document.querySelectorAll(".cite")) {
  for (const text of box.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-label", `${box.dataset.copy} ${text.previousElementSibling.textContent}`);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = box.dataset.copied;
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    text.after(button, " ", said);
  }
}
