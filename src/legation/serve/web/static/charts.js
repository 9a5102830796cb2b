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
