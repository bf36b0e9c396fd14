/* The writing page: saves what is typed, shows what others write and where they are. Without it each part has a
   button that saves it. */

import { send, Trouble } from "./asking.js";
import { Part } from "./part.js";

const EVERY = 4000;
const SOON = 300;

const root = document.getElementById("writing");
const parts = new Map();
const writers = root.querySelector("[data-writers]");
const line = root.querySelector("[data-all-state]");
let stopped = false;
let next = 0;

root.classList.add("is-scripted");
for (const section of root.querySelectorAll("[data-part]")) {
  const part = new Part(section, root.dataset);
  parts.set(part.id, part);
}

function here() {
  return document.activeElement?.closest?.("[data-part]")?.dataset.part ?? "";
}

function showWriters(people) {
  for (const part of parts.values()) {
    const names = people.filter((one) => one.part === part.id).map((one) => one.name);
    const place = part.section.querySelector("[data-here]");
    const words = names.length ? root.dataset.here.replace("%s", names.join(", ")) : "";
    if (place.textContent !== words) {
      place.textContent = words;
    }
  }
  const names = people.map((one) => one.name);
  const words = names.length ? root.dataset.about.replace("%s", names.join(", ")) : "";
  if (writers.textContent !== words) {
    writers.textContent = words;
  }
}

async function pulse() {
  const known = Object.fromEntries(Array.from(parts.values(), (part) => [part.id, part.version]));
  try {
    const answer = await send(root.dataset.pulse, { part: here(), known: JSON.stringify(known) });
    showWriters(answer.writers);
    answer.parts.forEach((state) => parts.get(state.id)?.adopt(state));
    if (answer.closed) {
      stopped = true;
      line.textContent = root.dataset.closed;
    } else if (answer.order.join() !== Array.from(parts.keys()).join()) {
      line.textContent = root.dataset.reload;
    }
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) {
      throw trouble;
    }
  }
}

async function beat() {
  clearTimeout(next);
  if (!stopped && document.visibilityState === "visible") {
    await pulse();
  }
  clearTimeout(next);
  next = setTimeout(beat, EVERY);
}

function saveAll(options) {
  parts.forEach((part) => part.save(options));
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.altKey) {
    event.preventDefault();
    saveAll();
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    saveAll({ last: true });
  }
});
/* Where somebody goes to write is told at once. */
root.addEventListener("focusin", (event) => {
  if (event.target.matches("[name=text]")) {
    clearTimeout(next);
    next = setTimeout(beat, SOON);
  }
});
window.addEventListener("online", () => saveAll());
window.addEventListener("beforeunload", (event) => {
  if (Array.from(parts.values()).some((part) => part.dirty || part.saving)) {
    event.preventDefault();
  }
});
beat();
