/* Light, dark or as the device: applied at once, kept in a cookie that the server reads for the next page. */

const YEAR = 60 * 60 * 24 * 365;

function apply(theme) {
  const root = document.documentElement;
  if (theme) {
    root.dataset.theme = theme;
  } else {
    delete root.dataset.theme;
  }
  const age = theme ? YEAR : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  for (const button of document.querySelectorAll("[data-appearance] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

export function startAppearance() {
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-appearance]") && event.submitter) {
      event.preventDefault();
      apply(event.submitter.value);
    }
  });
}
