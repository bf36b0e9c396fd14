/* What is typed into a part is kept in this browser until the server has it. */

const AGE = 30 * 24 * 60 * 60 * 1000;

function keyOf(part) {
  return `secretariat:record:${part}`;
}

export function keep(part, base, text) {
  try {
    localStorage.setItem(keyOf(part), JSON.stringify({ at: Date.now(), base, text }));
  } catch {
    /* A full or closed store costs the copy, never the page. */
  }
}

export function forget(part) {
  try {
    localStorage.removeItem(keyOf(part));
  } catch {
    /* (same) */
  }
}

export function kept(part) {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(part)));
    return found && Date.now() - found.at < AGE ? found : null;
  } catch {
    return null;
  }
}
