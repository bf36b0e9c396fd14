/* Asking the server and putting its answer into the page. An answer is a list of pieces of the page:
   each takes the place of the piece with the same id. */

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/* A finding takes the place of its older self, or goes in before the one that follows it. */
function place({ id, html, before }) {
  const piece = element(html);
  const old = document.getElementById(id);
  if (old) {
    keepOpenForm(old, piece);
    old.replaceWith(piece);
  } else {
    const list = document.getElementById("finding-list");
    list.insertBefore(piece, before ? document.getElementById(before) : null);
  }
}

/* Somebody may be writing in a finding that changes because of another one. */
function keepOpenForm(old, piece) {
  const slot = old.querySelector(".slot");
  if (slot?.firstElementChild) {
    piece.querySelector(".slot").replaceWith(slot);
  }
}

export function apply(answer) {
  if (answer.reload) {
    location.reload();
    return;
  }
  (answer.gone ?? []).forEach((id) => document.getElementById(id)?.remove());
  for (const html of answer.pieces ?? []) {
    const piece = element(html);
    document.getElementById(piece.id)?.replaceWith(piece);
  }
  (answer.placed ?? []).forEach(place);
}

/* The cookie is right even after somebody signed in anew in another tab. */
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
}

export async function ask(url, { body } = {}) {
  const options = { headers: { Accept: "application/json" }, credentials: "same-origin" };
  if (body) {
    options.method = "POST";
    if (token()) {
      body.set("csrfmiddlewaretoken", token());
    }
    options.body = body;
  }
  const response = await fetch(url, options);
  if (!response.headers.get("Content-Type")?.includes("json")) {
    /* The sign-in page instead of an answer, or a form that belongs to an earlier sign-in. */
    throw new Error(response.redirected || response.status === 403 ? "signed-out" : `status-${response.status}`);
  }
  return response.json();
}
