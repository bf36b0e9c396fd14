/* Reviewing passages with keys. The server draws everything, htmx puts its answers in place; this moves between
   passages and presses their buttons. Without it the same forms and links work page by page. */

import { startKeys } from "./review/keys.js";

const root = document.getElementById("coding");
const list = document.getElementById("coding-list");
const all = () => [...root.querySelectorAll(".coding-card")];
let current = null;
let moving = null;

function card() {
  return all().find((one) => one.id === current) ?? all()[0] ?? null;
}

function select(one, { focus = true } = {}) {
  if (!one) {
    return;
  }
  current = one.id;
  for (const other of all()) {
    other.classList.toggle("is-current", other === one);
  }
  if (focus && list) {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }
}

function step(by) {
  if (!list) {
    root.querySelector(`[data-step="${by > 0 ? "on" : "back"}"]`)?.click();
    return;
  }
  const cards = all();
  select(cards[Math.min(Math.max(cards.indexOf(card()) + by, 0), cards.length - 1)]);
}

function nextOpen(from) {
  const cards = all();
  const at = cards.findIndex((one) => one.id === from);
  const open = (one) => one.dataset.openCard !== undefined;
  return cards.slice(at + 1).find(open) ?? cards.slice(0, Math.max(at, 0)).find(open);
}

/* Who types faster than the server answers is not misunderstood: a press waits for the one before. */
function press(name) {
  if (moving) {
    moving.push(name);
    return;
  }
  const button = card()?.querySelector(`[data-press="${name}"]`);
  if (button) {
    moving = list ? [] : null;
    button.click();
  }
}

function undo() {
  const button = document.getElementById("coding-undo") ?? root.querySelector('[data-press="withdraw"]');
  if (button && !button.disabled) {
    button.click();
  }
}

function close(form) {
  const one = form.closest(".coding-card");
  form.closest(".slot")?.replaceChildren();
  one?.focus({ preventScroll: true });
}

function escape(event) {
  const form = event.target.closest?.(".slot form") ?? card()?.querySelector(".slot form");
  if (form) {
    close(form);
  }
}

/* An answer has several parts, each of which settles by itself: the card or the form in it is the one that counts. */
function settled(event) {
  if (!event.target.matches?.(".coding-card, .coding-card .slot")) {
    return;
  }
  const waiting = moving ?? [];
  moving = null;
  const form = event.target.querySelector(".coding-form");
  if (form) {
    (form.querySelector("[role=alert]") ?? form).scrollIntoView({ block: "nearest" });
    form.querySelector("input:checked, [data-first]")?.focus();
    return;
  }
  const one = document.getElementById(current);
  const judged = one && one.dataset.openCard === undefined;
  select((judged && nextOpen(current)) || one);
  if (waiting.length) {
    press(waiting.shift());
    moving?.push(...waiting);
  }
}

function troubled() {
  moving = null;
  const said = document.getElementById("coding-said");
  if (said) {
    said.textContent = root.dataset.noAnswer;
    said.classList.add("call");
  }
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  r: () => press("reject"),
  c: () => card()?.querySelector('[data-open="correct"]')?.click(),
  s: () => card()?.querySelector("[data-whole]")?.click(),
  u: undo,
};

root.classList.add("scripted");
startKeys(root, { keys, escape });
root.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    const form = event.target.closest(".slot form");
    if (form) {
      event.preventDefault();
      close(form);
    }
    return;
  }
  const one = event.target.closest(".coding-card");
  if (one) {
    select(one, { focus: false });
  }
});
root.addEventListener("focusin", (event) => {
  const one = event.target.closest(".coding-card");
  if (one && one.id !== current) {
    select(one, { focus: false });
  }
});
document.addEventListener("htmx:afterSettle", settled);
document.addEventListener("htmx:sendError", troubled);
document.addEventListener("htmx:responseError", troubled);
select(document.getElementById(location.hash.slice(1)) ?? nextOpen("") ?? card(), { focus: location.hash.length > 1 });
