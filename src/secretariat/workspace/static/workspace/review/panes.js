/* On a narrow screen source and findings take turns; two buttons say which. On a wide one both are shown. */

export function startPanes(root) {
  const buttons = Array.from(root.querySelectorAll("[data-pane]"));
  const show = (pane) => {
    root.dataset.show = pane;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => show(button.dataset.pane));
  }
  show(root.dataset.show || "findings");
  return { show };
}
