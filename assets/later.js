/* Tables that come when they are opened: an empty box carries the address of its content in data-later. */
(function () {
  "use strict";

  async function fetched(box) {
    const address = box.dataset.later;
    if (box.dataset.has === address) return;
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await window.fetch(address);
      // The next time it is opened it is asked for anew; the file with the same figures stands below it.
      if (!answer.ok || box.dataset.later !== address) return;
      box.innerHTML = await answer.text();
      box.dataset.has = address;
    } catch (error) {
      return;
    } finally {
      box.removeAttribute("aria-busy");
    }
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
      if (open(target)) fetched(target);
    });
  }).observe(entry, { subtree: true, attributeFilter: ["data-later"] });
})();
