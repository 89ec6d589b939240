// To an edition by its date. Where none appeared on it, the page for what is not found names those before and after.
const form = document.querySelector(".pick");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  location.href = `${form.dataset.home}${form.elements.day.value.replaceAll("-", "/")}/`;
});
