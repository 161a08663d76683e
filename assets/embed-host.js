/* Lets the height of Omställningskartan's frames follow what is in them. Optional: without it the frames keep the height
   that they were pasted with. Sets nothing else, stores nothing, asks nobody. */
(function () {
  "use strict";
  // An async script knows itself only while it first runs.
  const own = document.currentScript;
  if (!own || !own.src) return;
  const origin = new URL(own.src).origin;

  function frames() {
    return Array.from(document.querySelectorAll("iframe[src]")).filter((frame) => {
      try {
        const address = new URL(frame.src);
        return address.origin === origin && address.pathname.includes("/embed/");
      } catch (error) {
        return false;
      }
    });
  }

  window.addEventListener("message", (event) => {
    const told = event.data;
    if (event.origin !== origin || !told || told.type !== "omstallningskartan:height") return;
    if (typeof told.height !== "number" || !isFinite(told.height)) return;
    const frame = frames().find((one) => one.contentWindow === event.source);
    if (!frame) return;
    const height = Math.ceil(Math.min(Math.max(told.height, 100), 10000));
    const spare = frame.clientHeight - height;
    // A pixel or two of spare room is no reason to move the page; a pixel too few would give the frame a scrollbar.
    if (spare < 0 || spare > 2) frame.style.height = height + "px";
  });

  // Frames that came before this script have told their height to nobody.
  frames().forEach((frame) => {
    if (frame.contentWindow) frame.contentWindow.postMessage({ type: "omstallningskartan:ask" }, "*");
  });
})();
