/* Choosing rows of a list: one by one, a range with Shift, all at once. The bar below says how many. */

function boxes(form) {
  return Array.from(form.querySelectorAll("input[data-choose]"));
}

function refresh(form) {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked).length;
  const head = form.querySelector("input[data-choose-all]");
  if (head) {
    head.hidden = false;
    head.checked = chosen > 0 && chosen === all.length;
    head.indeterminate = chosen > 0 && chosen < all.length;
  }
  const bar = form.querySelector("[data-chosen-bar]");
  if (bar) {
    bar.hidden = chosen === 0;
    bar.querySelector("[data-chosen-count]").textContent = chosen;
  }
}

function chooseRange(form, box) {
  const all = boxes(form);
  const last = form.lastChosen && all.includes(form.lastChosen) ? form.lastChosen : box;
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  for (const other of all.slice(from, to + 1)) {
    other.checked = box.checked;
  }
}

function onClick(event) {
  const box = event.target.closest?.("input[data-choose], input[data-choose-all]");
  const form = box?.closest("[data-selection]");
  if (!form) {
    return;
  }
  if (box.matches("[data-choose-all]")) {
    for (const other of boxes(form)) {
      other.checked = box.checked;
    }
  } else {
    if (event.shiftKey) {
      chooseRange(form, box);
    }
    form.lastChosen = box;
  }
  refresh(form);
}

function onKey(event) {
  const box = event.target.closest?.("input[data-choose]");
  const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (!box || !step || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const form = box.closest("[data-selection]");
  const all = boxes(form);
  const next = all[all.indexOf(box) + step];
  if (next) {
    event.preventDefault();
    next.focus();
    if (event.shiftKey) {
      next.checked = box.checked;
      form.lastChosen = next;
      refresh(form);
    }
  }
}

export function startSelection() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  const refreshAll = () => document.querySelectorAll("[data-selection]").forEach(refresh);
  document.addEventListener("htmx:afterSettle", refreshAll);
  window.addEventListener("pageshow", refreshAll);
  refreshAll();
}
