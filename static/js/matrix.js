// The matrix with scripts: one stop for the tab key, arrows inside; and a popover that
// names the mission whose box was opened. Without scripts every box is a stop, and the
// popover names all missions that share what it shows.
const matrix = document.querySelector(".mx");
const PARTS = "a, button, summary";

if (matrix) {
  matrix.addEventListener("click", name, true);
  // Below this width it is a list, without columns to move along.
  const isTable = matchMedia("(min-width: 832px)");
  const arrange = () => rove(isTable.matches);
  isTable.addEventListener("change", arrange);
  arrange();
  matrix.addEventListener("focusin", ({ target }) => isTable.matches && makeStop(target));
  matrix.addEventListener("keydown", (event) => {
    if (!isTable.matches || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const next = step(event.key, event.target);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

function name({ target }) {
  const box = target.closest(".mx-vak");
  if (!box) return;
  const row = box.closest("tr");
  const mission = row.querySelector(".mr-code").textContent;
  const shown = document.getElementById(box.getAttribute("popovertarget"));
  const all = shown.querySelector("[data-alle]");
  shown.querySelector("[data-missie]").textContent = mission;
  all.textContent = `Alle koppelingen van ${mission}`;
  all.pathname = row.querySelector("th a").pathname;
}

function rove(isTable) {
  document.getElementById("mx-toetsen").hidden = !isTable;
  for (const part of matrix.querySelectorAll(PARTS)) {
    if (isTable) part.tabIndex = -1;
    else part.removeAttribute("tabindex");
  }
  if (isTable) makeStop(parts(matrix)[0]);
}

function makeStop(part) {
  const old = matrix.querySelector("[tabindex='0']");
  if (old) old.tabIndex = -1;
  part.tabIndex = 0;
}

function parts(inside) {
  return [...inside.querySelectorAll(PARTS)].filter((part) => part.checkVisibility());
}

// The second row of the head starts beside a cell that spans both rows.
function column(part) {
  const cell = part.closest("th, td");
  return cell.cellIndex + (cell.closest("thead") ? 1 : 0);
}

function step(key, from) {
  const row = from.closest("tr");
  const here = parts(row);
  const at = here.indexOf(from);
  if (key === "ArrowRight") return here[at + 1];
  if (key === "ArrowLeft") return here[at - 1];
  if (key === "Home") return here[0];
  if (key === "End") return here.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const way = key === "ArrowDown" ? 1 : -1;
  const same = (part) => column(part) === column(from);
  // A name and what unfolds below it stand in one box.
  const beside = here[at + way];
  if (beside && same(beside)) return beside;
  for (let n = row.rowIndex + way; matrix.rows[n]; n += way) {
    const found = parts(matrix.rows[n]).filter(same);
    if (found.length) return way > 0 ? found[0] : found.at(-1);
  }
  return null;
}
