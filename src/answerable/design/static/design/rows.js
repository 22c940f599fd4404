// In a list of rows that has the focus: j and k, or the arrows, go to the next and the previous row. Nothing elsewhere (WCAG 2.1.4).
for (const list of document.querySelectorAll("[data-rows]")) {
  list.addEventListener("keydown", (event) => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const rows = [...list.querySelectorAll("[data-row]")];
    const next = rows[rows.indexOf(event.target.closest("li")?.querySelector("[data-row]")) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
}
