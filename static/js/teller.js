// Counts along while somebody types; without it the page counts when it is saved.
for (const field of document.querySelectorAll("[data-teller]")) {
  const number = document.querySelector(`#${field.dataset.teller} [data-aantal]`);
  const count = () => { number.textContent = [...field.value.trim()].length; };
  field.addEventListener("input", count);
}
