/* Keys of a page on which one reviews. Single letters work only outside fields, and can be switched off in the help. */

const STORE = "secretariat:review-keys";

export function keysOn() {
  return localStorage.getItem(STORE) !== "off";
}

export function startKeys(root, acts) {
  const help = document.getElementById("keys-help");
  const letters = { ...acts.keys, "?": () => help.showModal() };
  const box = help.querySelector("[data-keys-switch]");
  box.checked = keysOn();
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
  root.querySelector("[data-show-keys]")?.addEventListener("click", letters["?"]);
  help.querySelector("[data-close-help]").addEventListener("click", () => help.close());

  document.addEventListener("keydown", (event) => {
    if (help.open || document.querySelector("dialog[open]")) {
      return;
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const name = keyName(event);
    if (name === "Escape") {
      acts.escape(event);
      return;
    }
    if (typing || event.defaultPrevented) {
      return;
    }
    const act = name === "undo" || name === "down" || name === "up" ? byName(acts, name, event) : keysOn() && letters[name];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

/* Arrows move only where they do not scroll something else. */
function byName(acts, name, event) {
  if (name === "undo") {
    return acts.keys.u;
  }
  return event.target.closest(".finding, #finding-list") ? acts.keys[name === "down" ? "j" : "k"] : null;
}

/* On a keyboard of another script the key in the same place counts. */
function letterOf(event) {
  if (event.key.length !== 1) {
    return "";
  }
  return /[a-z?]/i.test(event.key) ? event.key.toLowerCase() : (event.code.match(/^Key([A-Z])$/)?.[1].toLowerCase() ?? "");
}

function keyName(event) {
  if (event.key === "Escape") {
    return "Escape";
  }
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "z") {
    return "undo";
  }
  if (command || event.altKey) {
    return "";
  }
  if (event.key === "ArrowDown") {
    return "down";
  }
  if (event.key === "ArrowUp") {
    return "up";
  }
  return letterOf(event);
}
