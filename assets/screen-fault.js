/* A screen whose address names nothing: asks again every minute, and goes there when something answers. */
(function () {
  "use strict";

  async function again() {
    try {
      const answer = await fetch(window.location.href);
      if (answer.ok) return window.location.reload();
    } catch (fault) {
      // The server is away too; the next minute may be better.
    }
    setTimeout(again, 45000 + 15000 * Math.random());
  }
  setTimeout(again, 45000 + 15000 * Math.random());
})();
