/* Adding documents and reports: files dropped anywhere or chosen go up one by one; how far their reading is shows
   by itself. A form tells in its data what it sends and says. */

import { ask } from "./review/answers.js";
import { filesOf, readable } from "./upload/dropped.js";

const SHORTEST = 800;
const LONGEST = 8000;
const MOST = 200;
const ASKED_AT_ONCE = 100;

/* How far the reading is */

function watch(area) {
  let wait = SHORTEST;
  const look = async () => {
    const busy = Array.from(area.querySelectorAll("[data-busy]"), (state) => state.dataset.busy);
    if (!busy.length) {
      return;
    }
    if (!document.hidden) {
      wait = (await refresh(area, busy)) ? SHORTEST : Math.min(wait * 1.3, LONGEST);
    }
    area.watching = setTimeout(look, wait);
  };
  clearTimeout(area.watching);
  area.watching = setTimeout(look, SHORTEST);
}

async function refresh(area, ids) {
  try {
    const query = ids.slice(0, ASKED_AT_ONCE).map((id) => `id=${id}`).join("&");
    const answer = await ask(`${area.dataset.progressUrl}?${query}`);
    let moved = false;
    for (const html of answer.pieces) {
      moved = replace(html) || moved;
    }
    if (isRead(area)) {
      location.reload();
    }
    if (area.dataset.refresh !== undefined && !area.querySelector("[data-busy]")) {
      renew(area);
    }
    return moved;
  } catch {
    return false;
  }
}

/* An area that opens by itself names the states in which there is something to open; documents are "read". */
function isRead(area) {
  const states = area.dataset.openWhenRead;
  const ended = (states || "read").split(" ");
  return states !== undefined && ended.some((state) => area.querySelector(`[data-state="${state}"]`));
}

/* Draw a part of the page anew that lists what came in. */
async function renew(area) {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  area.replaceChildren(...(page.getElementById(area.id)?.childNodes ?? area.childNodes));
  watch(area);
}

function replace(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const piece = template.content.firstElementChild;
  const old = document.getElementById(piece.id);
  if (!old || old.dataset.state === piece.dataset.state) {
    return false;
  }
  old.replaceWith(piece);
  return true;
}

/* Sending files */

class Sender {
  #form;
  #results;
  #list;
  #count;
  #queue = [];
  #sending = 0;
  #all = 0;
  #done = 0;

  constructor(form, results) {
    this.#form = form;
    this.#results = results;
    this.#list = results.querySelector(".received-list");
    this.#count = results.querySelector("[data-sent-count]");
  }

  take(files) {
    const all = Array.from(files);
    const most = Number(this.#form.dataset.most ?? MOST);
    for (const file of all.slice(0, most)) {
      const row = this.#row(file.name);
      const wrong = this.#refusal(file);
      if (wrong) {
        this.#say(row, wrong);
      } else {
        this.#all += 1;
        this.#queue.push({ file, row });
      }
    }
    if (all.length > most) {
      this.#say(this.#row(""), this.#form.dataset.tooMany);
    }
    this.#next();
  }

  takeFolder(files) {
    const some = readable(files, this.#form.querySelector("[accept]")?.accept ?? "");
    if (some.length < files.length && this.#form.dataset.leftOut) {
      this.#say(this.#row(""), this.#form.dataset.leftOut.replace("%(number)s", files.length - some.length));
    }
    this.take(some);
  }

  #refusal(file) {
    if (file.size === 0) {
      return this.#form.dataset.empty.replace("%(name)s", file.name);
    }
    if (file.size > Number(this.#form.dataset.limit)) {
      return this.#form.dataset.tooLarge.replace("%(name)s", file.name);
    }
    return "";
  }

  #row(name) {
    this.#results.hidden = false;
    const row = document.createElement("li");
    row.className = "received";
    row.innerHTML = '<div class="received-name"><strong dir="auto"></strong></div><div class="received-way"></div>';
    row.querySelector("strong").textContent = name;
    this.#list.prepend(row);
    return row;
  }

  #say(row, words, again) {
    const way = row.querySelector(".received-way");
    way.replaceChildren(Object.assign(document.createElement("span"), { className: "call", textContent: words }));
    if (again) {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        className: "button button-small",
        textContent: this.#form.dataset.again,
      });
      button.addEventListener("click", again);
      way.append(" ", button);
    }
  }

  #next() {
    while (this.#sending < 2 && this.#queue.length) {
      this.#send(this.#queue.shift());
    }
  }

  #send(one) {
    const request = new XMLHttpRequest();
    const bar = this.#bar(one.row);
    this.#sending += 1;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        bar.max = event.total;
        bar.value = event.loaded;
      }
    });
    request.addEventListener("loadend", () => {
      this.#sending -= 1;
      this.#answered(request, one);
      this.#next();
      this.#tell();
    });
    request.open("POST", this.#form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.#form.elements.csrfmiddlewaretoken.value);
    const level = this.#form.elements.confidentiality;
    if (level) {
      body.set("confidentiality", level.value);
    }
    body.set("files", one.file, one.file.name);
    request.send(body);
  }

  /* Say how many went up; once all did, draw the list anew that they are in now. */
  #tell() {
    const told = { "%(done)s": this.#done, "%(all)s": this.#all };
    if (this.#count) {
      this.#count.textContent = this.#form.dataset.sentOf.replace(/%\(\w+\)s/g, (name) => told[name]);
    }
    const list = document.querySelector("[data-refresh]");
    if (list && !this.#sending && !this.#queue.length) {
      renew(list);
    }
  }

  #bar(row) {
    const bar = Object.assign(document.createElement("progress"), { className: "progress" });
    bar.setAttribute("aria-label", this.#form.dataset.sending);
    row.querySelector(".received-way").replaceChildren(this.#form.dataset.sending, bar);
    return bar;
  }

  #answered(request, one) {
    const rows = request.response?.rows;
    if (!rows?.length) {
      const again = () => {
        this.#queue.push(one);
        this.#next();
      };
      this.#say(one.row, request.response?.error ?? this.#form.dataset.failed, again);
      return;
    }
    const template = document.createElement("template");
    template.innerHTML = rows.join("");
    one.row.replaceWith(template.content);
    this.#done += 1;
    watch(this.#results);
  }
}

function startDropping(form, sender) {
  const veil = document.querySelector("[data-veil]");
  let depth = 0;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const cover = (shown) => (veil.hidden = !shown);
  document.addEventListener("dragenter", (event) => {
    if (holdsFiles(event)) {
      depth += 1;
      cover(true);
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (holdsFiles(event)) {
      depth = Math.max(depth - 1, 0);
      cover(depth > 0);
    }
  });
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    depth = 0;
    cover(false);
    if (holdsFiles(event)) {
      event.preventDefault();
      filesOf(event.dataTransfer).then(({ files, folder }) => (folder ? sender.takeFolder(files) : sender.take(files)));
    }
  });
  for (const chooser of form.querySelectorAll('input[type="file"]')) {
    chooser.addEventListener("change", () => {
      const files = Array.from(chooser.files);
      chooser.value = "";
      if (chooser.dataset.folder === undefined) {
        sender.take(files);
      } else {
        sender.takeFolder(files);
      }
    });
  }
}

const form = document.querySelector("[data-upload]");
const sent = document.querySelector("[data-sent]");
document.querySelectorAll("[data-script]").forEach((words) => (words.hidden = false));
if (form) {
  form.classList.add("scripted");
  startDropping(form, new Sender(form, sent));
}
for (const area of document.querySelectorAll("[data-results]")) {
  watch(area);
  document.addEventListener("visibilitychange", () => document.hidden || watch(area));
}
