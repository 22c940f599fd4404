// Shows what the checks say while one writes. Without it, the findings come when the draft is saved.
(() => {
  const form = document.getElementById("draft-form");
  const place = document.getElementById("findings");
  if (!form || !place) return;
  let timer, running;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const words = new FormData(form);
      words.delete("picture"); // a chosen file is judged once it is saved, not sent at each pause
      try {
        const answer = await fetch(form.dataset.judge, { method: "POST", body: words, signal: running.signal });
        if (answer.ok) place.innerHTML = await answer.text();
      } catch { /* a newer word came, or the line is down: saving still judges */ }
    }, 700);
  });
})();
