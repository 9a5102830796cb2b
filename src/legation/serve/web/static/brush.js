// Chooses a part of a chart's time: by dragging over its bars, or by two handles with the arrow keys. What is chosen stands in
// the address, and what follows it (`data-follows`) comes from the server. Without this script the bars' links do.
"use strict";
(() => {
  const svg = document.querySelector("svg.chart[data-periods]");
  if (!svg) return;
  const periods = svg.dataset.periods.split(" ");
  const [left, step] = svg.dataset.brush.split(" ").map(Number);
  const { width, height } = svg.viewBox.baseVal;
  const TOP = 16;
  const END = periods.length - 1;
  /** Pixels that make a drag of a click. */
  const DRAG = 5;
  const make = (name, attributes, parent) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    parent?.append(node);
    return node;
  };

  // --- what is drawn -------------------------------------------------------------------------------------------------
  const band = svg.querySelector(".band") ?? make("rect", { class: "band", y: TOP, height: height - TOP });
  svg.querySelector("title").after(band);
  const room = (side) => ({ x: side ? -2 : -22, y: TOP, width: 24, height: height - TOP });
  // The keyboard comes to the handles before it comes to the bars; what is seen and held of them lies above the bars.
  const grips = ["First", "Last"].map((word, side) => {
    const grip = make("g", { class: "grip", role: "slider", tabindex: 0, "aria-label": `${word} chosen`, "aria-valuemin": 0, "aria-valuemax": END });
    make("rect", room(side), grip);
    return grip;
  });
  band.after(...grips);
  const edges = [0, 1].map((side) => {
    const edge = make("g", { class: "edge", "aria-hidden": "true" }, svg);
    make("rect", { class: "edge-room", ...room(side) }, edge);
    make("line", { y1: TOP, y2: height }, edge);
    make("rect", { class: "knob", x: -4, y: TOP + (height - TOP) / 2 - 14, width: 8, height: 28, rx: 4 }, edge);
    // A finger on a handle moves it, and not the chart; `touch-action` does not reach into a drawing everywhere.
    edge.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    return edge;
  });

  let range = null;
  const draw = (next) => {
    range = next;
    const [first, last] = range ?? [0, END];
    band.setAttribute("x", left + first * step);
    band.setAttribute("width", range ? (last - first + 1) * step : 0);
    [first, last].forEach((place, side) => {
      for (const part of [grips[side], edges[side]]) part.setAttribute("transform", `translate(${left + (place + side) * step} 0)`);
      grips[side].setAttribute("aria-valuenow", place);
      grips[side].setAttribute("aria-valuetext", periods[place]);
    });
    svg.classList.toggle("chosen", Boolean(range));
  };
  const toldIn = (href) => {
    const words = new URL(href).searchParams.get("chosen");
    if (!words) return null;
    const [first, last = first] = words.split("..");
    const places = periods.flatMap((one, place) =>
      first.slice(0, one.length) <= one.slice(0, first.length) && one.slice(0, last.length) <= last.slice(0, one.length) ? [place] : []);
    return places.length ? [places[0], places.at(-1)] : null;
  };

  // --- what follows --------------------------------------------------------------------------------------------------
  const line = document.createElement("p");
  line.className = "waiting-line";
  line.setAttribute("role", "status");
  line.hidden = true;
  document.getElementById("chosen").after(line);
  let underWay = null;
  let shown = location.search;
  const follow = async (href) => {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    const parts = [...document.querySelectorAll("[data-follows]")];
    const end = legation.waiting(line, "The events are fetched");
    for (const part of parts) part.setAttribute("aria-busy", "true");
    let last = "";
    try {
      const answer = await fetch(href, { signal: mine.signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected) location.assign(answer.url);
      else if (!answer.ok) last = legation.problemOf(answer, page);
      else for (const part of parts) part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
    } catch (error) {
      if (error.name !== "AbortError") last = "The server does not answer. The list below is that of before; choose again, or reload the page.";
    }
    end(last);
    if (underWay !== mine) return;
    for (const part of parts) part.removeAttribute("aria-busy");
  };
  const choose = (asked) => {
    const next = asked && (asked[0] > 0 || asked[1] < END) ? asked : null;
    draw(next);
    const url = new URL(location.href);
    url.searchParams.delete("after");
    if (!next) url.searchParams.delete("chosen");
    else url.searchParams.set("chosen", next[0] === next[1] ? periods[next[0]] : `${periods[next[0]]}..${periods[next[1]]}`);
    url.hash = "";
    if (url.search === location.search) return;
    history.pushState(null, "", url);
    shown = location.search;
    follow(url.href);
  };
  addEventListener("popstate", () => {
    // Another place on the same page is no other page.
    if (location.search === shown) return;
    shown = location.search;
    draw(toldIn(location.href));
    follow(location.href);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a[data-chosen]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(null);
    // The link goes with what follows: who came by keyboard goes on at the chart.
    if (!event.detail) grips[0].focus({ preventScroll: true });
  });

  // --- by pointer ----------------------------------------------------------------------------------------------------
  const placeOf = (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) * width) / box.width;
    return Math.max(0, Math.min(END, Math.floor((x - left) / step)));
  };
  const ordered = (one, other) => (one < other ? [one, other] : [other, one]);
  let drag = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    const side = edges.findIndex((edge) => edge.contains(event.target));
    // A finger scrolls the chart; it chooses by the handles.
    if (event.button || !event.isPrimary || (event.pointerType === "touch" && side < 0)) return;
    const [first, last] = range ?? [0, END];
    drag = { x: event.clientX, from: side < 0 ? placeOf(event) : side ? first : last, before: range, moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.moved && Math.abs(event.clientX - drag.x) < DRAG)) return;
    if (!drag.moved) svg.setPointerCapture(event.pointerId);
    drag.moved = true;
    draw(ordered(drag.from, placeOf(event)));
  });
  svg.addEventListener("pointerup", () => {
    dragged = Boolean(drag?.moved);
    drag = null;
    if (dragged) choose(range);
  });
  // The click that ends a drag follows no link; one by keyboard has no detail.
  svg.addEventListener("click", (event) => { if (dragged && event.detail) event.preventDefault(); }, { capture: true });
  svg.addEventListener("pointercancel", () => {
    if (drag) draw(drag.before);
    drag = null;
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  // --- by keyboard ---------------------------------------------------------------------------------------------------
  const PAGE = { 4: 5, 7: 12, 10: 30 }[periods[0].length] ?? 5;
  let typed = 0;
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (range || drag)) {
      drag = null;
      clearTimeout(typed);
      choose(null);
      return;
    }
    const side = grips.indexOf(event.target);
    if (side < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const now = range ?? [0, END];
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = [...now];
    next[side] = side ? Math.max(now[0], Math.min(END, now[1] + by)) : Math.max(0, Math.min(now[1], now[0] + by));
    draw(next);
    clearTimeout(typed);
    typed = setTimeout(() => choose(next), 350);
  });

  svg.classList.add("brushed");
  draw(toldIn(location.href));
})();
