// Buttons above a text that knows a little Markdown, and a look at how others will read
// it. Without this script the signs are typed, and the button saves and shows.
const PAUSE = 600;
const KINDS = [
  ["Vet", "**", "vette tekst"],
  ["Schuin", "*", "schuine tekst"],
  ["Kop", "## ", ""],
  ["Lijst", "- ", ""],
  ["Nummers", "1. ", ""],
  ["Link", "[]", "tekst van de link"],
];
const LINE = /^(#{1,6} |[-*+] |\d+[.)] )/;

// As if it was typed, so that it can be undone.
function type(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function apply(area, [, sign, sample]) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  if (!sample) return mark(area, sign);
  const text = value.slice(from, to) || sample;
  const [before, after] = sign === "[]" ? ["[", "](https://)"] : [sign, sign];
  type(area, from, to, before + text + after);
  // A link asks for its address, other text for itself.
  const place = sign === "[]" ? from + text.length + 3 : from + before.length;
  area.setSelectionRange(place, place + (sign === "[]" ? 8 : text.length));
}

// At the start of each line that is chosen; taken away where all have it.
function mark(area, sign) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = area.value.indexOf("\n", area.selectionEnd);
  const to = end < 0 ? area.value.length : end;
  const lines = area.value.slice(from, to).split("\n");
  const own = (n) => (sign === "1. " ? `${n + 1}. ` : sign);
  const has = lines.every((line, n) => line.startsWith(own(n)));
  type(area, from, to, lines.map((line, n) => (has ? "" : own(n)) + line.replace(LINE, "")).join("\n"));
}

// One stop for Tab, as the ARIA pattern of a toolbar has it; arrows go along the buttons.
function toolbar(area) {
  const bar = document.createElement("div");
  bar.className = "mr-opmaak";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Opmaak van ${area.labels[0]?.textContent.trim() ?? "de tekst"}`);
  bar.setAttribute("aria-controls", area.id);
  const buttons = KINDS.map((kind, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind[0];
    button.tabIndex = n ? -1 : 0;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => { stop(n); apply(area, kind); });
    return button;
  });
  function stop(at) { buttons.forEach((button, n) => { button.tabIndex = n === at ? 0 : -1; }); }
  bar.addEventListener("keydown", (event) => {
    const last = buttons.length - 1;
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stop(to);
    buttons[to].focus();
  });
  bar.append(...buttons);
  area.before(bar);
}

// What the server makes of the text, while somebody types.
function preview(button) {
  const { form } = button;
  const name = button.dataset.voorbeeld;
  const area = form.elements[name];
  const place = document.getElementById(`voorbeeld-${name}`);
  let timer = 0;
  let asked = null;
  button.type = "button";
  button.setAttribute("aria-controls", place.id);
  button.setAttribute("aria-expanded", String(!place.hidden));

  async function show() {
    asked?.abort();
    asked = new AbortController();
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("show", name);
    data.set(name, area.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Bewaart-Zelf": "1" }, redirect: "manual", signal: asked.signal });
      const html = answer.ok ? (await answer.json()).previews[name] : undefined;
      place.innerHTML = html ?? "<p>Een voorbeeld kan nu niet: de tekst is te lang, of u bent uitgelogd.</p>";
    } catch (error) {
      if (error.name !== "AbortError") place.textContent = "Een voorbeeld kan nu niet: er is geen verbinding.";
    }
  }
  button.addEventListener("click", () => {
    place.hidden = !place.hidden;
    button.setAttribute("aria-expanded", String(!place.hidden));
    if (!place.hidden) show();
  });
  area.addEventListener("input", () => {
    clearTimeout(timer);
    if (!place.hidden) timer = setTimeout(show, PAUSE);
  });
}

document.querySelectorAll("textarea[data-opmaak]").forEach(toolbar);
document.querySelectorAll("[data-voorbeeld]").forEach(preview);
