// Saves a draft by itself: within two seconds of the last key and on leaving, one
// request at a time, only what was changed. Without this script the button saves.
const WAIT = 1200;
const RETRY = 5000;
const PING = 30000;
// After a save, until the server is asked what is left to do.
const RENEW = 1000;

function draft(form) {
  const stand = form.querySelector("[data-stand]");
  // What is told anew while somebody writes: who else is there, what is left to do.
  const told = {
    others: form.querySelector("[data-anderen]"),
    tabs: document.querySelector("[data-tabbladen]"),
    checklist: document.querySelector("[data-nog-te-doen]"),
  };
  const lately = {};
  const store = `missieregister-concept-${form.dataset.concept}`;
  const dirty = new Set();
  // What the server did not take: kept here, and sent again when it is changed.
  const refused = new Set();
  // What was kept and has no place on this page any more.
  let unplaced = {};
  let timer = 0;
  let question = 0;
  let busy = false;
  let stopped = false;

  const group = (name) => form.querySelector(`[data-groep="${CSS.escape(name)}"]`);
  const inputs = (part) => [...part.querySelectorAll("input, select, textarea")].filter((i) => i.name && i.type !== "submit");

  function say(text, failed = false) {
    stand.textContent = text;
    stand.classList.toggle("mr-concept__mislukt", failed);
  }

  // What the server gets of the parts that were changed.
  function typed(names) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    // All that was typed before the session ended goes along: the server can forget it.
    if (form.elements["is-back"] && [...names].length) data.set("is-back", "1");
    for (const name of names) {
      const part = group(name);
      if (!part) continue;
      for (const input of inputs(part)) {
        if ((input.type === "checkbox" || input.type === "radio") && !input.checked) continue;
        data.append(input.name, input.value);
      }
    }
    return data;
  }

  // Kept in the browser until the server has it.
  function keep() {
    try {
      const parts = { ...unplaced };
      for (const name of new Set([...dirty, ...refused])) {
        const part = group(name);
        if (part) parts[name] = inputs(part).map((i) => [i.name, i.value, i.checked, i.type]);
      }
      if (Object.keys(parts).length) localStorage.setItem(store, JSON.stringify(parts));
      else localStorage.removeItem(store);
    } catch { /* Full or forbidden: then only the server keeps it. */ }
  }

  function restore() {
    let parts = null;
    try { parts = JSON.parse(localStorage.getItem(store)); } catch { return; }
    if (!parts) return;
    for (const [name, values] of Object.entries(parts)) {
      const part = group(name) ?? emptyRow(name);
      if (!part) unplaced[name] = values;
      else if (put(part, values)) dirty.add(name);
    }
    keep();
    if (Object.keys(unplaced).length) {
      say("Een rij die u typte, is intussen door iemand weggehaald. Uw tekst is nog in deze browser bewaard.", true);
    }
    if (!dirty.size) return;
    say("Wat u eerder typte en nog niet was opgeslagen, staat weer in het formulier.");
    plan();
  }

  // Whether anything typed differs from what the page has.
  function put(part, values) {
    let differs = false;
    const places = values.map(([field, value, checked, type]) => {
      const input = inputs(part).find((i) => i.name === field && (type !== "radio" || i.value === value));
      const ticks = type === "checkbox" || type === "radio";
      if (input && type !== "hidden") differs ||= ticks ? input.checked !== checked : input.value !== value;
      return [input, value, checked, ticks];
    });
    if (!differs) return false;
    for (const [input, value, checked, ticks] of places) {
      if (!input) continue;
      if (ticks) input.checked = checked;
      else input.value = value;
    }
    return true;
  }

  // A new row has another name on every page: the one that is still empty takes this.
  function emptyRow(name) {
    const [, field, lineage] = name.match(/^(\w+)-([0-9a-f-]{36})$/) ?? [];
    const rows = field ? [...form.querySelectorAll(`[data-rij][data-groep^="${field}-"]`)] : [];
    const row = rows.find((r) => r.querySelector("[name^=seen-]").value === ""
      && inputs(r).every((i) => i.type === "hidden" || i.type === "checkbox" || !i.value));
    if (!row) return null;
    const old = row.dataset.groep.slice(field.length + 1);
    row.dataset.groep = name;
    for (const part of row.querySelectorAll("[name], [id], [for]")) {
      for (const key of ["name", "id", "for"]) {
        if (part.hasAttribute(key)) part.setAttribute(key, part.getAttribute(key).replace(old, lineage));
      }
    }
    return row;
  }

  function plan(after = WAIT) {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  }

  function changed(event) {
    const part = event.target.closest("[data-groep]");
    if (!part || !event.target.name) return;
    dirty.add(part.dataset.groep);
    refused.delete(part.dataset.groep);
    keep();
    say("Nog niet opgeslagen …");
    plan();
  }

  async function save() {
    if (busy || !dirty.size) return;
    busy = true;
    const names = [...dirty];
    dirty.clear();
    say("Bezig met opslaan …");
    let retry = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: typed(names),
        headers: { "X-Bewaart-Zelf": "1", Accept: "application/json" },
        redirect: "manual",
      });
      const kind = answer.headers.get("Content-Type") ?? "";
      if (answer.ok && kind.includes("json")) receive(await answer.json(), names);
      else if (answer.status === 403 || answer.status === 404 || answer.type === "opaqueredirect") {
        names.forEach((name) => dirty.add(name));
        stopped = true;
        say("Niet opgeslagen: u bent uitgelogd of deze bijdrage is niet meer te wijzigen. Wat u typte, blijft in deze browser staan. Log opnieuw in en open deze bladzijde weer.", true);
      } else throw new Error(String(answer.status));
    } catch (error) {
      names.forEach((name) => dirty.add(name));
      retry = true;
      const why = error instanceof TypeError ? "geen verbinding" : "de server geeft geen antwoord";
      say(`Niet opgeslagen: ${why}. Wat u typte, blijft in deze browser staan en wordt vanzelf weer verstuurd.`, true);
    } finally {
      busy = false;
      keep();
      if (retry) plan(RETRY);
      else if (dirty.size && !stopped) plan();
    }
  }

  function receive(answer, names) {
    form.elements["is-back"]?.remove();
    document.querySelector("[data-terug]")?.remove();
    for (const [name, token] of Object.entries(answer.tokens)) {
      const seen = form.elements[`seen-${name}`];
      if (seen) seen.value = token;
    }
    const wrongOnes = [...Object.keys(answer.errors), ...Object.keys(answer.conflicts)];
    for (const name of names) {
      const part = group(name);
      const has = (field) => field === name || part?.querySelector(`[name="${CSS.escape(field)}"]`);
      if (wrongOnes.some(has)) refused.add(name);
      else refused.delete(name);
      showErrors(name, answer.errors);
    }
    for (const [name, html] of Object.entries(answer.conflicts)) showConflict(name, html);
    if (answer.reload && !dirty.size && !refused.size) {
      keep();
      location.reload();
      return;
    }
    const wrong = Object.keys(answer.errors).length;
    const strife = Object.keys(answer.conflicts).length;
    if (strife) say("Iemand anders schreef in hetzelfde veld. Kies welke tekst blijft.", true);
    else if (wrong) say(`${answer.said} Een veld is nog niet opgeslagen: kijk bij de rode tekst.`, true);
    else say(answer.said);
    ask(RENEW);
  }

  // How things are: the server is asked apart, so that saving stays quick.
  function ask(after) {
    clearTimeout(question);
    question = setTimeout(() => {
      ask(PING);
      if (document.visibilityState !== "visible" || stopped) return;
      fetch(form.action, { method: "POST", body: typed([]), headers: { "X-Bewaart-Zelf": "1" } })
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((answer) => { if (answer) for (const name of Object.keys(told)) renew(name, answer[name]); })
        .catch(() => {});
    }, after);
  }

  function renew(name, html) {
    const place = told[name];
    // Who is there with the keyboard stays there.
    if (lately[name] === html || place.contains(document.activeElement)) return;
    lately[name] = html;
    const open = [...place.querySelectorAll("details")].map((part) => part.open);
    place.innerHTML = html;
    place.querySelectorAll("details").forEach((part, n) => { part.open = open[n] ?? part.open; });
  }

  function showErrors(name, errors) {
    const part = group(name);
    if (!part) return;
    for (const place of part.querySelectorAll("[data-fouten]")) place.replaceChildren();
    for (const input of part.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const [field, texts] of Object.entries(errors)) {
      const input = part.querySelector(`[name="${CSS.escape(field)}"]`);
      if (!input && field !== name) continue;
      const place = part.querySelector(`[data-fouten="${CSS.escape(field)}"]`)
        ?? input?.closest(".mr-rij__veld, .mr-veld")?.querySelector("[data-fouten]")
        ?? part.querySelector("[data-fouten]");
      if (input) describe(input, place);
      for (const text of texts) {
        const line = document.createElement("p");
        line.className = "mr-veld__fout";
        line.textContent = text;
        place?.append(line);
      }
    }
  }

  // Said with the field too, as in a page that the server made.
  function describe(input, place) {
    input.setAttribute("aria-invalid", "true");
    const said = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (place?.id && !said.includes(place.id)) input.setAttribute("aria-describedby", [...said, place.id].join(" "));
  }

  function showConflict(name, html) {
    const old = document.getElementById(`strijd-${name}`);
    const seen = form.elements[`seen-${name}`];
    const part = group(name) ?? seen?.parentElement;
    old?.remove();
    part?.insertAdjacentHTML("afterbegin", html);
  }

  // Keep the own text: go on from what is there now, and save over it knowingly.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-houd]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest("[data-strijd]");
    const name = box.dataset.strijd;
    refused.clear();
    form.elements[`seen-${name}`].value = box.dataset.token;
    dirty.add(box.closest("[data-groep]")?.dataset.groep ?? name);
    box.remove();
    keep();
    plan(0);
  });

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // The page that comes puts back what the server did not get.
  form.addEventListener("submit", () => { clearTimeout(timer); dirty.clear(); refused.clear(); });
  addEventListener("beforeunload", (event) => { if (refused.size) event.preventDefault(); });
  addEventListener("online", () => plan(0));
  addEventListener("pagehide", () => {
    if (!dirty.size) return;
    keep();
    fetch(form.action, { method: "POST", body: typed(dirty), headers: { "X-Bewaart-Zelf": "1" }, keepalive: true }).catch(() => {});
  });
  ask(PING);
  restore();
  if (form.elements["is-back"]) {
    for (const part of form.querySelectorAll("[data-groep]")) dirty.add(part.dataset.groep);
    plan();
  }
}

for (const form of document.querySelectorAll("form[data-concept]")) draft(form);
