/* Asking the server. It answers in JSON, or it is not there, or somebody must sign in again. */

function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
}

export class Trouble extends Error {}

export async function send(url, fields, { last = false } = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    body.set(name, value);
  }
  body.set("csrfmiddlewaretoken", token() ?? document.querySelector("[name=csrfmiddlewaretoken]").value);
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      keepalive: last,
      body,
    });
  } catch {
    throw new Trouble("away");
  }
  if (!response.headers.get("Content-Type")?.includes("json")) {
    throw new Trouble(response.redirected || response.status === 403 ? "signed-out" : "away");
  }
  return response.json();
}
