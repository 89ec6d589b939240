// A picture that is clicked opens large, to be zoomed and swiped through; without scripts it leads to its file or page.
const open = async (picture) => (await import("./photo/viewer.js")).view(picture);
const pictures = [...document.querySelectorAll("article.story figure img")];
for (const picture of pictures) {
  const link = picture.closest("a");
  (link ?? picture).addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(picture);
  });
}
if (location.hash === "#photo" && pictures[0]) open(pictures[0]);
