/* The list of findings: which one is current, which are shown, and its words in the source. */

const DECIDED = new Set(["confirmed", "rejected", "merged"]);

export class Findings {
  #root;
  #list;
  #source;
  current = null;
  kind = "";
  state = "";

  constructor(root) {
    this.#root = root;
    this.#list = root.querySelector("#finding-list");
    this.#source = root.querySelector("[data-source]");
    const asked = new URLSearchParams(location.search);
    this.kind = asked.get("kind") ?? "";
    this.state = asked.get("state") ?? "";
  }

  all() {
    return Array.from(this.#list.querySelectorAll(".finding"));
  }

  shown() {
    return this.all().filter((card) => !card.hidden);
  }

  card(id = this.current) {
    return id ? document.getElementById(`f-${id}`) : null;
  }

  marks(id = this.current) {
    return id ? Array.from(this.#source.querySelectorAll(`mark[data-f~="${CSS.escape(id)}"]`)) : [];
  }

  /* Make a finding the current one. `to` says what comes into view: "card", "words", "both" or "nothing". */
  select(id, { focus = true, to = "both" } = {}) {
    this.card()?.classList.remove("current");
    this.card()?.removeAttribute("aria-current");
    this.#source.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
    const card = this.card(id);
    this.current = card ? id : null;
    if (!card) {
      return;
    }
    card.hidden = card.hidden && to === "nothing";
    card.classList.add("current");
    card.setAttribute("aria-current", "true");
    this.showWords(to === "both" || to === "words");
    if (to === "both" || to === "card") {
      card.scrollIntoView({ block: "nearest" });
    }
    if (focus) {
      card.focus({ preventScroll: true });
    }
  }

  showWords(scroll) {
    const marks = this.marks();
    marks.forEach((mark) => mark.classList.add("current"));
    if (scroll && marks.length) {
      marks[0].scrollIntoView({ block: "center" });
    }
  }

  /* Show the words of another finding beside those of the current one. */
  point(id) {
    this.#source.querySelectorAll("mark.pointed").forEach((mark) => mark.classList.remove("pointed"));
    const marks = this.marks(id);
    marks.forEach((mark) => mark.classList.add("pointed"));
    marks[0]?.scrollIntoView({ block: "center" });
  }

  step(by) {
    const shown = this.shown();
    const at = shown.indexOf(this.card());
    const next = at < 0 ? (by > 0 ? shown[0] : shown.at(-1)) : shown[at + by];
    if (next) {
      this.select(next.dataset.id);
    }
  }

  /* The next shown finding that is still to be decided, after the current one or else before it. */
  nextOpen(id = this.current) {
    const all = this.all();
    const at = all.indexOf(this.card(id));
    const isOpen = (card) => !card.hidden && card.dataset.state === "proposed" && card.dataset.id !== id;
    return all.slice(at + 1).find(isOpen) ?? all.find(isOpen) ?? null;
  }

  filter(kind, state) {
    this.kind = kind;
    this.state = state;
    this.refresh();
    const url = new URL(location.href);
    for (const [name, value] of Object.entries({ kind, state })) {
      if (value) {
        url.searchParams.set(name, value);
      } else {
        url.searchParams.delete(name);
      }
    }
    history.replaceState(history.state, "", url);
  }

  #fits(card) {
    const state = card.dataset.state;
    const rightState = !this.state || (this.state === "decided" ? DECIDED.has(state) : state === this.state);
    return rightState && (!this.kind || card.dataset.kind === this.kind);
  }

  refresh() {
    const shown = new Set();
    for (const card of this.all()) {
      const busy = card.querySelector(".slot")?.firstElementChild;
      card.hidden = !this.#fits(card) && !busy;
      if (!card.hidden) {
        shown.add(card.dataset.group);
      }
    }
    for (const head of this.#list.querySelectorAll("[data-group-head]")) {
      head.hidden = !shown.has(head.dataset.groupHead);
    }
    for (const button of this.#list.querySelectorAll("[data-group-confirm]")) {
      const kind = button.dataset.groupConfirm;
      const open = this.#list.querySelectorAll(`.finding[data-kind="${kind}"][data-state="proposed"]`);
      button.hidden = open.length < 2;
    }
    this.#root.querySelector("#none-shown").hidden = shown.size > 0;
    this.#root.dataset.kind = this.kind;
    for (const link of this.#root.querySelectorAll("[data-filter-kind]")) {
      this.#press(link, link.dataset.filterKind === this.kind);
    }
    for (const link of this.#root.querySelectorAll("[data-filter-state]")) {
      this.#press(link, link.dataset.filterState === this.state);
    }
    for (const box of this.#root.querySelectorAll("[data-confirm-all]")) {
      box.hidden = box.dataset.confirmAll !== this.kind;
    }
    this.#root.querySelector("#findings").style.scrollPaddingBlockStart = `${
      this.#root.querySelector(".findings-top").offsetHeight + 8
    }px`;
  }

  #press(link, pressed) {
    if (pressed) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}
