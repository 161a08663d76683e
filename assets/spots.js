/* What can be pointed at in a picture. Over every point of a trace marked "spots" lies a link: reached with one press
   of Tab and then the arrow keys, told to those who listen, and lit wherever else on the page the same city stands. */
(function () {
  "use strict";

  const places = new WeakMap();
  let touched = null;
  let pointer = "mouse";

  /* Where the pages are: on this server, unless the document says that it stands apart from them, or without any. */
  const apart = document.documentElement.dataset.pages;
  const base = () => (apart ? apart + "/" + document.documentElement.lang : window.location.pathname.replace(/^(.*?\/(?:sv|en))(?:\/.*)?$/, "$1"));
  const slugsOf = (row) => (row[4] ? String(row[4]).split(" ") : row[0] ? [row[0]] : []);

  function addressOf(row) {
    if (row[0] && apart !== "") return base() + "/city/" + row[0];
    return row[1] || "#table";
  }

  /* Every point, with its place in the picture in pixels; those that an inset leaves outside are left out. */
  function pointsOf(plot) {
    const out = [];
    plot._fullData.forEach((trace, curve) => {
      if (trace.meta !== "spots" || trace.visible !== true) return;
      const x = plot._fullLayout["xaxis" + (trace.xaxis || "x").slice(1)];
      const y = plot._fullLayout["yaxis" + (trace.yaxis || "y").slice(1)];
      for (let i = 0; i < trace.x.length; i += 1) {
        const left = x.d2p(trace.x[i]), top = y.d2p(trace.y[i]);
        const inside = left >= 0 && top >= 0 && left <= x._length && top <= y._length;
        const size = Array.isArray(trace.marker.size) || ArrayBuffer.isView(trace.marker.size) ? trace.marker.size[i] : trace.marker.size;
        if (inside) out.push({ row: trace.customdata[i], curve, point: i, size, left: x._offset + left, top: y._offset + top,
                               subplot: (trace.xaxis || "x") + (trace.yaxis || "y") });
      }
    });
    return out;
  }

  function lay(plot) {
    const stage = plot.closest(".ok-stage");
    if (!stage || !plot._fullData) return;
    let group = stage.querySelector(".ok-spots");
    const points = pointsOf(plot);
    places.set(plot, points);
    const names = points.map((one) => one.row[2]).join("|");
    if (!points.length) { if (group) group.remove(); return; }
    if (!group || group.dataset.names !== names) {
      if (group) group.remove();
      group = document.createElement("div");
      group.className = "ok-spots";
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", stage.dataset.spots || "");
      group.dataset.names = names;
      points.forEach((one, i) => group.append(link(one.row, i)));
      stage.append(group);
    }
    const box = stage.getBoundingClientRect(), own = plot.getBoundingClientRect();
    Array.from(group.children).forEach((spot, i) => {
      const breadth = Math.max(24, points[i].size + 8);
      spot.style.left = own.left - box.left + points[i].left - breadth / 2 + "px";
      spot.style.top = own.top - box.top + points[i].top - breadth / 2 + "px";
      spot.style.width = spot.style.height = breadth + "px";
    });
  }

  function link(row, i) {
    const spot = document.createElement("a");
    spot.className = "ok-spot";
    spot.href = addressOf(row);
    spot.tabIndex = i === 0 ? 0 : -1;
    spot.setAttribute("aria-label", row[2]);
    if (/^https?:/.test(spot.getAttribute("href"))) spot.rel = "noopener";
    return spot;
  }

  const plotOf = (node) => node.closest(".ok-stage").querySelector(".js-plotly-plot");
  const indexOf = (spot) => Array.from(spot.parentNode.children).indexOf(spot);

  /* A city lights up in every picture and in every list; a bubble lights all that it holds. */
  function light(slugs, from) {
    dim();
    document.querySelectorAll(".ok-stage .js-plotly-plot").forEach((plot) => {
      const group = plot.closest(".ok-stage").querySelector(".ok-spots");
      if (plot === from || !group) return;
      (places.get(plot) || []).forEach((one, i) => {
        if (group.children[i] && slugsOf(one.row).some((slug) => slugs.includes(slug))) group.children[i].classList.add("ok-lit");
      });
    });
    slugs.forEach((slug) => {
      document.querySelectorAll('a[href*="/city/' + CSS.escape(slug) + '"]:not(.ok-spot)').forEach((one) => {
        if (one.pathname.endsWith("/city/" + slug)) one.classList.add("ok-lit");
      });
    });
  }

  function dim() {
    document.querySelectorAll(".ok-lit").forEach((one) => one.classList.remove("ok-lit"));
  }

  function watch(plot) {
    if (plot.dataset.watched || !plot.on || plot.closest("#first")) return;
    plot.dataset.watched = "yes";
    plot.on("plotly_afterplot", () => lay(plot));
    plot.on("plotly_hover", (event) => {
      const row = event.points[0].customdata;
      if (row) light(slugsOf(row), plot);
    });
    plot.on("plotly_unhover", dim);
    plot.on("plotly_click", (event) => {
      const hit = event.points[0];
      const i = (places.get(plot) || []).findIndex((one) => one.curve === hit.curveNumber && one.point === hit.pointNumber);
      const group = plot.closest(".ok-stage").querySelector(".ok-spots");
      if (i < 0 || !group) return;
      // A finger cannot hover: the first tap tells, the second goes.
      const key = plot.parentNode.id + i;
      if (pointer === "touch" && touched !== key) { touched = key; return; }
      group.children[i].click();
    });
    lay(plot);
  }

  const watchAll = () => document.querySelectorAll(".ok-stage .js-plotly-plot").forEach(watch);
  watchAll();
  new MutationObserver(watchAll).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".ok-spot")) return;
    const plot = plotOf(event.target);
    const one = (places.get(plot) || [])[indexOf(event.target)];
    if (!one) return;
    window.Plotly.Fx.hover(plot, [{ curveNumber: one.curve, pointNumber: one.point }], one.subplot);
    light(slugsOf(one.row), plot);
  });

  document.addEventListener("focusout", (event) => {
    if (!event.target.matches(".ok-spot")) return;
    const plot = plotOf(event.target);
    if (plot) window.Plotly.Fx.unhover(plot);
    dim();
  });

  document.addEventListener("keydown", (event) => {
    const spot = event.target;
    if (!spot.matches || !spot.matches(".ok-spot")) return;
    const all = Array.from(spot.parentNode.children), i = all.indexOf(spot);
    const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") return window.Plotly.Fx.unhover(plotOf(spot));
    if (to === undefined) return undefined;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    spot.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
    return undefined;
  });

  document.addEventListener("click", (event) => {
    const spot = event.target.closest && event.target.closest(".ok-spot");
    if (!spot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = spot.getAttribute("href");
    if (address === "#table") {
      event.preventDefault();
      const details = spot.closest("figure").querySelector("details[data-table]");
      details.open = true;
      details.querySelector("summary").focus();
    } else if (address.startsWith("#")) {
      event.preventDefault();
      const part = document.getElementById(address.slice(1));
      if (part) part.scrollIntoView({ block: "start" });
    } else if (!/^https?:/.test(address) && window.dash_clientside) {
      event.preventDefault();
      window.dash_clientside.set_props("location", { pathname: address, search: "", hash: "" });
    }
  });

  document.addEventListener("mouseover", (event) => {
    const one = event.target.closest && event.target.closest('a[href*="/city/"]:not(.ok-spot)');
    if (one) light([one.pathname.replace(/^.*\/city\//, "")], null);
  });
  document.addEventListener("mouseout", (event) => {
    if (event.target.closest && event.target.closest('a[href*="/city/"]:not(.ok-spot)')) dim();
  });
})();
