/* The review page. The server draws everything; this moves between findings and their words, sends what is
   decided and puts the answers in place. Without it the same forms and links work page by page. */

import { apply, ask } from "./review/answers.js";
import { Forms } from "./review/forms.js";
import { startKeys } from "./review/keys.js";
import { Findings } from "./review/list.js";
import { rangeOf } from "./review/offsets.js";
import { startPanes } from "./review/panes.js";
import { WordChooser } from "./review/words.js";

const root = document.getElementById("review");
const source = root.querySelector("[data-source]");
const bar = document.getElementById("word-bar");
const said = document.getElementById("review-said");
const whisper = document.getElementById("review-whisper");

const findings = new Findings(root);
const forms = new Forms(root, findings);
const panes = startPanes(root);
const chooser = bar ? new WordChooser(source, (words) => (whisper.textContent = words), showBar) : null;
let choosingFor = null;
let busy = false;
let sending = Promise.resolve();
let line = Promise.resolve();

function say(words, wrong = false) {
  said.textContent = "";
  said.classList.toggle("call", wrong);
  requestAnimationFrame(() => (said.textContent = words));
}

function troubled(error) {
  const words = error.message === "signed-out" ? root.dataset.signedOut : root.dataset.noAnswer;
  say(words, true);
}

/* Words chosen in the source */

function showBar(span) {
  bar.hidden = !span;
  if (!span) {
    return;
  }
  bar.querySelector("[data-chosen]").textContent = span.words;
  const forForm = choosingFor?.isConnected ? choosingFor : null;
  bar.querySelectorAll("[data-add-kind]").forEach((button) => (button.hidden = Boolean(forForm)));
  bar.querySelector("[data-use-words]").hidden = !forForm;
  bar.querySelector("[data-bar-ask]").hidden = Boolean(forForm);
}

function useWords() {
  const form = choosingFor;
  const span = chooser.span;
  choosingFor = null;
  chooser.active = false;
  source.classList.remove("choosing");
  const text = form.querySelector("[name=text]");
  const before = form.querySelector("[data-words]").textContent.trim();
  if (text && (!text.value.trim() || fold(text.value) === fold(before))) {
    text.value = span.words;
  }
  form.querySelector("[name=start]").value = span.start;
  form.querySelector("[name=end]").value = span.end;
  form.querySelector("[data-words]").textContent = span.words;
  form.querySelector("[name=words]").value = "";
  form.dispatchEvent(new Event("input", { bubbles: true }));
  chooser.clear();
  panes.show("findings");
  form.querySelector("[data-choose-words]").focus();
  say(root.dataset.sayTaken);
}

function fold(words) {
  return words.replace(/\s+/g, " ").trim();
}

function chooseFor(form) {
  choosingFor = form;
  panes.show("source");
  const start = Number(form.querySelector("[name=start]").value) || startOfCurrent();
  chooser.start(start, () => {
    choosingFor = null;
    panes.show("findings");
    form.querySelector("[data-choose-words]").focus();
  });
  say(root.dataset.sayChoose);
}

function startOfCurrent() {
  return Number(findings.card()?.dataset.start) || 0;
}

function addWords() {
  choosingFor = null;
  panes.show("source");
  if (chooser.span) {
    showBar(chooser.span);
    bar.querySelector("[data-add-kind]").focus();
    return;
  }
  const card = findings.card();
  chooser.start(startOfCurrent(), () => card?.focus({ preventScroll: true }));
  say(root.dataset.sayChoose);
}

async function addAs(kind) {
  const { start, end } = chooser.span;
  const url = new URL(root.dataset.addUrl, location.href);
  url.search = new URLSearchParams({ kind, start, end });
  panes.show("findings");
  await open(url, document.getElementById("new-finding"));
  chooser.clear();
  say("");
}

/* Opening and sending forms */

async function open(url, slot) {
  try {
    const answer = await forms.open(url, slot);
    take(answer, null);
  } catch (error) {
    troubled(error);
  }
}

function openOn(card, what) {
  const link = card?.querySelector(`a[data-open="${what}"]`);
  if (link) {
    openLink(link);
  }
}

async function openLink(link) {
  const card = link.closest(".finding");
  const already = forms.openForm();
  if (already && already.dataset.changed === undefined) {
    already.closest(".slot").replaceChildren();
  }
  findings.select(card.dataset.id, { focus: false, to: "words" });
  await open(link.href, card.querySelector(".slot"));
}

function take(answer, from) {
  const scroll = root.querySelector("#findings").scrollTop;
  apply(answer);
  root.dataset.seen = answer.seen ?? root.dataset.seen;
  findings.refresh();
  forms.markDrafts();
  root.querySelector("#findings").scrollTop = scroll;
  if (answer.said) {
    say(answer.said, !answer.ok);
  }
  if (answer.form && from) {
    forms.show(answer.form, from.closest(".slot"), { fresh: false });
  }
  findings.showWords(false);
}

function after(answer, card) {
  if (answer.select) {
    findings.select(String(answer.select));
    return;
  }
  const id = card?.dataset.id;
  const next = id && answer.ok ? findings.nextOpen(id) : null;
  if (next) {
    findings.select(next.dataset.id);
  } else if (id) {
    findings.select(id);
  }
}

async function send(url, body, form, card) {
  busy = true;
  root.setAttribute("aria-busy", "true");
  body.set("seen", root.dataset.seen);
  body.set("reading", root.dataset.reading);
  try {
    const answer = await ask(url, { body });
    if (answer.ok && form) {
      forms.sent(form);
    }
    if (form && !answer.form) {
      /* Sent, or come too late: then what was typed stays as a draft for the next try. */
      form.closest(".slot").replaceChildren();
    }
    take(answer, form);
    if (!answer.form) {
      after(answer, card);
    }
  } catch (error) {
    troubled(error);
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
}

function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-send]")) {
    return;
  }
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const url = event.submitter?.getAttribute("formaction") || form.action;
  if (!busy) {
    sending = send(url, body, form.closest(".slot") ? form : null, event.submitter?.closest(".finding"));
  }
}

/* Other people at work: looked for now and then, never while somebody writes or chooses words. */

const LOOK_EVERY = 20_000;

async function lookForOthers() {
  if (document.hidden || busy || forms.openForm() || chooser.active || chooser.span) {
    return;
  }
  const url = new URL(root.dataset.sinceUrl, location.href);
  url.search = new URLSearchParams({ seen: root.dataset.seen, reading: root.dataset.reading });
  try {
    const answer = await ask(url);
    if (!busy && !forms.openForm() && !chooser.active) {
      const focused = document.activeElement?.closest?.(".finding")?.dataset.id;
      take(answer, null);
      findings.select(findings.current, { focus: focused === findings.current, to: "nothing" });
    }
  } catch {
    /* The next look may find the server again; a gesture says so at once. */
  }
}

/* Pointer */

function onClick(event) {
  const target = event.target;
  const filter = target.closest("[data-filter-kind], [data-filter-state]");
  const link = target.closest("a[data-open]");
  const mark = target.closest("mark.hl");
  const card = target.closest(".finding");
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (filter) {
    event.preventDefault();
    const kind = filter.dataset.filterKind ?? findings.kind;
    findings.filter(kind, filter.dataset.filterState ?? findings.state);
  } else if (link) {
    event.preventDefault();
    openLink(link);
  } else if (target.closest("[data-show-words]")) {
    event.preventDefault();
    findings.select(card.dataset.id, { focus: false, to: "words" });
    panes.show("source");
    findings.showWords(true);
  } else if (target.closest("[data-open-addition]")) {
    event.preventDefault();
    open(target.closest("a").href, document.getElementById("new-finding"));
  } else if (target.closest("[data-add-missed]")) {
    event.preventDefault();
    addWords();
  } else if (target.closest("[data-choose-words]")) {
    event.preventDefault();
    chooseFor(target.closest("form"));
  } else if (mark && document.getSelection().isCollapsed) {
    selectMark(mark);
  } else if (card && !target.closest("a, button, input, select, textarea, label, form") && findings.current !== card.dataset.id) {
    findings.select(card.dataset.id, { focus: document.getSelection().isCollapsed });
  }
}

function onChange(event) {
  if (event.target.matches("[name=into]")) {
    findings.point(event.target.value);
  }
}

/* Where several findings share words, each click goes one further, from the innermost outwards. */
function selectMark(mark) {
  const ids = mark.dataset.f.split(" ").filter((id) => findings.card(id)).reverse();
  if (!ids.length) {
    return;
  }
  const id = ids[(ids.indexOf(findings.current) + 1) % ids.length];
  panes.show("findings");
  findings.select(id, { to: "card" });
  findings.showWords(false);
}

function onBar(event) {
  const button = event.target.closest("button");
  if (button?.matches("[data-add-kind]")) {
    addAs(button.dataset.addKind);
  } else if (button?.matches("[data-use-words]")) {
    useWords();
  } else if (button?.matches("[data-drop-words]")) {
    choosingFor = null;
    chooser.clear();
  }
}

/* Keys. Who types faster than the server answers is not misunderstood: each press waits for the one before. */

function press(name) {
  line = line.then(async () => {
    await sending;
    const button = findings.card()?.querySelector(`[data-press="${name}"]`);
    button?.form.requestSubmit(button);
    await sending;
  });
}

function undo() {
  const button = document.querySelector("#review-undo button:not(:disabled)");
  if (button) {
    button.form.requestSubmit(button);
  }
}

function escape(event) {
  const form = event.target.closest?.(".slot form");
  if (form) {
    forms.close(form);
  } else if (bar && !bar.hidden) {
    choosingFor = null;
    chooser.clear();
    findings.card()?.focus({ preventScroll: true });
  }
}

const keys = {
  j: () => findings.step(1),
  k: () => findings.step(-1),
  n: () => findings.select(findings.nextOpen()?.dataset.id ?? findings.current),
  s: () => {
    panes.show("source");
    findings.showWords(true);
  },
};
if (chooser) {
  Object.assign(keys, {
    c: () => press("confirm"),
    e: () => openOn(findings.card(), "correct"),
    r: () => openOn(findings.card(), "reject"),
    m: () => openOn(findings.card(), "merge"),
    o: () => press("reopen"),
    a: addWords,
    u: undo,
  });
}

/* Go to the finding or the passage that the address names, else stand at the first one to be confirmed. */
function arrive(asked) {
  const passage = asked.get("at")?.match(/^(\d+)-(\d+)$/);
  const there = passage && findings.all().find((card) => card.dataset.start === passage[1]);
  const id = asked.get("finding") ?? there?.dataset.id ?? location.hash.match(/^#f-(\w+)$/)?.[1];
  if (passage) {
    panes.show("source");
  }
  if (id) {
    findings.select(id);
  } else if (passage) {
    rangeOf(source, Number(passage[1]), Number(passage[2])).startContainer.parentElement?.scrollIntoView({ block: "center" });
  } else {
    const first = findings.shown().find((card) => card.dataset.state === "proposed");
    findings.select(first?.dataset.id, { focus: false, to: "nothing" });
  }
}

function begin() {
  root.classList.add("scripted");
  root.querySelector("#finding-list").tabIndex = -1;
  for (const card of findings.all()) {
    card.tabIndex = -1;
  }
  findings.refresh();
  root.addEventListener("click", onClick);
  root.addEventListener("submit", onSubmit);
  root.addEventListener("change", onChange);
  bar?.addEventListener("click", onBar);
  startKeys(root, { keys, escape });
  if (chooser) {
    setInterval(lookForOthers, LOOK_EVERY);
  }
  arrive(new URLSearchParams(location.search));
}

begin();
