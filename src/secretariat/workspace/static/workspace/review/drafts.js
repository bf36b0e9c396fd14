/* What is typed into a form is kept in this browser until it is sent or thrown away. */

const AGE = 30 * 24 * 60 * 60 * 1000;

function keyOf(form) {
  return `secretariat:draft:${form.dataset.draft}`;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* A full or closed store costs the draft, never the page. */
  }
}

function entered(form) {
  return Array.from(new FormData(form)).filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
}

function fill(form, values) {
  const seen = new Map();
  for (const [name, value] of values) {
    const fields = Array.from(form.querySelectorAll(`[name="${CSS.escape(name)}"]`));
    const at = seen.get(name) ?? 0;
    seen.set(name, at + 1);
    const choice = fields.find((field) => field.type === "radio" && field.value === value);
    if (choice) {
      choice.checked = true;
    } else if (fields[at]?.type === "checkbox") {
      fields[at].checked = true;
    } else if (fields[at] && name !== "version") {
      fields[at].value = value;
    }
  }
}

export function keep(form) {
  write(keyOf(form), { at: Date.now(), values: entered(form) });
}

export function forget(form) {
  localStorage.removeItem(keyOf(form));
}

/* Put the kept words back; returns when they were kept, or null. */
export function restore(form) {
  const kept = read(keyOf(form));
  if (!kept || Date.now() - kept.at > AGE) {
    return null;
  }
  const rows = kept.values.filter(([name]) => name === "holder").length;
  for (let more = form.querySelectorAll('[name="holder"]').length; more < rows; more += 1) {
    form.querySelector("[data-add-owner]")?.click();
  }
  fill(form, kept.values);
  return new Date(kept.at);
}

export function draftKeys(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`secretariat:draft:${prefix}`))
      .map((key) => key.slice("secretariat:draft:".length));
  } catch {
    return [];
  }
}
