/* Comments are pinned to words by selecting them. Without this one copies the words into the form. */

import { spanOf } from "../review/offsets.js";

const root = document.getElementById("clearance");
const bar = document.getElementById("pin-bar");
let chosen = null;

function inOnePart(range) {
  const part = range.startContainer.parentElement?.closest("[data-part]");
  const source = part?.querySelector("[data-source]");
  return source?.contains(range.startContainer) && source.contains(range.endContainer) ? { part, source } : null;
}

function look() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) {
    bar.hidden = true;
    return;
  }
  const range = selection.getRangeAt(0);
  const place = inOnePart(range);
  const span = place && spanOf(place.source, range);
  chosen = span ? { ...place, start: span.start, words: wordsOf(range) } : null;
  bar.hidden = !chosen;
}

/* Between two paragraphs the page has no white space of its own. */
function wordsOf(range) {
  const nodes = Array.from(range.cloneContents().childNodes);
  const between = nodes.some((node) => node.nodeName === "P") ? " " : "";
  return nodes.map((node) => node.textContent).join(between).replace(/\s+/g, " ").trim();
}

function openForm() {
  const details = chosen.part.querySelector("[data-comment]");
  details.open = true;
  details.querySelector("[name=quote]").value = chosen.words;
  details.querySelector("[name=start]").value = chosen.start;
  bar.hidden = true;
  details.querySelector("[name=text]").focus();
}

/* Words that were typed over belong to no place any more. */
root.addEventListener("input", (event) => {
  if (event.target.name === "quote") {
    event.target.form.querySelector("[name=start]").value = "";
  }
});
document.addEventListener("selectionchange", look);
bar.addEventListener("pointerdown", (event) => event.preventDefault());
bar.querySelector("button").addEventListener("click", openForm);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden) {
    bar.hidden = true;
  }
});

