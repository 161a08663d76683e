/* What opens above a presentation: keys and seldom pressed buttons, the list of views, the code for phones; and the file
   of notes, saved and opened again. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  screen.filled = filled;
  /* Letters of an address from which on its code is hard to read across a room. */
  const DENSE = 500;

  function show(name) {
    const dialog = document.getElementById(name);
    if (!dialog.open) dialog.showModal();
    return dialog;
  }

  /* The views to choose from, and those that were left out; `go` is told which. */
  screen.listViews = function (program, place, go) {
    const dialog = show("views-list"), list = dialog.querySelector("ol");
    const { words } = program;
    list.replaceChildren(...program.slides.map((slide, i) => {
      const row = document.createElement("li"), button = document.createElement("button");
      const count = place.notes.filter((one) => one.view === slide.view).length;
      const told = !count ? "" : " (" + (count === 1 ? words.note_one : filled(words.note_count, { count })) + ")";
      button.type = "button";
      button.textContent = slide.name + told;
      if (i === place.at) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => {
        dialog.close();
        go(i);
      });
      row.append(button);
      return row;
    }));
    dialog.querySelector("ol + p").textContent = program.idle.length ? filled(words.no_data, { views: program.idle.join(", ") }) : "";
    list.children[place.at].firstChild.focus();
    // Up and down are what hands look for in a list.
    list.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const rows = Array.from(list.querySelectorAll("button"));
      rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
    };
  };

  screen.showHelp = () => show("help").querySelector("h2").focus();

  /* The code of the very state, drawn by the server; without the notes where they make it too long. */
  screen.showCode = function (program, place) {
    const dialog = show("code"), picture = dialog.querySelector("img"), said = dialog.querySelector(".words");
    const carry = document.getElementById("carry"), link = dialog.querySelector("a"), { words } = program;
    carry.closest("p").hidden = !place.notes.length;
    function draw() {
      const notes = carry.checked ? place.carried() : "";
      const address = window.location.origin + place.whole(program.own, notes);
      const lost = carry.checked && place.fits() < place.notes.length;
      link.href = link.textContent = address;
      picture.hidden = true;
      said.textContent = "";
      if (address.length > program.mostBytes) {
        said.textContent = words.code_long;
        return;
      }
      picture.onload = () => { picture.hidden = false; };
      picture.onerror = () => { said.textContent = words.failed; };
      picture.src = place.whole(program.code, notes);
      const short = lost ? filled(words.too_long, { shown: place.fits(), count: place.notes.length }) : "";
      said.textContent = [short, address.length > DENSE && notes ? words.code_dense : ""].filter(Boolean).join(" ");
    }
    carry.onchange = draw;
    draw();
    dialog.querySelector("h2").focus();
  };

  screen.saveFile = function (program, place) {
    const text = screen.notes.file(place.notes, screen.bareQuery(program.own.split("?")[1] || ""));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "omstallningskartan-notes.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  /* What a chosen file holds, or { fault }. */
  screen.readFile = async function (file) {
    if (file.size > screen.notes.FILE) return { fault: "file_big" };
    try {
      return screen.notes.read(await file.text());
    } catch (fault) {
      return { fault: "file_bad" };
    }
  };

  /* What this server tells of a query: the programme of a presentation, or null where it has none. */
  screen.programOf = async function (own, query) {
    const bare = screen.bareQuery(query);
    const address = own.split("?")[0] + (bare ? "?" + bare : "");
    try {
      const { body } = await screen.get(address, 20000, (answer) => answer.text());
      const main = new DOMParser().parseFromString(body, "text/html").querySelector("main[data-program]");
      return main ? JSON.parse(main.dataset.program) : null;
    } catch (fault) {
      return null;
    }
  };
})();
