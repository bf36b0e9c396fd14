/* Forms that open within a finding: correct, reject, merge; and the one that adds what was missed. */

import { ask } from "./answers.js";
import { draftKeys, forget, keep, restore } from "./drafts.js";

export class Forms {
  #root;
  #findings;

  constructor(root, findings) {
    this.#root = root;
    this.#findings = findings;
    root.addEventListener("input", (event) => this.#typed(event.target.closest("form[data-draft]")));
    root.addEventListener("change", (event) => this.#typed(event.target.closest("form[data-draft]")));
    root.addEventListener("click", (event) => this.#click(event));
    this.markDrafts();
  }

  #typed(form) {
    if (form && !form.querySelector("[name=into]")) {
      form.dataset.changed = "";
      keep(form);
    }
  }

  #click(event) {
    const button = event.target.closest("button, a");
    const form = button?.closest("form");
    if (!form) {
      return;
    }
    if (button.matches("[data-close]")) {
      event.preventDefault();
      this.close(form);
    } else if (button.matches("[data-discard]")) {
      event.preventDefault();
      forget(form);
      this.close(form);
    } else if (button.matches("[data-add-owner]")) {
      event.preventDefault();
      this.#addOwner(form);
    }
  }

  #addOwner(form) {
    const rows = form.querySelectorAll(".owner-row");
    const row = rows[rows.length - 1].cloneNode(true);
    for (const field of row.querySelectorAll("input, select")) {
      const id = `${field.id.replace(/-\d+$/, "")}-${rows.length}`;
      row.querySelector(`label[for="${field.id}"]`)?.setAttribute("for", id);
      field.id = id;
      if (field.matches("input")) {
        field.value = "";
      }
    }
    rows[rows.length - 1].after(row);
    row.querySelector("input").focus();
  }

  async open(url, slot) {
    const answer = await ask(url);
    if (answer.form) {
      this.show(answer.form, slot);
    }
    return answer;
  }

  show(html, slot, { fresh = true } = {}) {
    slot.innerHTML = html;
    const form = slot.querySelector("form");
    if (fresh && form.dataset.draft) {
      const at = restore(form);
      const note = form.querySelector("[data-draft-note]");
      if (at && note) {
        note.hidden = false;
        note.querySelector("time").textContent = at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
        form.dataset.changed = "";
      }
    }
    this.markDrafts();
    const first = form.querySelector("[aria-invalid='true'], [data-first], input:not([type=hidden]):not([name=words]), textarea, select");
    (slot.closest(".finding") ?? slot).scrollIntoView({ block: "start" });
    first?.focus({ preventScroll: true });
  }

  openForm() {
    return this.#root.querySelector(".slot form");
  }

  /* Close without sending. What was typed stays as a draft. */
  close(form) {
    const slot = form.closest(".slot");
    slot.replaceChildren();
    this.markDrafts();
    this.#findings.refresh();
    const card = slot.closest(".finding");
    this.#findings.select(card?.dataset.id ?? this.#findings.current);
  }

  sent(form) {
    forget(form);
  }

  markDrafts() {
    const prefix = this.#root.dataset.drafts;
    const drafted = new Set(draftKeys(prefix).map((key) => key.slice(prefix.length)));
    for (const card of this.#findings.all()) {
      const tag = card.querySelector("[data-has-draft]");
      if (tag) {
        tag.hidden = !drafted.has(`correct:${card.dataset.id}`);
      }
    }
    this.#showBegun(Array.from(drafted));
  }

  /* Additions that were begun and not sent, each with a way back to it. */
  #showBegun(drafted) {
    const begun = document.getElementById("begun");
    if (!begun) {
      return;
    }
    const open = this.openForm()?.dataset.draft;
    const links = drafted
      .map((draft) => ({ draft, found: draft.match(/^add:(\w+):(\d+)-(\d+)$/) }))
      .filter(({ draft, found }) => found && !open?.endsWith(draft))
      .map(({ found: [, kind, start, end] }) => {
        const link = document.createElement("a");
        const url = new URL(this.#root.dataset.addUrl, location.href);
        url.search = new URLSearchParams({ kind, start, end });
        link.href = url;
        link.dataset.openAddition = "";
        link.textContent = begun.dataset[`kind${kind.replace(/_/g, "")}`] ?? kind;
        return link;
      });
    begun.hidden = links.length === 0;
    begun.querySelector("span").replaceChildren(...links.flatMap((link, at) => (at ? [", ", link] : [link])));
  }
}
