// Keeps parts of a page up to date: asks, waits while nobody looks, can be stopped (WCAG 2.2.2).
for (const part of document.querySelectorAll("[data-live]")) {
  const { live, liveSeconds, liveStop, liveGo } = part.dataset, button = document.createElement("button");
  let tag = "", on = true;
  const show = () => { button.textContent = on ? liveStop : liveGo; };
  const again = () => setTimeout(ask, liveSeconds * 1000);
  const ask = async () => {
    if (on && !document.hidden) try {
      const got = await fetch(live, { headers: { "If-None-Match": tag } });
      if (got.status == 200) { part.innerHTML = await got.text(); tag = got.headers.get("ETag") || ""; }
      if (got.headers.has("X-Live") || got.status >= 400 && got.status < 500) return button.remove();
    } catch { /* away: ask again */ }
    again();
  };
  button.type = "button";
  button.className = "plain-button live-stop";
  button.onclick = () => { on = !on; show(); };
  show(); part.after(button); again();
}
