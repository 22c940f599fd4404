// Where the form of an unsure post has the focus: its keys press its buttons. Nothing elsewhere (WCAG 2.1.4).
for (const form of document.querySelectorAll("[data-keys]")) {
  form.querySelector("[data-key]")?.focus();
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input, select, textarea")) return;
    const button = [...form.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase());
    if (button) { event.preventDefault(); button.click(); }
  });
}
