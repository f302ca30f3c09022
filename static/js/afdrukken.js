// Without this script the browser's own menu prints just as well.
for (const button of document.querySelectorAll("[data-afdrukken]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
