/* One part of a record as it is written: saved a moment after the typing stops. The server makes one text of two
   where somebody else saved meanwhile; it is told the text that ours was made from, so no word is lost. */

import { send, Trouble } from "./asking.js";
import { sameWords, setText } from "./caret.js";
import * as drafts from "./drafts.js";

const QUIET = 1200;
const LONGEST = 8000;
const AGAIN = 5000;

export class Part {
  constructor(section, words) {
    this.section = section;
    this.words = words;
    this.id = Number(section.dataset.part);
    this.form = section.querySelector("[data-save]");
    this.area = this.form.querySelector("[name=text]");
    this.state = this.form.querySelector("[data-state]");
    this.said = this.form.querySelector("[data-said]");
    this.version = Number(this.form.querySelector("[name=version]").value);
    this.base = this.form.querySelector("[name=base]").value;
    this.exact = true;
    this.dirty = false;
    this.saving = null;
    this.since = 0;
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("blur", () => this.save());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.restore();
  }

  tell(words, trouble = false) {
    this.state.textContent = words;
    this.state.classList.toggle("call", trouble);
    this.state.classList.toggle("soft", !trouble);
  }

  /* What the server has to say about the text, until the next save says otherwise. */
  warn(words) {
    this.said.hidden = !words;
    this.said.textContent = words;
  }

  restore() {
    const found = drafts.kept(this.id);
    if (!found || sameWords(found.text, this.area.value)) {
      drafts.forget(this.id);
      this.catchUp();
      return;
    }
    this.base = found.base;
    this.exact = false;
    setText(this.area, found.text);
    this.warn(this.words.restored);
    this.typed();
  }

  /* Somebody may have typed before this page was ready for it. */
  catchUp() {
    if (!sameWords(this.area.value, this.base)) {
      this.typed();
    }
  }

  typed() {
    this.dirty = true;
    this.since ||= Date.now();
    drafts.keep(this.id, this.base, this.area.value);
    this.tell(this.words.typed);
    this.later(Math.min(QUIET, Math.max(0, this.since + LONGEST - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save({ last = false } = {}) {
    clearTimeout(this.timer);
    if (this.saving) {
      await this.saving;
    }
    if (!this.dirty) {
      return;
    }
    this.saving = this.sendText(last);
    await this.saving;
    this.saving = null;
  }

  async sendText(last) {
    const sent = this.area.value;
    this.dirty = false;
    this.since = 0;
    this.tell(this.words.saving);
    try {
      const version = this.exact ? this.version : "";
      const answer = await send(this.form.action, { text: sent, base: this.base, version }, { last });
      if (answer.ok) {
        this.taken(sent, answer);
      } else {
        this.refused(answer.said);
      }
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) {
        throw trouble;
      }
      this.refused(trouble.message === "signed-out" ? this.words.signedOut : this.words.kept);
      this.later(AGAIN);
    }
  }

  refused(words) {
    this.dirty = true;
    this.tell(words, true);
  }

  taken(sent, answer) {
    if (this.area.value === sent) {
      if (!sameWords(sent, answer.text)) {
        setText(this.area, answer.text);
      }
      [this.base, this.version, this.exact] = [answer.text, answer.version, true];
      drafts.forget(this.id);
      this.tell(this.words.saved.replace("%s", answer.at));
    } else {
      /* More was typed meanwhile: it was made from what was sent. */
      [this.base, this.exact] = [sent, !answer.merged];
      this.version = answer.version;
      this.typed();
    }
    this.warn(answer.said);
  }

  /* Somebody else saved. Words of ours that are not saved yet go to the server first, which makes one text. */
  adopt({ version, text, by }) {
    if (this.dirty || this.saving || version <= this.version) {
      return;
    }
    const differs = !sameWords(this.area.value, text);
    setText(this.area, text);
    [this.base, this.version, this.exact] = [text, version, true];
    if (differs) {
      this.tell(this.words.merged.replace("%s", by || this.words.somebody));
    }
  }
}
