// Paints a chart's SVG file as a PNG and saves it; shows the latest bars where a chart is wider than the screen. Loaded on the pages that hold charts; they work without it.
"use strict";
(() => {
  const SCALE = 2;
  const save = async (button) => {
    const image = new Image();
    image.src = button.dataset.png;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const pen = canvas.getContext("2d");
    // The file has the colours of paper, whatever the page's are.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("too large for this browser");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  for (const region of document.querySelectorAll(".chart-scroll")) {
    const bars = [...region.querySelectorAll("rect[class^=q]")].map((bar) => bar.getBoundingClientRect().right);
    const edge = region.getBoundingClientRect().right;
    if (bars.length) region.scrollLeft = Math.max(0, Math.max(...bars) - edge + 24);
    // What a chart's halves, scale and office-holders are called stays in sight as it is moved.
    const labels = [...region.querySelectorAll(".side, .scale, .name")].map((node) => {
      const box = node.matches(".name") ? node.previousElementSibling : null;
      const from = Number(node.getAttribute("x"));
      if (node.matches(".scale")) node.parentNode.append(node);
      return { node, from, most: box ? Number(box.getAttribute("x")) + Number(box.getAttribute("width")) - node.getComputedTextLength() - 4 : Infinity };
    });
    const keep = () => {
      const scale = region.querySelector("svg")?.getScreenCTM()?.a || 1;
      const start = region.scrollLeft / scale;
      for (const { node, from, most } of labels) {
        // The scale moves with the window; the others only where they would be out of it.
        const x = node.matches(".scale") ? from + start : Math.max(from, Math.min(start + 4, most));
        node.setAttribute("x", x);
      }
    };
    region.addEventListener("scroll", keep, { passive: true });
    keep();
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-png]");
    if (!button) return;
    button.disabled = true;
    save(button)
      .catch((error) => {
        button.insertAdjacentText("afterend", ` PNG could not be made: ${error.message}. The SVG holds the same.`);
      })
      .finally(() => {
        button.disabled = false;
      });
  });
})();
