// Adds up the budget while somebody types, and takes cells from a spreadsheet. The
// totals of the database stand there until then.
const MOST = 100;

// Thousands of euros, as integers of euros; nothing for what is no amount.
function euros(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  if (!/^\d+(,\d{1,3})?$/.test(plain)) return 0;
  const [whole, part = ""] = plain.split(",");
  return Number(whole) * 1000 + Number(part.padEnd(3, "0"));
}

function shown(sum) {
  const whole = Math.floor(sum / 1000).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const part = (sum % 1000).toString().padStart(3, "0").replace(/0+$/, "");
  return part ? `${whole},${part}` : whole;
}

function addUp(table) {
  const years = [];
  let all = 0;
  for (const row of table.tBodies[0].rows) {
    let sum = 0;
    [...row.querySelectorAll(".mr-begroting__cel")].forEach((cell, n) => {
      const amount = euros(cell.value);
      sum += amount;
      years[n] = (years[n] ?? 0) + amount;
    });
    row.querySelector("[data-som]").value = shown(sum);
    all += sum;
  }
  table.querySelectorAll("[data-jaar]").forEach((output, n) => { output.value = shown(years[n] ?? 0); });
  table.querySelector("[data-alles]").value = shown(all);
}

function paste(event, table) {
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const lines = text.split("\n").map((line) => line.split("\t"));
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  const said = document.querySelector("[data-geplakt]");
  if (count > MOST) {
    said.textContent = `U plakte ${count} cellen. Plak er ten hoogste ${MOST} tegelijk. Er is niets gewijzigd.`;
    return;
  }
  const rows = [...table.tBodies[0].rows];
  const at = event.target.closest("tr");
  const column = [...at.querySelectorAll(".mr-begroting__cel")].indexOf(event.target);
  let placed = 0;
  lines.forEach((line, down) => {
    const cells = rows[rows.indexOf(at) + down]?.querySelectorAll(".mr-begroting__cel") ?? [];
    line.forEach((value, right) => {
      const cell = cells[column + right];
      if (!cell || cell.disabled) return;
      cell.value = value.trim();
      placed += 1;
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  said.textContent = placed === count
    ? `${placed} cellen geplakt.`
    : `${placed} van ${count} cellen geplakt: de rest viel buiten de tabel.`;
}

for (const table of document.querySelectorAll("[data-begroting]")) {
  table.addEventListener("input", (event) => {
    addUp(table);
    // What was said of a paste stays until somebody types on.
    if (event.isTrusted) document.querySelector("[data-geplakt]").textContent = "";
  });
  table.addEventListener("paste", (event) => {
    if (event.target.matches(".mr-begroting__cel")) paste(event, table);
  });
}
