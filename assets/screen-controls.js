/* What a hand, a remote or a keyboard may do to a screen, and what the screen does for itself: it drifts by a pixel or
   two against burn-in, tells the time, and has the browser keep what it has seen. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  /* Milliseconds after which the controls fade, and until somebody who left the focus behind is taken to have gone. */
  const FADES = 4000, GONE = 60000;
  const MOVES = {
    ArrowRight: 1, PageDown: 1, MediaTrackNext: 1,
    ArrowLeft: -1, PageUp: -1, MediaTrackPrevious: -1,
  };
  const STOPS = [" ", "Spacebar", "MediaPlayPause", "Pause"];

  screen.controls = function ({ root, turn, paused, pause, table }) {
    let fades = 0, gone = 0, held = false;

    function awake() {
      root.classList.add("awake");
      clearTimeout(fades);
      clearTimeout(gone);
      fades = setTimeout(() => root.classList.remove("awake"), FADES);
      gone = setTimeout(() => document.activeElement && document.activeElement.blur(), GONE);
    }

    /* A table that is left open goes with its view, and so does the pause that it asked for. */
    function go(step) {
      if (held) pause(false);
      held = false;
      turn(step);
    }

    const own = (target) => target.closest && target.closest("button, a, summary, .panel");

    document.addEventListener("keydown", (event) => {
      awake();
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const open = table() && table().open;
      if (event.key === "Escape" && open) {
        if (table().contains(document.activeElement)) table().querySelector("summary").focus();
        table().open = false;
        return;
      }
      // In the open table the arrows move the table.
      if (open && table().contains(event.target)) return;
      if (event.key in MOVES) go(MOVES[event.key]);
      else if (STOPS.includes(event.key) && !own(event.target)) pause(!paused());
      else return;
      event.preventDefault();
    });
    ["pointermove", "pointerdown"].forEach((kind) => document.addEventListener(kind, awake));

    document.getElementById("back").addEventListener("click", () => go(-1));
    document.getElementById("forward").addEventListener("click", () => go(1));
    document.getElementById("pause").addEventListener("click", () => pause(!paused()));
    // Whoever reads the table must not lose it to the next view; when it is closed, the screen goes on by itself.
    document.addEventListener("toggle", ({ target }) => {
      if (!target.matches("[data-table]") || !target.isConnected) return;
      if (target.open && !paused()) {
        held = true;
        pause(true);
      } else if (!target.open && held) {
        held = false;
        pause(false);
      }
    }, true);
  };

  /* Two slow waves of different length: every pixel rests now and then, and nobody sees it move. */
  function drift(place) {
    let step = 0;
    setInterval(() => {
      step += 1;
      const x = 0.35 * Math.sin(step / 7), y = 0.35 * Math.sin(step / 11);
      place.style.transform = "translate(" + x.toFixed(3) + "rem," + y.toFixed(3) + "rem)";
    }, 30000);
  }

  function clock() {
    const place = document.getElementById("clock");
    if (!place) return;
    (function tick() {
      place.textContent = screen.time();
      setTimeout(tick, 60000 - (screen.now() % 60000));
    })();
  }

  /* Where the address is HTTPS or this machine's own, the browser keeps the page and its views for when the server is
     away. It is told what has been fetched before it took over. */
  function worker(program, source) {
    if (!("serviceWorker" in navigator)) return;
    let rounds = 0;
    navigator.serviceWorker.register(program.worker, { scope: program.scope }).then(() => navigator.serviceWorker.ready).then((one) => {
      const parts = Array.from(document.querySelectorAll("script[src], link[rel=stylesheet]"), (part) => part.src || part.href);
      const tell = () => one.active && one.active.postMessage({ keep: [window.location.href, ...parts, program.check, ...source.seen()] });
      tell();
      // Until the whole programme has been seen once; what is kept already is not fetched again.
      const asking = setInterval(() => {
        tell();
        if (source.seen().length >= program.slides.length || (rounds += 1) > 30) clearInterval(asking);
      }, 10000);
    }).catch((fault) => console.warn("screen: nothing is kept for when the server is away: " + fault.message));
  }

  screen.housekeeping = function (program, source) {
    drift(document.getElementById("screen"));
    clock();
    worker(program, source);
  };
})();
