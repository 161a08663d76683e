/* Notes as an address and as a file carry them. A note is { view, key, text, label }: the point that it is pinned to by
   its view and key, at most 120 characters of text, and the point's label where it is known. See docs/workshops.md. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const VERSION = "1", FORMAT = "omstallningskartan-notes";
  const LONGEST = 120, MOST = 200, LABEL = 300;
  /* Bytes of a file, and letters of the whole address with everything in it. */
  const FILE = 100000, ADDRESS = 3500;
  const VIEW = /^[a-z-]{1,40}$/, KEY = /^[a-z0-9-]{1,16}$/;

  const escaped = (text) => text.replace(/!/g, "!1").replace(/~/g, "!2");
  const opened = (text) => text.replace(/!2/g, "~").replace(/!1/g, "!");
  const clean = (text) => Array.from(text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim()).slice(0, LONGEST).join("");
  const right = (one) => VIEW.test(one.view) && KEY.test(one.key) && one.text.length > 0;

  function encode(notes) {
    return [VERSION, ...notes.map((one) => one.view + "." + one.key + "." + escaped(one.text))].join("~");
  }

  /* The notes of an address; null for what is none. */
  function decode(value) {
    const [version, ...parts] = value.split("~");
    if (version !== VERSION || !parts.length || parts.length > MOST) return null;
    const notes = parts.map((part) => {
      const [view, key, ...rest] = part.split(".");
      return { view: view || "", key: key || "", text: clean(opened(rest.join("."))), label: "" };
    });
    return notes.every(right) ? notes : null;
  }

  /* As many notes, from the first on, as an address has room for; `whole` writes the address of a value. */
  function fitting(notes, whole) {
    let count = notes.length;
    while (count && whole(encode(notes.slice(0, count))).length >= ADDRESS) count -= 1;
    return count;
  }

  function file(notes, query) {
    const kept = notes.map(({ view, key, label, text }) => ({ view, key, label, text }));
    return JSON.stringify({ format: FORMAT, version: 1, saved: new Date().toISOString().slice(0, 10), query, notes: kept }, null, 2);
  }

  const isText = (value, most) => typeof value === "string" && value.length <= most;

  /* What a file holds, as { query, notes } or { fault }: nothing that has not been looked at goes on from here. */
  function read(text) {
    let body = null;
    try {
      body = JSON.parse(text);
    } catch (fault) {
      return { fault: "file_bad" };
    }
    if (!body || typeof body !== "object" || body.format !== FORMAT || !Number.isInteger(body.version)) return { fault: "file_bad" };
    if (body.version !== 1) return { fault: "file_version" };
    if (!isText(body.query, ADDRESS) || !Array.isArray(body.notes) || body.notes.length > MOST) return { fault: "file_bad" };
    const sound = body.notes.every((one) => one && isText(one.view, 40) && isText(one.key, 16) && isText(one.text, 2 * LONGEST) && isText(one.label, LABEL));
    if (!sound) return { fault: "file_bad" };
    const notes = body.notes.map((one) => ({ view: one.view, key: one.key, label: one.label, text: clean(one.text) }));
    return notes.every(right) ? { query: body.query, notes } : { fault: "file_bad" };
  }

  screen.notes = { encode, decode, fitting, file, read, clean, FILE, LABEL };
})();
