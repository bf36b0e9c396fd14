/* Arranging an agenda: by its buttons, by Alt and an arrow, by dragging a handle. Without this script the buttons send forms. */

const board = document.querySelector("[data-agenda]");
const said = document.querySelector("[data-agenda-said]");
let busy = false;
let dragged = null;

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]").value;
}

/** Send what was done, show the agenda as it is then, say it, and put the focus back. */
async function send(fields, focus) {
  if (busy) {
    return;
  }
  busy = true;
  board.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(board.dataset.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams(fields),
    });
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    const answer = await response.json();
    board.innerHTML = answer.html;
    said.textContent = answer.said;
    focus?.();
  } catch {
    said.textContent = board.dataset.failed;
  } finally {
    busy = false;
    board.removeAttribute("aria-busy");
  }
}

function buttonOf(item, action) {
  return board.querySelector(`[data-item="${item}"] button[value="${action}"]`);
}

function shift(item, action) {
  return send({ do: action, item }, () => (buttonOf(item, action) ?? board).focus());
}

board.addEventListener("submit", (event) => {
  const action = event.submitter?.value;
  const item = event.target.querySelector("[name=item]")?.value;
  const section = event.target.querySelector("[name=section]")?.value;
  if (!event.target.classList.contains("board-buttons")) {
    return;
  }
  event.preventDefault();
  if (item && action === "remove") {
    const row = board.querySelector(`[data-item="${item}"]`);
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.dataset.item;
    send({ do: action, item }, () => (next ? buttonOf(next, "remove") : null)?.focus());
  } else if (item) {
    shift(item, action);
  } else if (section) {
    send({ do: action, section }, () => board.querySelector(`[data-section="${section}"] .board-head button[value="${action}"]`)?.focus());
  }
});

board.addEventListener("keydown", (event) => {
  const action = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const item = event.target.closest("[data-item]")?.dataset.item;
  if (event.altKey && action && item) {
    event.preventDefault();
    shift(item, action);
  }
});

function clearMarks() {
  for (const node of board.querySelectorAll("[data-drop]")) {
    delete node.dataset.drop;
  }
}

/** Return where a drag would drop at a height: a list and the item before which it lands, if any. */
function target(x, y) {
  const under = document.elementFromPoint(x, y);
  const item = under?.closest("[data-item]");
  if (item && item !== dragged) {
    const box = item.getBoundingClientRect();
    const list = item.parentElement;
    if (y < box.top + box.height / 2) {
      return { list, before: item, mark: item, place: "before" };
    }
    let next = item.nextElementSibling;
    next = next === dragged ? next.nextElementSibling : next;
    return { list, before: next, mark: item, place: "after" };
  }
  const group = under?.closest("[data-section]");
  const list = group?.querySelector("[data-board]");
  return list && !list.querySelector("[data-item]") ? { list, before: null, mark: list, place: "end" } : null;
}

function finish(drop) {
  const item = dragged;
  delete item.dataset.dragged;
  dragged = null;
  clearMarks();
  if (drop) {
    const fields = { do: "move", item: item.dataset.item, section: drop.list.dataset.board, before: drop.before?.dataset.item ?? "" };
    send(fields, () => buttonOf(item.dataset.item, "up")?.focus());
  }
}

/** Scroll when a drag comes near the upper or lower edge. */
function scroll(y) {
  const near = 56;
  if (y < near || y > window.innerHeight - near) {
    window.scrollBy(0, y < near ? -12 : 12);
  }
}

function follow(event) {
  clearMarks();
  scroll(event.clientY);
  const drop = target(event.clientX, event.clientY);
  if (drop) {
    drop.mark.dataset.drop = drop.place;
  }
}

board.addEventListener("pointerdown", (event) => {
  if (busy || event.button !== 0 || !event.target.closest("[data-handle]")) {
    return;
  }
  event.preventDefault();
  dragged = event.target.closest("[data-item]");
  dragged.dataset.dragged = "";
});
document.addEventListener("pointermove", (event) => dragged && follow(event));
document.addEventListener("pointerup", (event) => dragged && finish(target(event.clientX, event.clientY)));
document.addEventListener("pointercancel", (event) => dragged && finish(null));
document.addEventListener("keydown", (event) => event.key === "Escape" && dragged && finish(null));

board.dataset.live = "";
