// Copies the words that a button names; without scripts one click selects them, or the keyboard does.
for (const button of document.querySelectorAll("[data-copy]")) {
  const words = document.getElementById(button.dataset.copy), said = button.parentElement.querySelector("[data-copy-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(words);
    // On plain http (a desk without a certificate) a page may not write to the clipboard itself: then the old way does.
    try { await navigator.clipboard.writeText(words.textContent); } catch { document.execCommand("copy"); }
    said.textContent = button.dataset.copied;
  });
}
