/* A screen: shows the views of its programme in turn, for weeks, with nobody at hand. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const root = document.documentElement;
  const main = document.getElementById("screen");
  const program = JSON.parse(main.dataset.program);
  const words = program.words;
  const say = document.getElementById("say");
  const dated = document.getElementById("dated");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const upright = window.matchMedia("(orientation: portrait)");
  const MINUTE = 60000, HOUR = 3600000, DAY = 24 * HOUR;
  /* Somebody paused it and went home: the next day it must run again. */
  const PAUSE_AT_MOST = HOUR;

  const theme = () => (root.dataset.theme !== "auto" ? root.dataset.theme : dark.matches ? "dark" : "light");
  const look = (address) =>
    address + (address.includes("?") ? "&" : "?") + "theme=" + theme() + "&size=" + (upright.matches ? "portrait" : "landscape");

  const stage = screen.stage(document.getElementById("stage"));
  const source = screen.source(program, { freeze: screen.freeze, look, tell });
  const count = program.slides.length;
  let at = -1, timer = 0, turning = false, waiting = 0, wanted = 0, paused = 0, begun = 0, left = 0;

  /* To the next view that can be shown, forward or back; one that cannot is skipped. */
  async function turn(step) {
    if (turning) {
      wanted = step;
      return;
    }
    turning = true;
    clearTimeout(timer);
    let made = null, place = at < 0 && step > 0 ? -1 : at;
    for (let tries = 0; tries < count && !made; tries += 1) {
      place = (place + step + count) % count;
      made = await source.view(program.slides[place]).catch(() => null);
    }
    if (made) {
      at = place;
      waiting = 0;
      say.textContent = "";
      if (stage.show(made)) root.dataset.shown = String(Number(root.dataset.shown) + 1);
      root.dataset.state = paused ? "paused" : "running";
      line();
    } else {
      waiting += 1;
      if (!stage.slide()) {
        root.dataset.state = "fault";
        say.textContent = source.contact() ? words.unshown : words.waiting;
      }
    }
    turning = false;
    if (wanted) {
      const next = wanted;
      wanted = 0;
      turn(next);
      return;
    }
    arm(made ? program.seconds * 1000 : screen.backoff(waiting));
    // The one after is fetched and drawn while this one is read.
    if (made && count > 1) source.view(program.slides[(at + 1) % count]).catch(() => null);
  }

  function arm(milliseconds) {
    clearTimeout(timer);
    begun = Date.now();
    left = milliseconds;
    if (!paused) timer = setTimeout(forward, milliseconds);
    bar();
  }

  async function forward() {
    if (await renewed()) return;
    turn(1);
  }

  /* The screen's own code has changed on the server: begin anew with it, once an hour at most, and never into nothing. */
  async function renewed() {
    const news = source.news();
    if (!source.contact() || !news || news.shell === program.shell) return false;
    try {
      const last = Number(window.sessionStorage.getItem("screen.renewed") || 0);
      if (Date.now() - last < HOUR) return false;
      const answer = await fetch(window.location.href);
      if (!answer.ok || answer.headers.get("x-kept")) return false;
      window.sessionStorage.setItem("screen.renewed", String(Date.now()));
    } catch (error) {
      return false;
    }
    window.location.reload();
    return true;
  }

  /* The thin bar that tells when the next view comes; without motion it moves in ten steps. */
  const strip = document.querySelector("#bar i");
  const run = strip.animate
    ? strip.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration: 1000, fill: "forwards" })
    : null;
  if (run) run.pause();
  function bar() {
    if (!run) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById("bar").hidden = count < 2;
    run.effect.updateTiming({ duration: Math.max(1, left), easing: still ? "steps(10)" : "linear" });
    run.currentTime = 0;
    if (paused) run.pause();
    else run.play();
  }

  /* From when the figures are and when that was last looked after; a plain notice when it is too long ago. */
  const zone = { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  function clock(moment, withDay) {
    const day = withDay ? { day: "numeric", month: "long" } : {};
    return new Intl.DateTimeFormat(root.lang === "sv" ? "sv-SE" : "en-GB", { ...zone, ...day }).format(moment);
  }
  const filled = (text, name, value) => text.replace("{" + name + "}", value);
  let skew = 0;

  function line() {
    const news = source.news();
    const now = Date.now() + skew;
    const checked = news ? Date.parse(news.now) : 0;
    const time = checked ? clock(new Date(checked), now - checked > 12 * HOUR) : "–";
    const date = news ? news.date : "";
    const oldData = date && now - Date.parse(date) > program.oldDays * DAY;
    const oldCheck = checked && now - checked > program.oldHours * HOUR;
    const said = [(news && news.dated) || program.dated, filled(words.checked, "time", time)].join(" · ");
    const parts = [said];
    if (oldCheck) parts.unshift(filled(words.old_check, "time", time));
    else if (oldData) parts.unshift(filled(words.old_data, "date", date));
    else if (!source.contact()) parts.unshift(words.away);
    dated.replaceChildren(...parts.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    dated.classList.toggle("old", Boolean(oldCheck || oldData));
    dated.classList.toggle("away", !source.contact());
  }

  function tell({ contact, news }) {
    const came = contact && root.dataset.contact === "no";
    root.dataset.contact = contact ? "yes" : "no";
    // A screen's own clock may be wrong; the server's is asked for, and counted on from.
    if (contact && news) skew = Date.parse(news.now) - Date.now();
    line();
    // Nothing to show yet, and now there is somebody to ask.
    if (came && !stage.slide() && !turning) turn(1);
  }

  function pause(on) {
    if (Boolean(paused) === on) return;
    clearTimeout(paused);
    paused = on ? setTimeout(() => pause(false), PAUSE_AT_MOST) : 0;
    root.dataset.state = !stage.slide() ? root.dataset.state : on ? "paused" : "running";
    const button = document.getElementById("pause");
    button.setAttribute("aria-label", on ? words.resume : words.pause);
    button.querySelector("path").setAttribute("d", on ? "M8 5 L18 12 L8 19 Z" : "M8 5 V19 M16 5 V19");
    document.getElementById("hint").textContent = on ? words.paused : "";
    if (on) {
      clearTimeout(timer);
      left = Math.max(1000, left - (Date.now() - begun));
      if (run) run.pause();
    } else arm(left);
  }

  screen.controls({
    root,
    turn,
    paused: () => Boolean(paused),
    pause,
    table: () => stage.slide() && stage.slide().querySelector("[data-table]"),
  });

  let fitting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(fitting);
    fitting = setTimeout(() => stage.again(), 300);
  });
  // Another theme or another way up is another picture.
  [dark, upright].forEach((query) => query.addEventListener("change", () => at >= 0 && turnTo(at)));
  function turnTo(place) {
    at = place - 1;
    turn(1);
  }

  screen.housekeeping(program, source);
  setInterval(line, MINUTE);
  source.check();
  turn(1);
})();
