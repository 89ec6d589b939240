import words from "../words.js";

// The browser's own sheet where it has one, which offers to copy the link, too; elsewhere the link is copied.
export async function share(button) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const title = document.title;
  if (navigator.share) {
    try {
      await navigator.share({ title, url });
      return;
    } catch (error) {
      if (error.name === "AbortError") return; // the reader closed it
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    button.textContent = words.link_copied;
  } catch {
    const address = document.createElement("input"); // to be copied by hand
    Object.assign(address, { readOnly: true, value: url, ariaLabel: words.share });
    button.after(address);
    address.select();
    return;
  }
  setTimeout(() => {
    button.textContent = words.share;
  }, 2500);
}
