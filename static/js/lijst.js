// A list with facets updates in place: by the same address, so that without this
// script the form does the same.
const form = document.querySelector("[data-lijst]");
const part = (id, root = document) => root.querySelector(`#${id}`);
let asked;
let shown = bare(location.href);

if (form) {
  document.documentElement.dataset.levend = "";
  // Beside the list nothing is folded; above a chart it is.
  const isBeside = matchMedia("(min-width: 1152px)").matches && !form.closest(".mr-lijst--boven");
  if (isBeside) part("vouw").open = true;
  document.addEventListener("change", (event) => {
    if (event.target.form === form) show(address());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(address());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-lijst-link]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.href);
  });
  // Also fired by a link within the page: then the list is already there.
  addEventListener("popstate", () => {
    if (asked || bare(location.href) !== shown) show(location.href, false);
  });
}

function bare(url) {
  return url.split("#")[0];
}

function address() {
  const found = new URL(form.action);
  found.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  found.hash = "";
  return found.href;
}

async function show(url, isNew = true) {
  asked?.abort();
  const mine = (asked = new AbortController());
  const old = part("uitkomst");
  const dim = setTimeout(() => old.setAttribute("aria-busy", "true"), 400);
  try {
    const answer = await fetch(url, { signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !part("uitkomst", page)) throw new Error(answer.status);
    if (isNew) history.pushState(null, "", url);
    shown = bare(url);
    renew(old, page);
  } catch {
    if (mine === asked) location.assign(url);
  } finally {
    clearTimeout(dim);
    if (mine === asked) asked = null;
  }
}

function renew(old, page) {
  const focused = document.activeElement;
  const inside = old.contains(focused);
  // Adopted, so that one element stays the region that it was.
  old.replaceChildren(...part("uitkomst", page).childNodes);
  old.removeAttribute("aria-busy");
  part("teller").replaceWith(part("teller", page));
  renewFacets(page);
  if (inside) (part(focused.id || "telling", old) ?? part("telling")).focus();
  part("lijst-melding").textContent = part("telling").textContent;
}

// The options stay, so that the focus and what is folded stay too.
function renewFacets(page) {
  for (const option of page.querySelectorAll(".mr-keuze input")) {
    const own = document.getElementById(option.id);
    if (!own) continue;
    own.checked = option.checked;
    own.disabled = option.disabled;
    own.parentElement.lastElementChild.replaceWith(option.parentElement.lastElementChild);
  }
  for (const kept of form.querySelectorAll("input[type=hidden]")) kept.remove();
  form.prepend(...page.querySelectorAll("#filters > input[type=hidden]"));
}
