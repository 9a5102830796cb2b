// Tells how far coding again is, and reloads the page at its end. Without it the page has a link that does the same.
"use strict";
(() => {
  const job = document.querySelector(".job[data-job='running']");
  if (!job) return;
  const words = job.querySelector("[role=status]");
  const bar = job.querySelector("progress");
  const ask = async () => {
    try {
      const answer = await fetch("/api/v1/recoding", { cache: "no-store" });
      const state = await answer.json();
      if (!state.running) {
        location.reload();
        return;
      }
      if (words.textContent !== state.says) words.textContent = state.says;
      if (state.total) {
        bar.max = state.total;
        bar.value = state.done;
      }
    } catch {
      // The server is busy, or gone: ask again.
    }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 1000);
})();
