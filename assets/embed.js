/* In an embed: tells the page around it how tall it is, and brings the chart to life when the reader acts, in the very
   place and size of the picture. Until then nothing more is fetched; nothing is ever stored. */
(function () {
  "use strict";

  const own = document.currentScript.dataset;
  const root = document.documentElement;
  const wide = window.matchMedia("(min-width: 560px)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  let told = 0;
  function tell() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (window.parent === window || height === told) return;
    told = height;
    // The height is no secret; who listens checks where it comes from.
    window.parent.postMessage({ type: "omstallningskartan:height", height }, "*");
  }
  new ResizeObserver(tell).observe(document.body);
  tell();
  // The page's script may have come after the height was first told; then it asks.
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data || event.data.type !== "omstallningskartan:ask") return;
    told = 0;
    tell();
  });

  const stage = document.querySelector(".stage");
  if (!stage) return;
  const image = stage.querySelector("img");
  const theme = () => (root.dataset.theme === "auto" ? (dark.matches ? "dark" : "light") : root.dataset.theme);
  const size = () => (wide.matches ? "Wide" : "Narrow");
  /* Width and height that the picture of this size was drawn at. */
  const room = () => stage.dataset["box" + size()].split(" ").map(Number);
  let chart = null;
  let wanted = false;
  let drawn = "";

  const scripts = {};
  function script(address) {
    scripts[address] = scripts[address] || new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = address;
      node.onload = resolve;
      node.onerror = reject;
      document.head.append(node);
    });
    return scripts[address];
  }

  /* The chart has the size that the picture was drawn at, scaled as the picture is: so nothing moves. */
  function fit() {
    if (!chart) return;
    chart.style.transform = "scale(" + stage.clientWidth / room()[0] + ")";
  }

  async function draw() {
    const look = theme() + size();
    if (drawn === look) return;
    drawn = look;
    const [width, height] = room();
    try {
      const [answer] = await Promise.all([fetch(stage.dataset[look]), script(own.plotly)]);
      if (!answer.ok) throw new Error(answer.status);
      const figure = await answer.json();
      if (drawn !== look) return;
      const box = document.createElement("div");
      box.className = "ok-stage";
      box.dataset.spots = stage.dataset.spots;
      box.style.width = width + "px";
      box.style.height = height + "px";
      const plot = document.createElement("div");
      plot.style.height = height + "px";
      // The chart is one picture to whoever listens; its points are links of their own.
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", image ? image.alt : stage.dataset.label);
      box.append(plot);
      stage.append(box);
      await window.Plotly.newPlot(plot, figure.data, { ...figure.layout, width, height }, { displayModeBar: false, doubleClick: false, showTips: false });
      plot.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      if (chart) chart.remove();
      chart = box;
      fit();
      stage.classList.add("alive");
      stage.dataset.status = "ready";
      await script(own.spots);
    } catch (error) {
      // The picture stays, and so does the table; the next act tries again.
      drawn = "";
      if (!image) complain();
    }
  }

  function complain() {
    if (stage.querySelector(".fault")) return;
    const text = document.createElement("p");
    text.className = "fault";
    text.textContent = own.fault;
    stage.append(text);
  }

  function live() {
    wanted = true;
    draw();
  }

  stage.tabIndex = 0;
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", stage.dataset.label);
  let soon = 0;
  // A pointer on its way elsewhere, or a finger that scrolls past, asks for nothing.
  stage.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") soon = setTimeout(live, 150); });
  stage.addEventListener("pointerleave", () => clearTimeout(soon));
  stage.addEventListener("click", live);
  stage.addEventListener("focusin", live);
  const again = () => { fit(); if (wanted) draw(); };
  wide.addEventListener("change", again);
  dark.addEventListener("change", again);
  new ResizeObserver(fit).observe(stage);

  /* Where there is no picture, the chart comes by itself when it is scrolled into view. */
  function bySight() {
    new IntersectionObserver((seen, watch) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      live();
    }).observe(stage);
  }
  /* A picture that could not be drawn just now is asked for once more; then the table opens, and the chart comes. */
  function lost() {
    document.querySelectorAll("[data-table]").forEach((table) => { table.open = true; });
    bySight();
  }
  function watch(one, then) {
    if (one.complete && !one.naturalWidth) then();
    else one.addEventListener("error", then, { once: true });
  }
  if (!image) bySight();
  else {
    watch(image, () => setTimeout(() => {
      const place = image.closest("picture"), again = place.cloneNode(true);
      place.replaceWith(again);
      watch(again.querySelector("img"), lost);
    }, 2000 + 2000 * Math.random()));
  }
})();
