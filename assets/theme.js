/* Runs before anything is drawn, so that no page flashes in the wrong theme: address, then memory, then system. */
(function () {
  "use strict";
  var asked = new URLSearchParams(window.location.search).get("theme");
  var kept = null;
  try { kept = window.localStorage.getItem("theme"); } catch (error) { /* private browsing */ }
  var system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  var known = function (name) { return name === "light" || name === "dark" ? name : null; };
  document.documentElement.dataset.bsTheme = known(asked) || known(kept) || system;
})();
