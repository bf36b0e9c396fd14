/* The filters of a list: on a narrow screen they stay out of the way until somebody opens them. */

const narrow = window.matchMedia("(max-width: 60rem)");
let wanted = false;

function settle() {
  const panel = document.getElementById("filters-panel");
  if (panel && narrow.matches) {
    panel.open = wanted;
  }
}

export function startFilters() {
  document.addEventListener("click", (event) => {
    const panel = event.target.closest?.("#filters-panel > summary")?.parentElement;
    if (panel) {
      wanted = !panel.open;
    }
  });
  document.addEventListener("htmx:afterSwap", settle);
  settle();
}
