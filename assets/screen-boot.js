/* The first thing on a screen: as long as nothing is shown and nothing can be, since the address names nothing or a script
   did not come, it asks again about every minute, and begins anew when a screen answers. */
(function () {
  "use strict";

  const root = document.documentElement;
  const wait = () => setTimeout(again, 45000 + 15000 * Math.random());
  const whole = () => Number(root.dataset.shown) > 0 || (window.Plotly && window.kartanScreen && window.kartanScreen.started);

  async function again() {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try {
      if (!whole()) {
        const answer = await fetch(window.location.href, { signal: stop.signal });
        // A page that asks for a password is no screen.
        if (answer.ok && answer.headers.get("x-screen")) window.location.reload();
      }
    } catch (fault) {
      // The server is away; the next minute may be better.
    } finally {
      clearTimeout(timer);
    }
    wait();
  }
  wait();
})();
