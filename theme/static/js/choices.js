// Puts the reader's choices on <html> before anything is painted. Small and blocking, so that no page flashes.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = "";
  try {
    const choices = JSON.parse(localStorage.getItem("banmian")) || {};
    for (const name of ["size", "theme", "setting", "keys"]) {
      if (choices[name] && (name !== "setting" || root.lang.includes("Hant"))) root.dataset[name] = choices[name];
    }
  } catch {
    // Storage is switched off: the page is read as it comes.
  }
})();
