// A search box above a long list of missions or technologies, as the ARIA combobox
// pattern has it: it asks the register's own search, and chooses in the list below.
// Without this script the list is there alone.
const PAUSE = 200;
const LEAST = 2;
const KINDS = { missie: ["missie", "subdoel"], technologie: ["technologie"] };

function picker(select, number) {
  const name = select.dataset.kies;
  const box = document.createElement("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const frame = document.createElement("div");
  let active = -1;
  let timer = 0;
  let asked = null;

  box.id = `kies-${number}`;
  list.id = `${box.id}-lijst`;
  frame.className = "mr-kiezen";
  box.className = "mr-invoer";
  box.type = "search";
  box.autocomplete = "off";
  box.placeholder = `Zoek een ${name}`;
  const of = select.labels[0]?.textContent.trim() ?? "";
  const pattern = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", "aria-label": `Zoek een ${name}. ${of}` };
  for (const [key, value] of Object.entries(pattern)) box.setAttribute(key, value);
  list.className = "mr-zoekvak__lijst";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gevonden");
  status.className = "mr-onzichtbaar";
  status.setAttribute("role", "status");
  frame.append(box, list, status);
  select.before(frame);

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(at) {
    active = at;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  // The option of the list below that a hit of the search is about.
  function option(code, title) {
    return [...select.options].find((o) => (code ? o.text.startsWith(`${code} `) : o.text === title));
  }

  function choose(at) {
    select.value = list.children[at].dataset.waarde;
    box.value = "";
    close();
    status.textContent = `Gekozen: ${select.selectedOptions[0].text}`;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    select.focus();
  }

  async function ask() {
    const typed = box.value.trim();
    if (typed.length < LEAST) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const answers = await Promise.all(KINDS[name].map(async (kind) => {
        const address = `/zoeken/suggesties/?soort=${kind}&q=${encodeURIComponent(typed.slice(0, 100))}`;
        const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
        return answer.ok ? answer.text() : "";
      }));
      show(answers.join(""));
    } catch { /* No network, or typed on: the list below still works. */ }
  }

  function show(html) {
    const found = document.createElement("ul");
    found.innerHTML = html;
    list.replaceChildren();
    for (const hit of found.querySelectorAll("[role=option]")) {
      const code = hit.querySelector("b")?.textContent ?? "";
      const match = option(code, hit.querySelector("span").textContent.trim());
      if (!match) continue;
      hit.dataset.waarde = match.value;
      hit.id = `${list.id}-${list.children.length}`;
      list.append(hit);
    }
    const count = list.children.length;
    list.hidden = !count;
    box.setAttribute("aria-expanded", String(count > 0));
    status.textContent = count ? `${count} gevonden` : "Niets gevonden";
    activate(-1);
  }

  // What is typed here is no part of the entry.
  box.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && count) choose(Math.max(active, 0));
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const hit = event.target.closest("[role=option]");
    if (hit) choose([...list.children].indexOf(hit));
  });
  box.addEventListener("blur", close);
}

document.querySelectorAll("select[data-kies]").forEach(picker);
