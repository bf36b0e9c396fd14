/* A button that copies the text of a letter. */

for (const button of document.querySelectorAll("[data-copy-button]")) {
  const text = button.parentElement.querySelector("[data-copy]");
  if (text && navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.value);
      button.textContent = button.dataset.done;
    });
  }
}
for (const field of document.querySelectorAll("[data-copied]")) {
  field.addEventListener("focus", () => field.select());
}
