/* The list of notes beside the picture, and the field in which one is written or changed. Text is only ever text. */
(function () {
  "use strict";

  const screen = window.kartanScreen;

  function element(kind, name, text) {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* `place` holds the notes, `pointer` knows their points; `changed` is told when they are others. */
  screen.notepad = function ({ place, pointer, program, words, changed, say }) {
    const aside = document.getElementById("notes");
    const editor = document.getElementById("editor"), field = document.getElementById("words");
    let target = null, note = null;

    const here = () => place().notes.filter((one) => one.view === place().slide().view);
    const astray = () => place().notes.filter((one) => !program().slides.some((slide) => slide.view === one.view));

    function line(one, number) {
      const point = number && pointer.find(one.key);
      if (point) one.label = point.label.slice(0, screen.notes.LABEL);
      const row = element("li", point ? "" : "absent");
      row.append(element("span", "pin", number ? String(number) : "·"));
      const text = element("p", "text", one.text);
      const label = [one.label, point ? "" : number ? words.absent : words.elsewhere].filter(Boolean).join(" – ");
      const buttons = element("p", "buttons");
      [["edit", () => open(point || { key: one.key, label: one.label }, one)], ["remove", () => remove(one)]].forEach(([what, act]) => {
        const button = element("button", "", words[what]);
        button.type = "button";
        button.setAttribute("aria-label", words[what] + ": " + one.text);
        button.addEventListener("click", act);
        buttons.append(button);
      });
      row.append(text, element("p", "label", label), buttons);
      return row;
    }

    function list() {
      const own = here(), others = astray();
      aside.replaceChildren();
      aside.hidden = !own.length && !others.length;
      document.documentElement.classList.toggle("noted", !aside.hidden);
      if (!aside.hidden) {
        const rows = element("ol");
        own.forEach((one, i) => rows.append(line(one, i + 1)));
        others.forEach((one) => rows.append(line(one, 0)));
        aside.append(element("h2", "", aside.getAttribute("aria-label")), rows);
      }
      pointer.pins(own);
    }

    function open(point, existing) {
      target = point;
      note = existing || null;
      field.value = existing ? existing.text : "";
      document.getElementById("about").textContent = point.label;
      editor.hidden = false;
      document.documentElement.classList.add("writing");
      const box = pointer.current() === point ? pointer.box() : null;
      const own = editor.getBoundingClientRect();
      const left = box ? box.left + box.width / 2 - own.width / 2 : (window.innerWidth - own.width) / 2;
      const below = box && box.bottom + own.height + 16 < window.innerHeight;
      const top = !box ? window.innerHeight / 3 : below ? box.bottom + 8 : box.top - own.height - 8;
      editor.style.left = Math.max(8, Math.min(left, window.innerWidth - own.width - 8)) + "px";
      editor.style.top = Math.max(8, Math.min(top, window.innerHeight - own.height - 8)) + "px";
      field.focus();
    }

    function close() {
      if (editor.hidden) return false;
      editor.hidden = true;
      document.documentElement.classList.remove("writing");
      if (!pointer.back()) {
        const button = aside.querySelector("button");
        if (note && button) button.focus();
      }
      target = note = null;
      return true;
    }

    function keep() {
      const text = screen.notes.clean(field.value), point = target, existing = note;
      close();
      if (!text) return;
      if (existing) existing.text = text;
      else place().notes.push({ view: place().slide().view, key: point.key, text, label: point.label.slice(0, screen.notes.LABEL) });
      list();
      changed();
      say(words.noted);
    }

    function remove(one) {
      place().notes = place().notes.filter((other) => other !== one);
      list();
      changed();
      say(words.removed);
      const next = aside.querySelector("button") || document.querySelector("[data-do=point]");
      next.focus();
    }

    editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === field && !event.isComposing) keep();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    editor.addEventListener("click", ({ target: button }) => {
      if (button.dataset.do === "keep") keep();
      if (button.dataset.do === "drop") close();
    });

    return { list, open, close, editing: () => !editor.hidden };
  };
})();
