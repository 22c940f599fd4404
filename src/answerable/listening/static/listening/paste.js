// Fills the form in with what the bookmark handed over behind "#", which never reached a server; sends it with Ctrl and Enter.
for (const form of document.querySelectorAll("[data-paste]")) {
  const given = new URLSearchParams(location.hash.slice(1)), title = given.get("title") || "";
  if (given.has("link")) {
    form.elements.link.value = given.get("link");
    form.elements.text.value = given.get("text") || title;
    const shown = form.querySelector("[data-paste-title]");
    shown.textContent = title;
    shown.hidden = !title;
    history.replaceState(null, "", location.pathname + location.search);
    form.elements.text.focus();
  }
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
}
// Pressed here it would read this page: it belongs among the bookmarks.
for (const bookmark of document.querySelectorAll("[data-bookmark]")) {
  bookmark.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("[data-bookmark-said]").textContent = bookmark.dataset.bookmark;
  });
}
