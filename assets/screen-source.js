/* Where a screen's views come from: the server, what was fetched before, and the browser's own cache when the server is
   away. Asks now and then whether there is anything new, and ever more seldom while nobody answers. */
(function () {
  "use strict";

  const screen = (window.kartanScreen = {});
  /* Views that are kept drawn; a programme with more of them draws the others anew each time. */
  const KEPT = 24;
  const PATIENCE = 20000;
  /* Milliseconds between two looks for news, and after a look that failed: from the first to the longest. */
  const EVERY = 30000, FIRST = 2000, LONGEST = 40000;

  /* A hundred screens that lost the server together must not come back together: half of each wait is chance. */
  screen.backoff = function (failed) {
    return Math.min(LONGEST, FIRST * Math.pow(2, failed)) * (0.5 + 0.5 * Math.random());
  };

  async function get(address, patience) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(address, { signal: stop.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return { body: await answer.json(), kept: answer.headers.get("x-kept") === "yes" };
    } finally {
      clearTimeout(timer);
    }
  }

  /* `freeze` turns a fetched view into what is shown; `look` adds theme and size to an address; `tell` hears of changes. */
  screen.source = function (program, { freeze, look, tell }) {
    const kept = new Map();
    const coming = new Map();
    const failing = new Map();
    let news = null, contact = true, failed = 0, reported = "", timer = 0;

    function keep(key, made) {
      kept.delete(key);
      kept.set(key, made);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }

    /* The view at an address, drawn: the kept one while nothing is new or nobody answers, else a new one; when that
       cannot be had, the kept one all the same. Throws when there is none. */
    async function fresh(address, key) {
      const have = kept.get(key);
      if (have && (!news || !contact || have.edition === news.edition)) {
        keep(key, have);
        return have;
      }
      try {
        const { body } = await get(key, PATIENCE);
        const made = await freeze(body);
        keep(key, made);
        if (failing.delete(address)) console.info("screen: " + address + " can be shown again");
        return made;
      } catch (fault) {
        if (!failing.has(address)) console.warn("screen: " + address + " cannot be shown: " + fault.message);
        failing.set(address, String(fault.message));
        if (have) return have;
        throw fault;
      }
    }

    /* A view that is on its way already, for the next change, is not asked for and drawn a second time. */
    function view(address) {
      const key = look(address);
      if (!coming.has(key)) coming.set(key, fresh(address, key).finally(() => coming.delete(key)));
      return coming.get(key);
    }

    /* The server's log is where somebody looks: it is told which views cannot be shown, once for each change. */
    function report() {
      const names = Array.from(failing.keys(), (one) => (/slide\/([a-z-]+)\.json/.exec(one) || [])[1]);
      const now = names.filter(Boolean).sort().join(",");
      const words = now && now !== reported ? "failed=" + now : "";
      return { now, words };
    }

    async function check() {
      clearTimeout(timer);
      const told = report();
      const mark = program.check.includes("?") ? "&" : "?";
      try {
        const { body, kept: old } = await get(program.check + (told.words ? mark + told.words : ""), 10000);
        if (old) throw Object.assign(new Error("kept"), { body });
        news = body;
        contact = true;
        failed = 0;
        reported = told.now;
      } catch (fault) {
        // What the browser kept of an earlier day tells at least when that was.
        if (!news && fault.body) news = fault.body;
        contact = false;
        failed += 1;
      }
      timer = setTimeout(check, contact ? EVERY * (0.8 + 0.4 * Math.random()) : screen.backoff(failed));
      tell({ contact, news });
    }

    window.addEventListener("online", () => {
      clearTimeout(timer);
      timer = setTimeout(check, 3000 * Math.random());
    });

    return { view, check, news: () => news, contact: () => contact, seen: () => Array.from(kept.keys()) };
  };
})();
