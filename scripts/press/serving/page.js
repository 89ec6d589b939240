// On an editor's own machine: a saved change reloads the page, and what is wrong with it is told at its foot.
const NOTES = "/_press/notes";

const element = (tag, text, name) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
};

const show = (told) => {
  document.getElementById("press-notes")?.remove();
  if (!told.failure && !told.errors.length && !told.more) return;
  const panel = element("aside", "", told.failure || told.errors.length ? "wrong" : "calm");
  panel.id = "press-notes";
  panel.setAttribute("role", "status");
  const details = element("details");
  details.open = Boolean(told.failure || told.errors.length);
  details.append(element("summary", told.title));
  if (told.failure) details.append(element("pre", told.failure));
  const list = element("ol");
  for (const one of told.errors) {
    const row = element("li");
    row.append(element("code", one.place), " ", one.message);
    list.append(row);
  }
  details.append(list);
  if (told.more) details.append(element("p", told.more));
  panel.append(details);
  document.body.append(panel);
};

const ask = async () => {
  const answer = await fetch(`${NOTES}?path=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
  if (answer.ok) show(await answer.json());
};

const style = element("link");
style.rel = "stylesheet";
style.href = "/_press/page.css";
document.head.append(style);

// The first word says that the line stands: what went wrong before it is asked for, what goes wrong after it is told.
new EventSource("/_press/events").onmessage = (event) => {
  if (event.data === "reload") location.reload();
  else ask();
};
