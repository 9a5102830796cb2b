// Lights words and records that belong together, and walks through them by keyboard. Everything works without it.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const text = document.querySelector(".text");
  const cards = [...document.querySelectorAll(".card[data-r]")];
  const pieces = [...document.querySelectorAll("[data-m]")].map((node) => ({
    node,
    marks: node.dataset.m.split(" ").map((one) => one.split(":")),
  }));

  const dark = () => {
    document.body.classList.remove("lighting");
    for (const { node } of pieces) {
      node.className = node.className.replace(/ ?\blit(-[a-z]+)?\b/g, "");
    }
    for (const card of cards) card.classList.remove("lit");
  };
  const light = (records) => {
    dark();
    if (!records.length) return;
    document.body.classList.add("lighting");
    for (const { node, marks } of pieces) {
      for (const [record, role] of marks) {
        if (records.includes(record)) node.classList.add("lit", `lit-${role}`);
      }
    }
    for (const card of cards) card.classList.toggle("lit", records.includes(card.dataset.r));
  };
  const recordsAt = (target) => {
    const card = target.closest?.(".card[data-r]");
    if (card) return [card.dataset.r];
    const piece = target.closest?.("[data-m]");
    if (!piece) return [];
    const marks = piece.dataset.m.split(" ").map((one) => one.split(":"));
    const act = marks.find(([, role]) => role === "act");
    return act ? [act[0]] : [...new Set(marks.map(([record]) => record))];
  };
  const show = (card) => {
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
    history.replaceState(null, "", `#${card.id}`);
    light([card.dataset.r]);
  };

  if (text && cards.length) {
    const beside = matchMedia("(min-width: 62.01rem)");
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, (event) => light(recordsAt(event.target)));
    }
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (!link || !beside.matches) return;
      const id = link.getAttribute("href").slice(1);
      const card = cards.find((one) => one.id === id);
      const words = id.startsWith("w-") && document.getElementById(id);
      if (card) {
        event.preventDefault();
        show(card);
      } else if (words) {
        event.preventDefault();
        words.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
        light([id.slice(2)]);
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = cards.indexOf(document.activeElement.closest(".card"));
      if (event.key === "j") show(cards[Math.min(at + 1, cards.length - 1)]);
      else if (event.key === "k") show(cards[Math.max(at - 1, 0)]);
      else if (event.key === "w" && at >= 0) {
        const why = cards[at].querySelector(".why");
        if (why) why.open = !why.open;
      } else if (event.key === "Escape") dark();
    });
  }

  // The desk: y, n and s judge the record, digits tick what is wrong; only while the card has the focus and nobody types.
  const judged = document.querySelector(".desk-card");
  if (judged) {
    if (!location.hash) judged.focus({ preventScroll: true });
    judged.addEventListener("keydown", (event) => {
      if (event.target.matches("textarea, select, input:not([type=checkbox])") || event.ctrlKey || event.metaKey || event.altKey) return;
      const boxes = judged.querySelectorAll(".aspects input");
      const button = judged.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
      if (button) button.form.requestSubmit(button);
      else if (/^\d$/.test(event.key)) boxes[(Number(event.key) + 9) % 10]?.click();
      else return;
      event.preventDefault();
    });
  }

  // Ctrl+Enter sends the box.
  document.querySelector(".box textarea")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  });
})();
