/* What can be pointed at in a picture: every mark that has something to say, every bar, and every word written in it.
   Measured while Plotly's drawing stands out of sight, in per cent of the picture, so that any size of it will do. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const lang = document.documentElement.lang;
  /* More marks than these are no points to walk through, and marks closer than so many pixels are one. */
  const MOST = 1500, CLOSE = 3, BESIDE = 10;
  /* A line break after a heading parts two things; any other only folds a long line. */
  const PARTS = /<\/b>\s*<br\s*\/?>/gi, FOLDS = /<br\s*\/?>/gi, TAGS = /<[^>]*>/g;

  const plain = (text) => {
    const words = new DOMParser().parseFromString(String(text).replace(PARTS, ", ").replace(FOLDS, " ").replace(TAGS, ""), "text/html").body.textContent;
    return words.replace(/[ \t\n]+/g, " ").replace(/(?:, ?){2,}/g, ", ").replace(/^[, ]+|[, ]+$/g, "");
  };
  const at = (list, i) => (Array.isArray(list) || ArrayBuffer.isView(list) ? list[i] : list);
  const named = (name) => (name && /^[A-ZÅÄÖ0-9]/.test(plain(name)) ? plain(name) : "");

  /* Seven signs that stand for a label in any size of its picture (FNV-1a). */
  screen.keyOf = function (label) {
    let sum = 0x811c9dc5;
    for (const letter of label) sum = Math.imul(sum ^ letter.codePointAt(0), 0x01000193) >>> 0;
    return sum.toString(36).padStart(7, "0");
  };

  /* A value as its axis writes it: the words at its tick, a year, or a number. */
  function worded(axis, value) {
    const ticks = axis.tickvals && axis.ticktext ? Array.from(axis.tickvals).indexOf(value) : -1;
    if (ticks >= 0 && plain(axis.ticktext[ticks])) return plain(axis.ticktext[ticks]);
    if (typeof value !== "number") return plain(value === null || value === undefined ? "" : value);
    if (Number.isInteger(value) && value >= 1900 && value <= 2100) return String(value);
    const unit = axis.title && axis.title.text ? " " + plain(axis.title.text) : "";
    return value.toLocaleString(lang, { maximumSignificantDigits: 3 }) + unit;
  }

  /* What Plotly would say when somebody rests on the mark; empty where it says nothing. */
  function hovered(trace, i) {
    const data = at(trace.customdata, i);
    // Links over points carry the words for whoever cannot see the picture; they say it best.
    if (trace.meta === "spots" && Array.isArray(data) && data[2]) return plain(data[2]);
    const template = at(trace.hovertemplate, i);
    if (template) {
      const filled = template.replace(/<extra>.*?<\/extra>/g, "").replace(/%\{([^}:]+)(:[^}]*)?\}/g, (all, what) => {
        const inner = /^customdata\[(\d+)\]$/.exec(what);
        if (inner) return (data || [])[inner[1]] || "";
        if (what === "customdata") return data || "";
        return { text: at(trace.text, i), hovertext: at(trace.hovertext, i), x: at(trace.x, i), y: at(trace.y, i) }[what] || "";
      });
      return plain(filled);
    }
    if (trace.hoverinfo === "skip" || trace.hoverinfo === "none") return "";
    return plain(at(trace.hovertext, i) || at(trace.text, i) || "");
  }

  function markLabel(trace, i, x, y) {
    const said = hovered(trace, i);
    if (said) return said;
    // Marks without a word are decoration, unless they stand on axes that can be read.
    const name = named(trace.name);
    if (!name || trace.x.length < 2 || !x.showticklabels || !y.showticklabels) return "";
    return [name, worded(x, at(trace.x, i)), worded(y, at(trace.y, i))].filter(Boolean).join(", ");
  }

  function barLabel(trace, i, x, y) {
    const said = hovered(trace, i);
    if (said) return said;
    const [place, size] = trace.orientation === "h" ? [y, x] : [x, y];
    const text = plain(at(trace.text, i) || "");
    const name = named(trace.name);
    if (!name && !text) return "";
    const value = text || (size.showticklabels ? worded(size, at(trace.orientation === "h" ? trace.x : trace.y, i)) : "");
    const where = place.showticklabels || place.type === "category" ? worded(place, at(trace.orientation === "h" ? trace.y : trace.x, i)) : "";
    return [where, name, value].filter(Boolean).join(", ");
  }

  function middle(trace, bar, x, y) {
    if (!bar || bar.p0 === undefined || bar.s0 === undefined) return null;
    const [place, size] = trace.orientation === "h" ? [y, x] : [x, y];
    const along = place.c2p((bar.p0 + bar.p1) / 2), out = size.c2p((bar.s0 + bar.s1) / 2);
    return trace.orientation === "h" ? [out, along] : [along, out];
  }

  function marksOf(plot) {
    const out = [];
    plot._fullData.forEach((trace, curve) => {
      if (trace.visible !== true || !trace.x || !["scatter", "bar"].includes(trace.type)) return;
      const x = plot._fullLayout["xaxis" + (trace.xaxis || "x").slice(1)];
      const y = plot._fullLayout["yaxis" + (trace.yaxis || "y").slice(1)];
      const bars = plot.calcdata[curve] || [];
      for (let i = 0; i < trace.x.length && out.length < MOST; i += 1) {
        const bar = trace.type === "bar";
        const label = bar ? barLabel(trace, i, x, y) : markLabel(trace, i, x, y);
        if (!label) continue;
        const spot = bar ? middle(trace, bars[i], x, y) : [x.d2p(trace.x[i]), y.d2p(trace.y[i])];
        if (!spot || !spot.every(Number.isFinite)) continue;
        const inside = spot[0] >= -1 && spot[1] >= -1 && spot[0] <= x._length + 1 && spot[1] <= y._length + 1;
        if (inside) out.push({ label, x: x._offset + spot[0], y: y._offset + spot[1] });
      }
    });
    return out;
  }

  /* Words written in the picture can be pointed at where no mark says the same. */
  function wordsOf(plot, marks) {
    const box = plot.getBoundingClientRect();
    return Array.from(plot.querySelectorAll(".annotation")).map((one) => {
      const text = one.querySelector("text"), note = plot._fullLayout.annotations[one.dataset.index];
      if (!text || !note) return null;
      const own = text.getBoundingClientRect();
      return { label: plain(note.text), x: own.left + own.width / 2 - box.left, y: own.top + own.height / 2 - box.top };
    }).filter((one) => one && /[\p{L}\p{N}]{2}|\p{N}/u.test(one.label) &&
      !marks.some((mark) => Math.hypot(mark.x - one.x, mark.y - one.y) < BESIDE));
  }

  /* The points of a drawn picture: label, place in per cent and key; twins keep a key each, told by their order. */
  screen.survey = function (plot, width, height) {
    const marks = marksOf(plot), kept = [], keys = new Map();
    marks.concat(wordsOf(plot, marks)).forEach((one) => {
      if (kept.some((other) => other.label === one.label && Math.hypot(other.x - one.x, other.y - one.y) < CLOSE)) return;
      const key = screen.keyOf(one.label), twins = (keys.get(key) || 0) + 1;
      keys.set(key, twins);
      kept.push({ ...one, key: twins > 1 ? key + "-" + twins : key });
    });
    return kept.map((one) => ({ label: one.label, key: one.key, x: (100 * one.x) / width, y: (100 * one.y) / height }))
      .sort((one, other) => one.x - other.x || one.y - other.y);
  };
})();
