/* The grid by keyboard: one stop for Tab, then arrows go from cell to cell. Without it every cell is a stop. */

const table = document.querySelector(".coverage");
const rightToLeft = document.documentElement.dir === "rtl";
const steps = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, rightToLeft ? 1 : -1],
  ArrowRight: [0, rightToLeft ? -1 : 1],
};

function place(link) {
  const cell = link.closest("td, th");
  return [cell.parentElement.rowIndex, cell.cellIndex];
}

/* The next link in a direction; empty cells are passed over. */
function beyond(link, [down, along]) {
  let [row, column] = place(link);
  for (;;) {
    row += down;
    column += along;
    const cell = table.rows[row]?.cells[column];
    if (!cell || table.rows[row].matches(".coverage-groups")) {
      return null;
    }
    const found = cell.querySelector("a");
    if (found) {
      return found;
    }
  }
}

function settle(link) {
  for (const other of table.querySelectorAll('a[tabindex="0"]')) {
    other.tabIndex = -1;
  }
  link.tabIndex = 0;
}

if (table) {
  const links = table.querySelectorAll("a");
  for (const link of links) {
    link.tabIndex = -1;
  }
  settle(links[0]);
  table.addEventListener("focusin", (event) => event.target.matches("a") && settle(event.target));
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || !steps[event.key] || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    beyond(link, steps[event.key])?.focus();
  });
}
