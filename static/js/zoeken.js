// Suggestions under a search box, as the ARIA combobox pattern has it. Without this
// script the box is a plain form, and stays one: Enter searches.
"use strict";

const WAIT = 150;
const SHORTEST = 2;

function suggest(form) {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer = 0;
  let asked = null;

  list.id = `${box.id}-lijst`;
  list.className = "mr-zoekvak__lijst";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggesties");
  status.className = "mr-onzichtbaar";
  status.setAttribute("role", "status");
  const pattern = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
  for (const [name, value] of Object.entries(pattern)) box.setAttribute(name, value);
  box.setAttribute("aria-expanded", "false");
  form.append(list, status);

  const options = () => [...list.children];

  function activate(number) {
    active = number;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    if (number < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function show(html) {
    list.innerHTML = html;
    options().forEach((option, n) => { option.id = `${list.id}-${n}`; });
    const count = list.children.length;
    list.hidden = !count;
    box.setAttribute("aria-expanded", String(count > 0));
    status.textContent = count ? `${count} ${count === 1 ? "suggestie" : "suggesties"}` : "Geen suggesties";
    activate(-1);
  }

  async function ask() {
    const typed = box.value.trim();
    if (typed.length < SHORTEST) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `/zoeken/suggesties/?q=${encodeURIComponent(typed.slice(0, 100))}`;
      const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
      if (answer.ok && document.activeElement === box) show(await answer.text());
    } catch {
      // No network, or typed on: the form itself still works.
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.adres);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return event.key === "ArrowDown" && ask();
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place before the first option stands for the box itself.
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.adres);
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

document.querySelectorAll("form[data-zoek]").forEach(suggest);
