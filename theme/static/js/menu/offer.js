// The variant that the reader chose last, offered where the page is in another one.
import words from "../words.js";

// `link` leads to this page in that variant; `keep` is called where the reader would rather stay.
export function offer(link, keep) {
  const region = document.createElement("div");
  region.className = "offer";
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", words.variant_offer_label);
  link.textContent = words.variant_offer.replace("{name}", link.textContent.trim());
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.variant_keep;
  button.addEventListener("click", () => {
    keep();
    region.hidden = true;
  });
  region.append(link, " ", button);
  return region;
}
