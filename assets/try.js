/* "Try your data": sends the chosen file, puts the answer in its place, draws its pictures, and forgets all of it when the
   reader leaves. The file and the draft live in this function's variables and nowhere else. */
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 559px)");
  const config = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };
  let kept = null; // the file: its name and its bytes
  let answer = null; // what the server said of it
  let asked = ""; // in which look
  let measure = "total";
  let turn = 0; // answers that come after a newer question count for nothing
  let links = [];
  let titled = "";
  let told = "";
  let reading = { open: [], seen: null }; // what the reader has opened, and what is in sight

  const form = () => document.querySelector("#react-entry-point [data-try]") || document.querySelector("[data-try]");
  const place = () => document.querySelector("#react-entry-point [data-try-result]") || document.querySelector("[data-try-result]");
  const theme = () => document.documentElement.dataset.bsTheme || "light";
  /* Which city's, for a CSV file that does not tell, and in which look. */
  const look = () => {
    const city = form() && form().closest("main").querySelector("#try-city");
    return new URLSearchParams({ cities: city ? city.value : "", measure, size: narrow.matches ? "narrow" : "wide", theme: theme() }).toString();
  };

  /* What is going on is told where the file was chosen; a status region tells it to those who listen. */
  function say(text, again) {
    told = text;
    const box = form() && form().querySelector("[data-try-status]");
    if (!box) return;
    box.classList.toggle("ok-try-near", Boolean(answer));
    box.textContent = text;
    if (!again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ok-button";
    button.textContent = form().dataset.again;
    button.addEventListener("click", () => {
      // The button goes when it is asked again; the reader stays where it was.
      box.tabIndex = -1;
      box.focus({ preventScroll: true });
      again();
    });
    box.append(" ", button);
  }

  async function read(file) {
    const own = form().dataset;
    turn += 1;
    if (!file) return say(own.noFile);
    clear();
    if (file.size > Number(own.limit)) return say(own.tooLarge);
    try {
      kept = { name: file.name, bytes: await file.arrayBuffer() };
    } catch (error) {
      kept = null;
      return say(own.unreadable);
    }
    return send(true);
  }

  /* Ask about the file; ``fresh`` is whether the reader has just chosen it and goes on to what came of it. */
  async function send(fresh) {
    const at = form();
    if (!at || !kept) return;
    const own = at.dataset;
    const mine = (turn += 1);
    asked = look();
    if (!fresh) note(place());
    say(fresh ? own.checking : own.updating);
    at.setAttribute("aria-busy", "true");
    let given = null;
    let status = 0;
    try {
      const response = await window.fetch(at.action.split("?")[0] + "?" + asked, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", Accept: "application/json", [own.header]: encodeURIComponent(kept.name.slice(-200)) },
        body: kept.bytes,
        cache: "no-store",
        credentials: "omit",
      });
      status = response.status;
      given = await response.json();
    } catch (error) {
      given = null;
    }
    if (mine !== turn) return;
    if (form()) form().removeAttribute("aria-busy");
    if (!given || !given.html) {
      const why = given && given.error ? given.error : status ? own.failed : own.away;
      say(why, () => send(fresh));
      return;
    }
    answer = given;
    say("");
    if (!titled) titled = document.title;
    document.title = answer.title;
    show(fresh);
    if (look() !== asked) send(false);
  }

  function show(fresh) {
    const box = place();
    if (!box || !answer) return;
    const focused = box.contains(document.activeElement) ? document.activeElement.id : "";
    if (fresh) reading = { open: [], seen: null };
    else note(box);
    const { open, seen } = reading;
    drop();
    box.innerHTML = answer.html;
    folds(box).forEach(([fold, name]) => { if (open.includes(name)) fold.open = true; });
    for (const [view, figure] of Object.entries(answer.figures)) {
      const room = roomOf(box, view);
      if (room) room.style.height = figure.layout.height + "px";
    }
    box.querySelectorAll("a[href]").forEach(outward);
    const own = form().dataset;
    const tools = box.querySelector("[data-try-tools]");
    // A list of faults is no draft, and is not called one.
    const drafted = box.querySelector("[data-draft]");
    if (tools) tools.append(button(own.another, "", another), " ", button(drafted ? own.remove : own.removeList, "", remove));
    const save = box.querySelector("[data-try-save]");
    if (save && kept) save.append(button(save.dataset.word, "ok-first", () => give(save.dataset.trySave)));
    draw(box);
    if (fresh) {
      const heading = box.querySelector("#try-heading");
      heading.scrollIntoView({ block: "start", behavior: "instant" });
      heading.focus({ preventScroll: true });
    } else {
      // What stood where the reader was may have moved: other texts are longer.
      const now = seen && box.querySelector("#" + seen.id);
      if (now) window.scrollBy({ top: now.getBoundingClientRect().top - seen.top, behavior: "instant" });
    }
    if (!fresh && focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
  }

  /* What the reader has opened and looks at stays where it was when the draft is drawn anew. */
  const roomOf = (box, view) => box.querySelector('figure[data-view="' + view + '"] .ok-picture > div');
  const folds = (box) => Array.from(box.querySelectorAll("details"), (one) => {
    const within = one.closest("figure[data-view]");
    return [one, (within ? within.dataset.view : "") + "\n" + one.querySelector("summary").textContent];
  });
  /* Dash may have emptied the box since; then what was noted before holds. */
  function note(box) {
    if (box && box.firstChild) reading = { open: opened(box), seen: inSight(box) };
  }
  const opened = (box) => folds(box).filter(([fold]) => fold.open).map(([, name]) => name);
  function inSight(box) {
    const at = Array.from(box.querySelectorAll("figure[id]")).find((one) => one.getBoundingClientRect().bottom > 0);
    const { top } = at ? at.getBoundingClientRect() : { top: window.innerHeight };
    return top < window.innerHeight ? { id: at.id, top } : null;
  }

  /* A link leads to a tab of its own, so that the draft stays; a file that the answer holds becomes one to save. */
  function outward(link) {
    link.removeAttribute("data-nav");
    const address = link.getAttribute("href");
    if (address.startsWith("data:")) {
      const [kind, text] = address.slice(5).split(";base64,");
      const bytes = Uint8Array.from(window.atob(text), (one) => one.charCodeAt(0));
      link.href = fileOf(bytes, kind);
    } else if (!address.startsWith("#") && !address.startsWith("mailto:")) {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }

  function fileOf(bytes, kind) {
    const address = URL.createObjectURL(new Blob([bytes], { type: kind }));
    links.push(address);
    return address;
  }

  function give(name) {
    const link = document.createElement("a");
    link.href = fileOf(kept.bytes, "application/octet-stream");
    link.download = name;
    link.click();
  }

  function button(text, kind, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = ("ok-button " + kind).trim();
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  /* Plotly is on the page already, unless there is but the full bundle, which comes when a page needs it. */
  function plotly() {
    return new Promise((resolve) => {
      if (window.Plotly) return resolve();
      const script = document.createElement("script");
      script.src = form().dataset.plotly;
      script.onload = script.onerror = () => resolve();
      document.head.append(script);
      return undefined;
    });
  }

  async function draw(box) {
    const mine = turn;
    const drawing = asked;
    await plotly();
    if (mine !== turn || !answer) return;
    for (const [view, figure] of Object.entries(answer.figures)) {
      const room = roomOf(box, view);
      if (!room) continue;
      if (!window.Plotly) {
        // The table says the same.
        room.closest("figure").querySelector("[data-table]").open = true;
        continue;
      }
      // Plotly takes what it is given for its own; the answer may be shown again.
      const own = structuredClone(figure);
      await window.Plotly.newPlot(room, own.data, own.layout, config);
      room.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      if (mine !== turn) return;
    }
    box.dataset.drawn = drawing;
  }

  /* Pictures and files of the last answer go. */
  function drop() {
    const box = place();
    links.forEach((one) => URL.revokeObjectURL(one));
    links = [];
    if (!box) return;
    if (window.Plotly) box.querySelectorAll(".js-plotly-plot").forEach((plot) => window.Plotly.purge(plot));
    delete box.dataset.drawn;
    box.textContent = "";
  }

  function clear() {
    turn += 1;
    drop();
    kept = answer = null;
    if (titled) document.title = titled;
    titled = "";
    say("");
    const at = form();
    if (at) at.removeAttribute("aria-busy");
  }

  /* The form may be far below a long answer. */
  function another() {
    const field = form().querySelector("input[type=file]");
    field.focus({ preventScroll: true });
    field.click();
  }

  function remove() {
    const own = form().dataset;
    const drafted = place().querySelector("[data-draft]");
    clear();
    form().reset();
    measure = "total";
    say(drafted ? own.removed : own.removedList);
    form().querySelector("input[type=file]").focus();
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-try] input[type=file]")) read(event.target.files[0]);
    else if (event.target.matches("[data-try-measure] input")) {
      measure = event.target.value;
      send(false);
    }
  });
  /* A file that was corrected meanwhile has the name that it had; a browser tells of it only where the field is empty. */
  document.addEventListener("click", (event) => {
    if (kept && event.target.matches("[data-try] input[type=file]")) event.target.value = "";
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-try-measure]")) event.preventDefault();
    if (!event.target.matches("[data-try]")) return;
    event.preventDefault();
    read(event.target.querySelector("input[type=file]").files[0]);
  });

  /* Dropping a file is an extra; a file that misses the box must not take the reader off the page. */
  const zone = (event) => event.target.closest && event.target.closest("[data-try]");
  const brings = (event) => form() && Array.from(event.dataTransfer.types).includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = zone(event) ? "copy" : "none";
    form().classList.toggle("ok-over", Boolean(zone(event)));
  });
  document.addEventListener("dragleave", () => { if (form()) form().classList.remove("ok-over"); });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    form().classList.remove("ok-over");
    if (zone(event) && event.dataTransfer.files.length) {
      form().reset();
      read(event.dataTransfer.files[0]);
    }
  });

  /* Dash may draw the page anew under the draft, in another look; and another page may come without a reload. */
  const lookAgain = () => { if (kept && answer && look() !== asked) send(false); };
  narrow.addEventListener("change", lookAgain);
  new MutationObserver(lookAgain).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  new MutationObserver(() => {
    if (!kept && !told) return;
    const box = place();
    if (!box) {
      answer = kept = null;
      turn += 1;
      titled = told = "";
      links.forEach((one) => URL.revokeObjectURL(one));
      links = [];
      return;
    }
    if (answer && !box.firstChild) {
      // The router has set the title of the page; the draft's is not lost with it.
      document.title = answer.title;
      show(false);
    }
    const status = form() && form().querySelector("[data-try-status]");
    if (status && told && !status.textContent) say(told);
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* A page that Back brings from the browser's memory must not bring the draft with it. */
  window.addEventListener("pagehide", () => { if (kept) { clear(); if (form()) form().reset(); } });
  window.addEventListener("pageshow", (event) => { if (event.persisted && form()) form().reset(); });
})();
