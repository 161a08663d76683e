/* Runs before anything is drawn. The theme first, so that no page flashes in the wrong one: address, then memory, then
   system. Then the first picture's figure is asked for, in that theme and for this size, while everything else loads. */
(function () {
  "use strict";
  var asked = new URLSearchParams(window.location.search).get("theme");
  var kept = null;
  try { kept = window.localStorage.getItem("theme"); } catch (error) { /* private browsing */ }
  var system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  var known = function (name) { return name === "light" || name === "dark" ? name : null; };
  // These pages' addresses tell the theme of what is made there, which is not that of the page.
  if (/\/(share|screen\/setup)\/?$/.test(window.location.pathname)) asked = null;
  var theme = known(asked) || known(kept) || system;
  document.documentElement.dataset.bsTheme = theme;

  var figure = document.currentScript.dataset.figure;
  if (!figure) return;
  var size = window.matchMedia("(max-width: 559px)").matches ? "narrow" : "wide";
  var address = figure + (figure.indexOf("?") < 0 ? "?" : "&") + "theme=" + theme + "&size=" + size;
  var answer = window.fetch(address).then(function (got) { return got.ok ? got.json() : null; }, function () { return null; });
  window.kartanFirst = {
    /* Draws the figure in the plain page. It is a picture only: Dash's own takes its place, with all that it can do. */
    draw: function () {
      answer.then(function (data) {
        var box = document.querySelector("#first .ok-picture > div");
        if (!data || !box || !window.Plotly) return;
        box.style.height = data.layout.height + "px";
        window.Plotly.newPlot(box, data.data, data.layout, { staticPlot: true, displayModeBar: false, responsive: true });
      });
    },
  };
})();
