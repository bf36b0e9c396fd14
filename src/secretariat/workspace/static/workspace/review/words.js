/* Choosing words in the source: with the pointer, or word by word from the keyboard. */

import { rangeOf, spanOf, wordsOf } from "./offsets.js";

export class WordChooser {
  #source;
  #bar;
  #said;
  #words = null;
  #anchor = 0;
  #focus = 0;
  #back = null;
  span = null;
  active = false;

  /* `onSpan` is told of each change of the chosen words; null when nothing is chosen. */
  constructor(source, said, onSpan) {
    this.#source = source;
    this.#said = said;
    this.#bar = onSpan;
    let waiting = 0;
    document.addEventListener("selectionchange", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.#look());
    });
    source.addEventListener("keydown", (event) => this.#key(event));
    source.addEventListener("blur", () => this.#rest(false));
  }

  #look() {
    const selection = document.getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed || !this.#holds(selection)) {
      return;
    }
    const range = selection.getRangeAt(0);
    const span = spanOf(this.#source, range);
    const words = range.toString().replace(/\s+/g, " ").trim();
    this.span = span && { ...span, words };
    this.#bar(this.span);
  }

  #holds(selection) {
    return this.#source.contains(selection.anchorNode) && this.#source.contains(selection.focusNode);
  }

  clear() {
    this.span = null;
    document.getSelection().removeAllRanges();
    this.#bar(null);
  }

  /* Begin choosing with the keyboard, at an offset or at what is chosen already. */
  start(offset, back) {
    this.#words = wordsOf(this.#source);
    if (!this.#words.length) {
      return;
    }
    const from = this.span?.start ?? offset ?? 0;
    const at = this.#words.findIndex((word) => word.end > from);
    this.#anchor = Math.max(at, 0);
    this.#focus = this.#anchor;
    if (this.span) {
      const last = this.#words.findIndex((word) => word.end >= this.span.end);
      this.#focus = last < 0 ? this.#anchor : last;
    }
    this.#back = back;
    this.active = true;
    this.#source.classList.add("choosing");
    this.#source.focus({ preventScroll: true });
    this.#show();
  }

  #rest(goBack) {
    if (!this.active) {
      return;
    }
    this.active = false;
    this.#source.classList.remove("choosing");
    if (goBack) {
      this.clear();
      this.#back?.();
    }
  }

  #show() {
    const [low, high] = [this.#anchor, this.#focus].sort((a, b) => a - b);
    const range = rangeOf(this.#source, this.#words[low].start, this.#words[high].end);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const focus = this.#words[this.#focus];
    const place = rangeOf(this.#source, focus.start, focus.end).startContainer.parentElement;
    place?.scrollIntoView({ block: "nearest" });
    const words = range.toString().replace(/\s+/g, " ");
    this.#said(words.length > 120 ? `${words.slice(0, 50)} … ${words.slice(-50)}` : words);
  }

  #step(key) {
    const last = this.#words.length - 1;
    const forward = getComputedStyle(this.#source).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    switch (key) {
      case "ArrowRight":
      case "ArrowLeft":
        return Math.min(Math.max(this.#focus + (key === forward ? 1 : -1), 0), last);
      case "ArrowDown":
        return this.#block(1);
      case "ArrowUp":
        return this.#block(-1);
      case "End":
        return this.#blockEnd(last);
      case "Home":
        return this.#words[this.#focus].first ? this.#focus : this.#block(-1);
      default:
        return null;
    }
  }

  #block(by) {
    let at = this.#focus + by;
    while (at > 0 && at < this.#words.length && !this.#words[at].first) {
      at += by;
    }
    return Math.min(Math.max(at, 0), this.#words.length - 1);
  }

  #blockEnd(last) {
    const next = this.#block(1);
    return next > this.#focus && this.#words[next].first ? next - 1 : last;
  }

  #key(event) {
    if (!this.active || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#rest(true);
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      document.querySelector("#word-bar button:not([hidden])")?.focus();
      return;
    }
    const next = this.#step(event.key);
    if (next !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.#focus = next;
      this.#anchor = event.shiftKey ? this.#anchor : next;
      this.#show();
    }
  }
}
