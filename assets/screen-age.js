/* From when a screen's figures are and when that was last looked after; and its own renewal when the server's code is new. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const HOUR = 3600000, DAY = 24 * HOUR;
  const zone = { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  /* The server's time at the last word from it, and this computer's steady clock then; its other clock may be wrong. */
  let heard = 0, steady = null;

  /* What time it is, by the server as long as it has been heard from since the screen began. */
  screen.now = () => (steady === null ? Date.now() : heard + performance.now() - steady);

  function written(moment, withDay) {
    const day = withDay ? { day: "numeric", month: "long" } : {};
    const language = document.documentElement.lang === "sv" ? "sv-SE" : "en-GB";
    return new Intl.DateTimeFormat(language, { ...zone, ...day }).format(moment);
  }
  screen.time = () => written(new Date(screen.now()), false);

  const filled = (text, name, value) => text.replace("{" + name + "}", value);

  /* Writes the line of the view that is shown: `made` gives it. The document itself was the first word from the server. */
  screen.dateline = function (program, source, made) {
    const place = document.getElementById("dated"), words = program.words;
    heard = Date.parse(program.now);
    let last = null;
    return function () {
      const news = source.news(), shown = made() || program;
      if (news && news !== last) {
        last = news;
        heard = Date.parse(news.now);
        if (source.contact()) steady = performance.now();
      }
      const age = screen.now() - heard;
      const time = written(new Date(heard), age > 12 * HOUR || age < 0);
      const parts = [[shown.dated, filled(words.checked, "time", time)].join(" · ")];
      const oldCheck = age > program.oldHours * HOUR;
      const oldData = screen.now() - Date.parse(shown.date) > program.oldDays * DAY;
      const late = shown.late && news && shown.edition !== news.edition;
      if (oldCheck) parts.unshift(filled(words.old_check, "time", time));
      else if (oldData) parts.unshift(filled(words.old_data, "date", shown.date));
      else if (!source.contact()) parts.unshift(words.away);
      else if (late || shown.old) parts.unshift(words.late);
      const spans = parts.map((text) => Object.assign(document.createElement("span"), { textContent: text }));
      place.replaceChildren(...spans);
      place.classList.toggle("old", oldCheck || oldData);
      place.classList.toggle("away", spans.length > 1);
    };
  };

  /* A page that has loaded itself anew may not do so again within the hour: two servers may differ for long. */
  const again = (performance.getEntriesByType("navigation")[0] || {}).type === "reload";
  let tried = again ? performance.now() : -HOUR;

  /* When the screen's code has changed, or the server will have nothing to do with its address any more: the document as
     it is now, with all its parts, is fetched first, and takes over at the next change of view. */
  screen.renew = async function (program, source) {
    const news = source.news(), refused = source.refused();
    const due = refused || (news && news.shell !== program.shell);
    if (!due || !source.contact() || performance.now() - tried < HOUR) return;
    tried = performance.now();
    try {
      const { body, kept, answer } = await screen.get(window.location.href, 10000, (one) => one.text());
      if (kept || !answer.headers.get("x-screen")) return;
      const page = new DOMParser().parseFromString(body, "text/html");
      const parts = Array.from(page.querySelectorAll("script[src], link[rel=stylesheet]"));
      await Promise.all(parts.map((part) => screen.get(part.getAttribute("src") || part.getAttribute("href"), 20000, (one) => one.text())));
      screen.renewal = !refused;
    } catch (fault) {
      // An address that has become wrong is told on a page of its own, which asks again every minute.
      if (refused && /^HTTP 4/.test(fault.message)) screen.renewal = true;
    }
  };
})();
