/* What the browser does by itself: the address follows the controls, the page's title and language follow the
   address, names are searched, the theme is remembered. No library, no state but the controls' own. */
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 559px)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const keys = ["measure", "base", "from", "to", "target", "layer", "release"];
  const defaults = { measure: "total", base: 1990, from: 1990, to: 2050, target: "", layer: "roles", release: "" };
  let controls = null;
  let path = null;
  let shown = null;
  let arrivals = 0;
  let staying = false;
  let kept = "";

  const same = () => window.dash_clientside.no_update;
  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const theme = () => document.documentElement.dataset.bsTheme || "light";
  const size = () => (narrow.matches ? "narrow" : "wide");

  /* What the controls do not know, such as a scenario, stays as the address has it. */
  function queryOf(state) {
    const query = new URLSearchParams(window.location.search);
    keys.forEach((key) => {
      query.delete(key);
      if (state[key] !== undefined && String(state[key]) !== String(defaults[key])) query.set(key, state[key]);
    });
    const text = query.toString();
    return text ? "?" + text : "";
  }

  /* The plain page goes when Dash's first picture stands, so that a drawn picture never gives way to an empty box. */
  function reveal() {
    const first = document.getElementById("first");
    if (!first) return;
    const entry = document.getElementById("react-entry-point");
    const waits = first.querySelector(".js-plotly-plot") && entry.querySelector(".dash-graph");
    const drawn = () => entry.querySelector(".js-plotly-plot .main-svg");
    if (!waits || drawn()) return first.remove();
    const go = () => { watch.disconnect(); clearTimeout(limit); first.remove(); };
    const watch = new MutationObserver(() => { if (drawn()) go(); });
    const limit = setTimeout(go, 4000);
    watch.observe(entry, { childList: true, subtree: true });
  }

  /* Plotly has loaded when this script runs, if the basic bundle is here at all. */
  if (window.kartanFirst) window.kartanFirst.draw();

  /* The page anew in another look: the router gives it whole, since Dash takes far longer to change many parts than to
     draw all. The reader stays where they are. */
  function revisit(told, then, acted) {
    if (!controls) return;
    staying = true;
    keepPlace(told, then, acted);
    shown = window.location.search;
    set("visit", { data: { path, query: window.location.search, theme: theme(), size: size(), at: Date.now() } });
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    kartan: {
      /* For scripts of single pages: the page of the address anew, and the reader at the id ``then``, if one is given;
         false as long as Dash has not started. */
      revisit(told, then) {
        revisit(told, then, true);
        return controls !== null;
      },

      visit(pathname) {
        if (!pathname) return same();
        path = pathname;
        shown = window.location.search;
        return { path: pathname, query: window.location.search, theme: theme(), size: size() };
      },

      arrived(doc) {
        if (!doc) return same();
        document.title = doc.title;
        document.documentElement.lang = doc.lang;
        reveal();
        arrivals += 1;
        // On pages whose address has a theme of its own, only the browser knows that of the page.
        setTimeout(() => {
          const button = document.getElementById("theme");
          if (button) button.setAttribute("aria-pressed", String(theme() === "dark"));
        }, 0);
        const stays = staying;
        staying = false;
        if (stays) setTimeout(() => refocus(kept), 0);
        if (arrivals === 1 || stays) return same();
        // A new page without a reload: the reader's place is its heading, also for those who listen.
        window.scrollTo(0, 0);
        const heading = document.getElementById("heading");
        if (heading) heading.focus({ preventScroll: true });
        return doc.title;
      },

      choose(measure, from, to, target, state) {
        if (!state || measure === undefined || from === undefined) return same();
        const next = { measure, from: Number(from), to: Number(to), target: target && target !== "nearest" ? target : "" };
        const changed = Object.keys(next).some((key) => String(next[key]) !== String(state[key]));
        return changed ? { ...state, ...next, by: "reader" } : same();
      },

      theme(clicks, state) {
        if (!clicks || !state) return same();
        const chosen = theme() === "dark" ? "light" : "dark";
        document.documentElement.dataset.bsTheme = chosen;
        try { window.localStorage.setItem("theme", chosen); } catch (error) { /* not remembered, still shown */ }
        revisit("");
        return same();
      },

      chosen(state) {
        controls = state;
        if (!state || state.by === "page") return same();
        const query = queryOf(state);
        if (state.by === "reader" && query !== queryOf(Object.fromEntries(new URLSearchParams(window.location.search)))) {
          window.history.pushState(null, "", window.location.pathname + query);
        }
        shown = window.location.search;
        keepPlace("trajectory");
        return { ...state, query: window.location.search };
      },
    },
  });

  function refocus(id) {
    const place = id && document.activeElement === document.body ? document.getElementById(id) : null;
    if (place) place.focus({ preventScroll: true });
  }

  /* What the reader is at stays where it was in the window, whatever has grown above it. Where they have just chosen
     something (``acted``) it is brought into sight. */
  function hold(id, height, acted) {
    const place = id && document.getElementById(id);
    if (!place || document.activeElement !== place) return;
    const seen = height >= 0 && height < window.innerHeight;
    if (seen) window.scrollBy({ top: place.getBoundingClientRect().top - height, behavior: "instant" });
    else if (acted) place.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /* The views are about to be built anew: tables that are open stay open, the reader stays where they were, and the new
     finding is told to who listens. */
  function keepPlace(told, then, acted) {
    const views = document.getElementById("page");
    if (!views) return;
    const at = then || (document.activeElement && document.activeElement.id);
    const place = at && document.getElementById(at);
    const height = place ? place.getBoundingClientRect().top : -1;
    // What has focus may go, or become another's: then nothing has it until the place stands.
    if (then) document.activeElement.blur();
    kept = at;
    const table = (figure) => figure.querySelector("details[data-table]");
    const open = Array.from(views.querySelectorAll("figure[data-view]")).filter((figure) => table(figure) && table(figure).open);
    const names = open.map((figure) => figure.dataset.view);
    const folds = Array.from(views.querySelectorAll("details[id]"), (one) => [one.id, one.open]);
    const settle = () => {
      watch.disconnect();
      clearTimeout(limit);
      folds.forEach(([id, was]) => {
        const fold = document.getElementById(id);
        if (fold) fold.open = was;
      });
      names.forEach((name) => {
        const figure = views.querySelector('figure[data-view="' + name + '"]');
        if (figure && table(figure)) table(figure).open = true;
      });
      refocus(at);
      hold(at, height, acted);
      const finding = document.getElementById("finding-" + told);
      if (finding) set("announcer", { children: finding.textContent });
    };
    const watch = new MutationObserver(() => { clearTimeout(soon); soon = setTimeout(settle, 150); });
    let soon = 0;
    const limit = setTimeout(settle, 4000);
    watch.observe(views, { childList: true, subtree: true, characterData: true });
  }

  /* Back and forward between states of one page: the controls take over what the address says. Another page is
     the router's. */
  window.addEventListener("popstate", () => {
    if (!controls || window.location.pathname !== path) return;
    const form = document.querySelector(".ok-share-form");
    // A step to another place on the same page changes nothing on it.
    if (form) return window.location.search === shown ? undefined : revisit(form.dataset.told);
    const query = new URLSearchParams(window.location.search);
    const value = (key) => query.get(key) || defaults[key];
    // The state before the fields, so that they have nothing to tell, and two quick steps are two and not one.
    if (value("layer") !== controls.layer) return revisit("city-map");
    const state = { ...controls, by: "address" };
    keys.forEach((key) => { state[key] = typeof defaults[key] === "number" ? Number(value(key)) : value(key); });
    set("controls", { data: state });
    set("measure", { value: value("measure") });
    set("from", { value: Number(value("from")) });
    set("to", { value: Number(value("to")) });
    set("target", { value: value("target") || "nearest" });
  });

  /* What the map of cities shows is chosen on the map. */
  document.addEventListener("change", (event) => {
    if (event.target.id !== "layer" || !controls) return;
    window.history.pushState(null, "", window.location.pathname + queryOf({ ...controls, layer: event.target.value }));
    revisit("city-map");
  });

  narrow.addEventListener("change", () => revisit(""));
  dark.addEventListener("change", () => {
    let kept = null;
    try { kept = window.localStorage.getItem("theme"); } catch (error) { /* none */ }
    if (kept) return;
    document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light";
    revisit("");
  });

  /* Searching: names are compared without their accents, so that "umea" finds Umeå. */
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  const language = () => (document.documentElement.lang === "en" ? "en" : "sv");

  function names() {
    return Array.from(document.querySelectorAll("#names option"));
  }

  function visitCity(option) {
    const base = (path || "/").replace(/\/(sv|en)(\/.*)?$/, "");
    const input = document.getElementById("search");
    if (input) input.blur();
    set("location", { pathname: base + "/" + language() + "/city/" + option.dataset.slug, search: "", hash: "" });
  }

  function nearest(text) {
    const wanted = plain(text);
    if (!wanted) return null;
    const all = names();
    const exact = text.trim().toLowerCase();
    return (
      // Habo and Håbo are alike without accents; whoever writes the name in full gets that one.
      all.find((option) => option.value.toLowerCase() === exact) ||
      all.find((option) => plain(option.value) === wanted) ||
      all.find((option) => plain(option.value).startsWith(wanted)) ||
      all.find((option) => plain(option.value).includes(wanted)) ||
      null
    );
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".ok-search")) return;
    event.preventDefault();
    const input = document.getElementById("search");
    found(input.value).then(() => {
      const option = nearest(input.value);
      if (option) return visitCity(option);
      input.setCustomValidity(event.target.dataset.none || "?");
      input.reportValidity();
    });
  });

  /* Where there are too many names for a page to bring along, the server is asked for those like what is typed. */
  let asked = 0;
  function found(text) {
    const list = document.getElementById("names");
    if (!list || !list.dataset.find || !plain(text)) return Promise.resolve();
    const mine = (asked += 1);
    return fetch(list.dataset.find + "?name=" + encodeURIComponent(text.trim().slice(0, 80)))
      .then((answer) => (answer.ok ? answer.json() : { names: [] }))
      .catch(() => ({ names: [] }))
      .then(({ names: like }) => {
        if (mine !== asked) return;
        list.replaceChildren(...like.map(({ name, slug }) => {
          const option = document.createElement("option");
          option.value = name;
          option.dataset.slug = slug;
          return option;
        }));
      });
  }

  document.addEventListener("input", (event) => {
    const target = event.target;
    if (target.id === "search") {
      target.setCustomValidity("");
      // Choosing from the list is no typing; only that goes to the page at once ("Mark" may become "Markaryd").
      const picked = !event.inputType || event.inputType === "insertReplacementText";
      const option = picked && names().find((one) => one.value === target.value);
      if (option) visitCity(option);
    }
    if (target.getAttribute("list") === "names" && event.inputType) {
      clearTimeout(found.soon);
      found.soon = setTimeout(() => found(target.value), 120);
    }
    if (target.id === "list-filter") filter(target.value);
  });

  function filter(text) {
    const wanted = plain(text);
    const list = document.getElementById("municipality-list");
    let shown = 0;
    list.querySelectorAll("li[data-name]").forEach((item) => {
      item.hidden = wanted !== "" && !plain(item.dataset.name).includes(wanted);
      if (!item.hidden) shown += 1;
    });
    list.querySelectorAll("details").forEach((part) => { if (wanted) part.open = true; });
    set("announcer", { children: (list.dataset.filtered || "{count}").replace("{count}", shown) });
  }

  /* The other language shows the same state: its link takes over the query as it is when it is followed. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[hreflang]");
    if (link) link.search = window.location.search;
  });
})();
