/* A presentation: somebody leads it by keys, buttons or fingers, and it never moves by itself. */
(function () {
  "use strict";

  const screen = window.kartanScreen, root = document.documentElement;
  let program = JSON.parse(document.getElementById("screen").dataset.program);
  const words = program.words, filled = screen.filled;
  const dark = window.matchMedia("(prefers-color-scheme: dark)"), upright = window.matchMedia("(orientation: portrait)");
  const say = document.getElementById("say"), hint = document.getElementById("hint"), aloud = document.getElementById("aloud");
  const files = document.getElementById("file");
  const PATIENCE = 20000, FADES = 4000, TOLD = 7000, KEPT = 60;

  const stage = screen.stage(document.getElementById("stage")), kept = new Map();
  let place = screen.place(program, window.location.search), turn = 0, fades = 0, telling = 0, theme = "", shown = "", lost = 0;
  const pointer = screen.pointer({ words, write: (point) => notepad.open(point), tell: pointed });
  const notepad = screen.notepad({ place: () => place, pointer, program: () => program, words, changed: noted, say: tell });

  function tell(text, again) {
    clearTimeout(telling);
    hint.replaceChildren(text);
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words.retry;
      button.addEventListener("click", again);
      hint.append(" ", button);
    } else telling = setTimeout(() => hint.replaceChildren(), TOLD);
  }

  /* The theme: what was pressed here, else the address, else what the pages remember, else the device. */
  function memory() {
    try {
      return window.localStorage.getItem("theme");
    } catch (fault) {
      return null;
    }
  }
  const known = (name) => (name === "light" || name === "dark" ? name : "");
  const look = () => theme || known(program.theme) || known(memory()) || (dark.matches ? "dark" : "light");

  function keyOf(address) {
    return address + (address.includes("?") ? "&" : "?") + "theme=" + look() + "&size=" + (upright.matches ? "portrait" : "landscape");
  }

  /* A view, fetched and drawn once; what has been drawn stays, so that a lost server takes nothing away. */
  function had(key) {
    if (!kept.has(key)) {
      const coming = screen.get(key, PATIENCE, (answer) => answer.json()).then(({ body }) => screen.freeze(body));
      kept.set(key, coming);
      coming.catch(() => kept.delete(key));
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }
    return kept.get(key);
  }

  async function put() {
    const mine = (turn += 1), key = keyOf(place.address());
    count();
    place.write();
    try {
      const made = await had(key);
      if (mine !== turn) return;
      notepad.close();
      root.dataset.theme = look();
      const fresh = shown !== key || !stage.slide();
      shown = key;
      if (stage.show(fresh ? { ...made } : made) || fresh) pointer.take(stage.slide(), made);
      say.textContent = "";
      root.dataset.state = "ready";
      if (hint.querySelector("button")) hint.replaceChildren();
      root.dataset.shown = String(Number(root.dataset.shown) + 1);
      notepad.list();
      if (place.point) pointer.show(place.point);
      announce();
      had(keyOf(place.address(true))).catch(() => null);
    } catch (fault) {
      if (mine !== turn) return;
      console.info("present: " + fault.message);
      say.textContent = stage.slide() ? "" : words.failed;
      tell(words.failed, put);
    }
  }

  function count() {
    const parts = [filled(words.slide, { at: place.at + 1, count: place.count })];
    if (place.byCity) parts.push(filled(words.revealed, { shown: place.shown, count: place.all }));
    document.getElementById("count").textContent = parts.join(" · ");
    press("reveal", place.byCity);
    document.getElementById("to-other").href = place.whole(program.other, place.carried());
  }

  function announce() {
    const finding = stage.slide().querySelector(".finding");
    aloud.textContent = [document.getElementById("count").textContent, place.slide().name, finding ? finding.textContent : ""].join(". ");
  }

  const press = (name, on) => document.querySelector("[data-do=" + name + "]").setAttribute("aria-pressed", String(on));

  function pointed(key) {
    place.point = key;
    press("point", pointer.on());
    place.write();
  }

  function noted() {
    place.write();
    count();
    const fits = place.fits();
    lost = place.notes.length - fits;
    if (lost) setTimeout(() => tell(filled(words.too_long, { shown: fits, count: place.notes.length })));
  }

  function move(step) {
    if (place.move(step)) put();
    else tell(step > 0 ? words.last : words.first);
  }

  function go(at) {
    place.go(at);
    put();
  }

  function point() {
    if (pointer.on()) pointer.end();
    else if (pointer.begin()) tell(words.pointing);
    else tell(words.no_points);
  }

  async function full() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else {
        await root.requestFullscreen();
        // So that Escape closes what is open first, and leaves the full screen last.
        if (navigator.keyboard && navigator.keyboard.lock) await navigator.keyboard.lock(["Escape"]).catch(() => null);
      }
    } catch (fault) {
      tell(words.no_full);
    }
  }

  const acts = {
    back: () => move(-1),
    forward: () => move(1),
    reveal: () => {
      const on = !place.byCity;
      if (!place.oneByOne(on)) return tell(words.one_city);
      tell(on ? words.one_by_one : words.all_at_once);
      return put();
    },
    point,
    full,
    code: () => screen.showCode(program, place),
    help: () => screen.showHelp(),
    views: () => screen.listViews(program, place, go),
    theme: () => {
      theme = look() === "dark" ? "light" : "dark";
      try {
        window.localStorage.setItem("theme", theme);
      } catch (fault) {
        // Private browsing: it holds for this page.
      }
      put();
    },
    save: () => {
      screen.saveFile(program, place);
      lost = 0;
      tell(filled(words.saved, { count: place.notes.length }));
    },
    open: () => files.click(),
    close: (button) => button.closest("dialog").close(),
  };

  files.addEventListener("change", async () => {
    const file = files.files[0];
    files.value = "";
    if (!file) return;
    const found = await screen.readFile(file);
    if (found.fault) return tell(words[found.fault]);
    if (screen.bareQuery(found.query) !== screen.bareQuery(program.own.split("?")[1] || "")) {
      const other = await screen.programOf(program.own, found.query);
      if (!other) return tell(words.file_other);
      program = other;
      document.getElementById("to-page").href = program.compare;
      place = screen.place(program, "");
    }
    place.notes = found.notes;
    await put();
    noted();
    if (!lost) tell(filled(words.opened, { count: place.notes.length }));
    return undefined;
  });

  const KEYS = {
    ArrowRight: acts.forward, PageDown: acts.forward, " ": acts.forward, ArrowLeft: acts.back, PageUp: acts.back,
    Home: () => go(0), End: () => go(place.count - 1), "?": acts.help, r: acts.reveal, p: acts.point, q: acts.code,
    f: acts.full, h: acts.help, v: acts.views, t: acts.theme, s: acts.save, o: acts.open,
    Escape: () => document.fullscreenElement && full(),
  };
  const table = () => stage.slide() && stage.slide().querySelector("[data-table]");

  document.addEventListener("keydown", (event) => {
    awake();
    const { target } = event, key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    // A dialog has its own keys, and so has a field.
    if (document.querySelector("dialog[open]") || notepad.editing()) return;
    const held = table() && table().open && table().contains(target);
    if (key === "Escape" && table() && table().open) {
      table().open = false;
      if (held) table().querySelector("summary").focus();
    } else if (held && key !== "PageDown" && key !== "PageUp") return;
    else if (target.matches("button, a, summary, input") && (key === " " || key === "Enter")) return;
    else if (!pointer.key(event)) {
      if (event.repeat && !key.startsWith("Arrow")) return;
      if (key === " " && event.shiftKey) acts.back();
      else if (KEYS[key]) KEYS[key]();
      else return;
    }
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && acts[button.dataset.do]) {
      const dialog = button.closest("dialog");
      if (dialog) dialog.close();
      acts[button.dataset.do](button);
    } else if (event.target.closest(".picture, .points")) pointer.click(event);
  });

  /* A finger that sweeps sideways turns the page, unless what it touches scrolls that way. */
  let from = null;
  document.addEventListener("touchstart", ({ touches }) => { from = touches.length === 1 ? [touches[0].clientX, touches[0].clientY] : null; }, { passive: true });
  document.addEventListener("touchend", ({ changedTouches, target }) => {
    if (!from || target.closest("dialog, .panel, #editor")) return;
    const x = changedTouches[0].clientX - from[0], y = changedTouches[0].clientY - from[1];
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) move(x < 0 ? 1 : -1);
  }, { passive: true });

  function awake() {
    root.classList.add("awake");
    clearTimeout(fades);
    fades = setTimeout(() => root.classList.remove("awake"), FADES);
  }
  ["pointermove", "pointerdown"].forEach((kind) => document.addEventListener(kind, awake));

  document.addEventListener("fullscreenchange", () => {
    press("full", Boolean(document.fullscreenElement));
    tell(document.fullscreenElement ? words.full_on : words.full_off);
  });
  [dark, upright].forEach((query) => query.addEventListener("change", put));
  window.addEventListener("online", () => hint.querySelector("button") && put());
  let fitting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(fitting);
    fitting = setTimeout(put, 300);
  });
  // Notes that the address has no room for would be gone.
  window.addEventListener("beforeunload", (event) => {
    if (lost) event.preventDefault();
  });

  awake();
  put().then(() => {
    if (place.faulty) tell(words.bad_notes);
    else if (program.idle.length) tell(filled(words.no_data, { views: program.idle.join(", ") }));
  });
})();
