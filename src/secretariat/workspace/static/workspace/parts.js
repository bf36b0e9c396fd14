/* A part of a page comes when it is asked for. Where another page answers (to sign in again), go there instead. */

export function startParts() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = event.detail;
    const asked = new URL(requestConfig.path, location.href);
    if (requestConfig.verb === "get" && xhr.responseURL && new URL(xhr.responseURL).pathname !== asked.pathname) {
      event.detail.shouldSwap = false;
      location.assign(asked);
    }
  });
}
