/* Tables that come when they are opened: an empty box carries the address of its content in data-later. What goes on is
   said beside it; the reader's place stays where it is. */
(function () {
  "use strict";

  const SOON = 300, LONGEST = 20000;

  /* What a table waits for, in words; with nothing to wait for, only who listens is told that it is there. */
  function say(box, what) {
    const status = box.parentNode.querySelector("[role=status]"), again = box.parentNode.querySelector("[data-again]");
    if (!status) return;
    status.textContent = what ? status.dataset[what] : "";
    status.classList.toggle("visually-hidden", what === "arrived");
    again.replaceChildren(...(what === "failed" ? [button(box, again.dataset.again)] : []));
    // Whoever tried again goes on at the button.
    if (what === "failed" && document.activeElement === box) again.firstChild.focus();
  }

  function button(box, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "ok-button";
    made.textContent = name;
    // The button goes; the reader waits at the table.
    made.addEventListener("click", () => { box.focus(); fetched(box); });
    return made;
  }

  async function fetched(box) {
    const address = box.dataset.later;
    const waits = () => box.dataset.later === address && box.dataset.asked === address;
    if (box.dataset.has === address || waits()) return;
    box.dataset.asked = address;
    box.setAttribute("aria-busy", "true");
    say(box, "");
    const slow = window.setTimeout(() => { if (waits()) say(box, "loading"); }, SOON);
    let html = null;
    try {
      const answer = await window.fetch(address, { signal: AbortSignal.timeout(LONGEST) });
      if (answer.ok) html = await answer.text();
    } catch (error) { /* told of below */ }
    window.clearTimeout(slow);
    // The box may have become another table's meanwhile.
    if (!waits()) return;
    delete box.dataset.asked;
    box.removeAttribute("aria-busy");
    if (html !== null) {
      box.innerHTML = html;
      box.dataset.has = address;
    }
    say(box, html === null ? "failed" : "arrived");
  }

  const open = (box) => !box.closest("details:not([open])");

  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    event.target.querySelectorAll("[data-later]").forEach((box) => { if (open(box)) fetched(box); });
  }, true);

  /* The same box with another address is another table. */
  const entry = document.getElementById("react-entry-point");
  if (!entry) return;
  new MutationObserver((changes) => {
    changes.forEach(({ target }) => {
      if (target.dataset.has === target.dataset.later) return;
      target.replaceChildren();
      say(target, "");
      if (open(target)) fetched(target);
    });
  }).observe(entry, { subtree: true, attributeFilter: ["data-later"] });
})();
