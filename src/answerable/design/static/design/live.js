// Keeps parts of a page up to date: asks for a fragment, waits while nobody looks, and can be stopped (WCAG 2.2.2).
for (const part of document.querySelectorAll("[data-live]")) {
  const button = document.createElement("button");
  const { live, liveSeconds = 5, liveStop = "Stop updating", liveGo = "Update again" } = part.dataset;
  let tag = "", on = true;
  const show = () => { button.textContent = on ? liveStop : liveGo; };
  const ask = async () => {
    if (on && !document.hidden) try {
      const got = await fetch(live, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (got.status === 200) { part.innerHTML = await got.text(); tag = got.headers.get("ETag"); }
      if (got.headers.get("X-Live") === "done" || got.status >= 400 && got.status < 500) return button.remove();
    } catch { /* the network is away: ask again next time */ }
    setTimeout(ask, liveSeconds * 1000);
  };
  button.type = "button"; button.className = "plain-button live-stop";
  button.onclick = () => { on = !on; show(); };
  show(); part.after(button); setTimeout(ask, liveSeconds * 1000);
}
