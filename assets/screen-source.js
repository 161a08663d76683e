/* Where a screen's views come from: the server, what was fetched before, and the browser's own cache when the server is
   away. Asks now and then whether there is anything new, and ever more seldom while nobody answers. */
(function () {
  "use strict";

  const screen = (window.kartanScreen = {});
  /* Views that are kept drawn; a programme with more of them draws the others anew each time. */
  const KEPT = 24;
  /* Milliseconds that an answer may take, and that a change of view waits for it when there is an older one to show. */
  const PATIENCE = 20000, HURRY = 8000, CHECK = 10000;
  /* Milliseconds between two looks for news, and after a look that failed: from the first to the longest. */
  const EVERY = 30000, FIRST = 2000, LONGEST = 40000;
  /* A view that failed is left out for a while, and for longer each time. */
  const LEFT_OUT = 10000, AT_MOST = 300000;

  /* A hundred screens that lost the server together must not come back together: half of each wait is chance. */
  screen.backoff = function (failed) {
    return Math.min(LONGEST, FIRST * Math.pow(2, failed)) * (0.5 + 0.5 * Math.random());
  };

  /* An answer, whole and within the time given; whether the browser had kept it. Rejects for every other. */
  screen.get = async function (address, patience, read) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(address, { signal: stop.signal });
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return { body: await read(answer), kept: answer.headers.get("x-kept") === "yes", answer };
    } finally {
      clearTimeout(timer);
    }
  };
  const json = (answer) => answer.json();

  const isView = (body) => body && typeof body.edition === "string" && String(body.html).startsWith('<figure class="slide');
  const isNews = (body) => body && typeof body.edition === "string" && Date.parse(body.now) > 0;

  /* `freeze` turns a fetched view into what is shown; `look` tells under which key, theme and size an address is wanted
     now; `tell` hears of each look for news. */
  screen.source = function (program, { freeze, look, tell }) {
    const kept = new Map(), coming = new Map(), failing = new Map();
    let news = null, contact = true, failed = 0, checks = 0, reported = "", timer = 0;

    function keep(made) {
      kept.delete(made.key);
      kept.set(made.key, made);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
      return made;
    }

    /* What there is of an address: in the look that is wanted, else in another, which is better than nothing. */
    function have(address) {
      const found = kept.get(look(address).key);
      return found || Array.from(kept.values()).find((made) => made.address === address) || null;
    }

    const isNew = (made) => (!news || made.edition === news.edition) && !made.old;

    /* The view at an address, drawn: the kept one while nothing is new, else a new one; when that cannot be had in
       time, the kept one all the same. Rejects when there is none, or when it has failed of late and need not be shown. */
    async function view(address, must) {
      const found = have(address), fits = found && found.key === look(address).key;
      // After each look for news a view is asked for once, and while nobody answers now and then.
      const due = found && (contact ? found.asked !== checks : performance.now() - found.at > AT_MOST);
      if (fits && (isNew(found) ? contact || !due : !due)) return keep(found);
      const out = failing.get(address);
      if (out && !must && performance.now() < out.until) {
        if (found) return found;
        throw new Error(out.why);
      }
      const wanted = anew(address);
      if (!found) return wanted;
      const late = new Promise((resolve) => setTimeout(() => resolve(found), HURRY));
      return Promise.race([wanted.catch(() => found), late]);
    }

    /* A view that is on its way already, for the next change, is not asked for and drawn a second time. */
    function anew(address) {
      const { key } = look(address);
      if (!coming.has(key)) coming.set(key, fetched(address).finally(() => coming.delete(key)));
      return coming.get(key);
    }

    async function fetched(address) {
      const { key, theme } = look(address);
      try {
        const { body, kept: old } = await screen.get(key, PATIENCE, json);
        if (!isView(body)) throw new Error("no view");
        const made = await freeze(body);
        keep({ ...made, address, key, theme, old, asked: checks, at: performance.now() });
        if (failing.delete(address)) console.info("screen: " + address + " can be shown again");
        // It was dusk, or somebody turned the screen, while it was on its way.
        return look(address).key === key ? kept.get(key) : fetched(address);
      } catch (fault) {
        fails(address, String(fault.message));
        const found = kept.get(key);
        if (found) Object.assign(found, { asked: checks, at: performance.now(), late: true });
        throw fault;
      }
    }

    function fails(address, why) {
      const before = failing.get(address);
      if (!before) console.warn("screen: " + address + " cannot be shown: " + why);
      const wait = Math.min(AT_MOST, before ? before.wait * 2 : LEFT_OUT);
      failing.set(address, { why, wait, until: performance.now() + wait });
    }

    /* The server's log is where somebody looks: it is told which views cannot be shown, once for each change. */
    function report() {
      const names = Array.from(failing.keys(), (one) => (/slide\/([a-z-]+)\.json/.exec(one) || [])[1]);
      return Array.from(new Set(names.filter(Boolean))).sort().join(",");
    }

    async function check() {
      clearTimeout(timer);
      const now = report();
      const mark = program.check.includes("?") ? "&" : "?";
      const words = now && now !== reported ? mark + "failed=" + now : "";
      let lost = false;
      try {
        const { body, kept: old } = await screen.get(program.check + words, CHECK, json);
        if (!isNews(body)) throw new Error("no news");
        lost = old;
        // What the browser kept of an earlier day tells at least when that was.
        if (!old || !news) news = body;
      } catch (fault) {
        lost = true;
      }
      contact = !lost;
      failed = lost ? failed + 1 : 0;
      checks += 1;
      if (contact) reported = now;
      timer = setTimeout(check, contact ? EVERY * (0.8 + 0.4 * Math.random()) : screen.backoff(failed));
      tell({ contact, news });
    }

    window.addEventListener("online", () => {
      clearTimeout(timer);
      timer = setTimeout(check, 3000 * Math.random());
    });

    return {
      view, check,
      news: () => news,
      contact: () => contact,
      seen: () => Array.from(kept.keys()),
      /* A view that could not be shown after all. */
      drop: (made) => { kept.delete(made.key); fails(made.address, "it cannot be drawn"); },
      /* Whether the server will have nothing to do with any view: the address has become wrong. */
      refused: () => program.slides.every((one) => failing.has(one) && /^HTTP 4/.test(failing.get(one).why)),
    };
  };
})();
