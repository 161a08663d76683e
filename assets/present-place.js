/* Where the presentation stands: which view, how many cities of it, what is pointed at, and the notes. The address always
   says all of it, so that a reload, a link or a phone opens the very same. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const OWN = ["at", "reveal", "step", "point", "notes"];

  /* A query without what is the presentation's own, in the order that it was written. */
  function bare(query) {
    const kept = Array.from(new URLSearchParams(query)).filter(([key]) => !OWN.includes(key) && key !== "theme");
    return kept.map(([key, value]) => key + "=" + encodeURIComponent(value).replace(/%2C/g, ",")).join("&");
  }
  screen.bareQuery = bare;

  /* `program` is what the server told; `query` the address' own. */
  screen.place = function (program, query) {
    const asked = new URLSearchParams(query);
    const count = program.slides.length, all = program.cities.length;
    const theme = ["light", "dark"].includes(asked.get("theme")) ? asked.get("theme") : "";
    const found = program.slides.findIndex((one) => one.view === asked.get("at"));
    const place = {
      at: Math.max(0, found),
      byCity: asked.get("reveal") === "on" && all > 1,
      shown: Math.max(1, all),
      point: /^[a-z0-9-]{1,16}$/.test(asked.get("point") || "") ? asked.get("point") : "",
      notes: [],
      faulty: false,
    };
    if (place.byCity) place.shown = /^[1-9]$/.test(asked.get("step") || "") ? Math.min(all, Number(asked.get("step"))) : 1;
    if (asked.has("notes")) {
      const notes = screen.notes.decode(asked.get("notes"));
      place.notes = notes || [];
      place.faulty = notes === null;
    }

    const slide = () => program.slides[place.at];

    /* Another step; false at either end. */
    function move(step) {
      if (place.byCity && step > 0 && place.shown < all) place.shown += 1;
      else if (place.byCity && step < 0 && place.shown > 1) place.shown -= 1;
      else if (place.at + step < 0 || place.at + step >= count) return false;
      else go(place.at + step, step < 0);
      place.point = "";
      return true;
    }

    function go(at, whole) {
      place.at = Math.min(count - 1, Math.max(0, at));
      place.shown = place.byCity && !whole ? 1 : Math.max(1, all);
      place.point = "";
    }

    function oneByOne(on) {
      place.byCity = on && all > 1;
      place.shown = place.byCity ? 1 : Math.max(1, all);
      place.point = "";
      return place.byCity === on;
    }

    /* The address of the slide's content, as of now or one step on. */
    function address(ahead) {
      const next = ahead && !(place.byCity && place.shown < all);
      const one = program.slides[Math.min(count - 1, place.at + (next ? 1 : 0))];
      const shown = !place.byCity ? all : next ? 1 : place.shown + (ahead ? 1 : 0);
      return one.address + (shown < all ? (one.address.includes("?") ? "&" : "?") + "reveal=" + shown : "");
    }

    /* What the address says of all this; `notes` is their encoding, or empty. */
    function tail(notes) {
      const pairs = [];
      if (theme) pairs.push(["theme", theme]);
      if (place.at) pairs.push(["at", slide().view]);
      if (place.byCity) pairs.push(["reveal", "on"]);
      if (place.byCity && place.shown > 1) pairs.push(["step", String(place.shown)]);
      if (place.point) pairs.push(["point", place.point]);
      if (notes) pairs.push(["notes", notes]);
      return new URLSearchParams(pairs).toString().replace(/%21/g, "!").replace(/%7E/g, "~");
    }

    const whole = (path, notes) => {
      const more = tail(notes);
      return more ? path + (path.includes("?") ? "&" : "?") + more : path;
    };
    const fits = () => screen.notes.fitting(place.notes, (notes) => window.location.origin + whole(program.own, notes));
    /* As many of the notes as there is room for, encoded. */
    const carried = () => (fits() ? screen.notes.encode(place.notes.slice(0, fits())) : "");

    function write() {
      window.history.replaceState(null, "", whole(program.own, carried()));
    }

    return Object.assign(place, { slide, move, go, oneByOne, address, whole, write, carried, fits, count, all });
  };
})();
