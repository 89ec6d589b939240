// The form editor's own page: says which editions it is to show, and gives a new item its place.
// ?date=2025-04-20 opens one edition, ?branch=… a branch that is not published yet: a pull request's, for one.
import CMS from "./sveltia/npm/index.js";

const told = await (await fetch("config.json", { cache: "no-cache" })).json();
// The program drops what follows the question mark once it is there: a reload is to ask for the same again.
const asked = new URLSearchParams(location.search || sessionStorage.getItem("asked") || "");
sessionStorage.setItem("asked", `${asked}`);
const DATE = /^\d{4}-\d\d-\d\d$/;
const branch = asked.get("branch");
const date = DATE.test(asked.get("date")) ? asked.get("date") : "";

const config = told.cms;
if (branch && /^[\w./-]+$/.test(branch)) config.backend.branch = branch;
const dates = date ? [date] : told.dates;
const forEdition = (form, day) =>
  JSON.parse(JSON.stringify(form).replaceAll("@date@", day).replaceAll("@folder@", day.replaceAll("-", "/")));
config.collections = [
  ...dates.map((day) => forEdition(told.items, day)),
  { ...told.editions, files: dates.map((day) => forEdition(told.edition, day)) },
];

// An item's place is its file's name: date, page and order follow from it, so that they can never disagree.
CMS.registerEventListener({
  name: "preSave",
  handler: ({ entry }) => {
    const [, day] = entry.get("collection").match(/^items-(.*)$/) ?? [];
    const [, page, order] = entry.get("slug").match(/^([A-Z]{0,2}\d{2,3})-(\d{2,3})$/) ?? [];
    if (!day || !page) return undefined;
    const image = entry.getIn(["data", "image"])?.replace(/^\/images\//, "images/"); // beside the items, not at the root
    const place = entry.get("newRecord")
      ? { date: day, page: /^\d/.test(page) ? Number(page) : page, order: Number(order) }
      : {};
    return entry.update("data", (data) => data.merge(place, image ? { image } : {}));
  },
});
CMS.init({ config });

// The way to another edition, shown beside lists and not over a form.
const other = document.getElementById("other");
const narrow = matchMedia("(max-width: 47.99rem)");
const listed = () => {
  const [, ...inside] = location.hash.split("/").slice(1);
  other.hidden = !location.hash.startsWith("#/collections") || inside.length > (narrow.matches ? 0 : 1);
};
addEventListener("hashchange", listed);
addEventListener("popstate", listed);
new MutationObserver(listed).observe(document.head.querySelector("title"), { childList: true });
listed();
other.elements.date.value = date;
other.elements.date.addEventListener("change", (event) => {
  if (event.target.value && !DATE.test(event.target.value)) return;
  asked.set("date", event.target.value);
  location.assign(`?${asked}`);
});
