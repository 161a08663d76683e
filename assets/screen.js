/* A screen: shows the views of its programme in turn, for weeks, with nobody at hand. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const root = document.documentElement;
  const program = JSON.parse(document.getElementById("screen").dataset.program);
  const words = program.words;
  const say = document.getElementById("say");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const upright = window.matchMedia("(orientation: portrait)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const MINUTE = 60000, HOUR = 3600000;
  /* Somebody paused it and went home: the next day it must run again. */
  const PAUSE_AT_MOST = HOUR;

  // The document's theme becomes that of the view shown, since its picture has been drawn for one.
  const wish = root.dataset.theme;
  function look(address) {
    const theme = wish !== "auto" ? wish : dark.matches ? "dark" : "light";
    const size = upright.matches ? "portrait" : "landscape";
    return { key: address + (address.includes("?") ? "&" : "?") + "theme=" + theme + "&size=" + size, theme };
  }

  const stage = screen.stage(document.getElementById("stage"));
  const source = screen.source(program, { freeze: screen.freeze, look, tell });
  const line = screen.dateline(program, source, () => stage.made());
  const count = program.slides.length;
  let at = -1, timer = 0, turning = false, waiting = 0, wanted = null, paused = 0, begun = 0, left = 0, last = 0;

  /* To the next view that can be shown, forward or back (nought: the same one anew); one that cannot is skipped. */
  async function turn(step) {
    if (turning) {
      wanted = step || wanted || 0;
      return;
    }
    turning = true;
    last = performance.now();
    clearTimeout(timer);
    let made = null;
    try {
      made = await found(step);
    } catch (fault) {
      console.warn("screen: " + fault.message);
    }
    turning = false;
    if (made) {
      waiting = 0;
      say.textContent = "";
      root.dataset.state = paused ? "paused" : "running";
    } else {
      waiting += 1;
      if (!stage.slide()) {
        root.dataset.state = "fault";
        say.textContent = source.contact() ? words.unshown : words.waiting;
      }
    }
    line();
    if (wanted !== null) {
      const next = wanted;
      wanted = null;
      turn(next);
      return;
    }
    arm(made ? program.seconds * 1000 : screen.backoff(waiting));
    // The one after is fetched and drawn while this one is read.
    if (made && count > 1) source.view(program.slides[(at + 1) % count]).catch(() => null);
    screen.renew(program, source);
  }

  async function found(step) {
    let place = at;
    for (let tries = 0; tries < (step ? count : 1); tries += 1) {
      place = (place + step + count) % count;
      const made = await source.view(program.slides[place], !stage.slide()).catch(() => null);
      if (made && put(made)) {
        at = place;
        return made;
      }
    }
    return null;
  }

  function put(made) {
    try {
      if (root.dataset.theme !== made.theme) root.dataset.theme = made.theme;
      if (stage.show(made)) root.dataset.shown = String(Number(root.dataset.shown) + 1);
      return true;
    } catch (fault) {
      source.drop(made);
      return false;
    }
  }

  function arm(milliseconds) {
    clearTimeout(timer);
    begun = performance.now();
    left = milliseconds;
    if (!paused) timer = setTimeout(forward, milliseconds);
    bar();
  }

  function forward() {
    if (screen.renewal) window.location.reload();
    else turn(1);
  }

  /* The thin bar that tells when the next view comes; without motion it moves in ten steps. */
  const strip = document.querySelector("#bar i");
  const run = strip.animate
    ? strip.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration: 1000, fill: "forwards" })
    : null;
  if (run) run.pause();
  function bar() {
    if (!run) return;
    document.getElementById("bar").hidden = count < 2;
    run.effect.updateTiming({ duration: Math.max(1, left), easing: still.matches ? "steps(10)" : "linear" });
    run.currentTime = 0;
    if (paused) run.pause();
    else run.play();
  }

  function tell({ contact }) {
    const came = contact && root.dataset.contact === "no";
    root.dataset.contact = contact ? "yes" : "no";
    line();
    // Nothing to show yet, and now there is somebody to ask.
    if (came && !stage.slide() && !turning) turn(1);
  }

  function pause(on) {
    if (Boolean(paused) === on) return;
    clearTimeout(paused);
    paused = on ? setTimeout(() => pause(false), PAUSE_AT_MOST) : 0;
    if (stage.slide()) root.dataset.state = on ? "paused" : "running";
    const button = document.getElementById("pause");
    button.setAttribute("aria-label", on ? words.resume : words.pause);
    button.querySelector("path").setAttribute("d", on ? "M8 5 L18 12 L8 19 Z" : "M8 5 V19 M16 5 V19");
    document.getElementById("hint").textContent = on ? words.paused : "";
    if (on) {
      clearTimeout(timer);
      left = Math.max(1000, left - (performance.now() - begun));
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
  [dark, upright].forEach((query) => query.addEventListener("change", () => at >= 0 && turn(0)));

  screen.housekeeping(program, source);
  setInterval(() => {
    line();
    // Whatever may have happened: a screen that has stood for thrice its time goes on.
    if (paused || performance.now() - last < 3000 * program.seconds + 2 * MINUTE) return;
    turning = false;
    turn(1);
  }, MINUTE);
  screen.started = true;
  source.check();
  turn(1);
})();
