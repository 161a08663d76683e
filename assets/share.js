/* The pages that build addresses (sharing, and setting a screen up): each choice is taken at once, texts are copied, frames
   open when they come near. The forms work without any of it. */
(function () {
  "use strict";

  /* The server reads the form and says what address it means; the page of that address then takes this one's place. */
  async function take(form, pressed, other) {
    const fields = new FormData(form);
    // Another choice, or what a button of its own does, has nothing to do with a name that stands half written.
    if (other || (pressed && pressed.name)) fields.set("add", "");
    if (pressed && pressed.name) fields.set(pressed.name, pressed.value);
    if ("keeps" in form.dataset) freshen(form, fields);
    const query = new URLSearchParams(fields).toString();
    const plainly = () => window.location.assign(form.action + "?" + query);
    let told = null;
    try {
      const answer = await window.fetch(form.action + "?" + query, { headers: { Accept: "application/json" } });
      if (!answer.ok) return plainly();
      told = await answer.json();
    } catch (error) {
      return plainly();
    }
    const adding = form.elements.add;
    wrong(form, told.unknown ? form.dataset.unknown : "");
    if (told.unknown && adding) return adding.focus();
    // A button that was pressed may be gone afterwards; it says where the reader goes on.
    const then = (pressed && pressed.dataset.then) || "";
    const next = new URL(told.address, window.location.href);
    if (next.pathname !== window.location.pathname) return window.location.assign(next.href);
    if (next.search !== window.location.search) window.history.pushState(null, "", next.href);
    const kartan = (window.dash_clientside || {}).kartan;
    if (!kartan || !kartan.revisit(form.dataset.told, then)) window.location.assign(next.href);
  }

  /* What a form holds of the rest of the address, controls elsewhere on the page may have changed since. */
  function freshen(form, fields) {
    form.querySelectorAll("input[type=hidden]:not([name=city])").forEach((one) => fields.delete(one.name));
    new URLSearchParams(window.location.search).forEach((value, name) => {
      if (!fields.has(name)) fields.set(name, value);
    });
  }

  /* A name that nobody has is said beside its field, and hinders no other choice. */
  function wrong(form, said) {
    const field = form.elements.add, told = form.querySelector("[role=alert]");
    if (told) told.textContent = said;
    if (!field) return;
    if (said) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", told.id);
    } else field.removeAttribute("aria-invalid");
  }

  const formOf = (event) => event.target.closest && event.target.closest(".ok-share-form");

  document.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    take(form, event.submitter);
  });

  document.addEventListener("change", (event) => {
    const form = formOf(event);
    // What is added is taken when it is whole: with Enter, with the button, or when a name is picked from the list. An
    // arrow key in a closed list picks one after the other.
    if (form && !event.target.closest(".ok-add")) take(form, null, true);
  });

  document.addEventListener("input", (event) => {
    const form = formOf(event);
    if (!form || event.target.name !== "add") return;
    wrong(form, "");
    const picked = !event.inputType || event.inputType === "insertReplacementText";
    const names = Array.from(document.querySelectorAll("#names option"), (option) => option.value);
    if (picked && names.includes(event.target.value)) take(form, null);
  });

  /* Copying, and what to do where the browser will not: the text is selected, so that one key remains. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.closest(".ok-copied").querySelector("textarea");
    const status = button.parentElement.querySelector("[role=status]");
    let said = button.dataset.done;
    try {
      await window.navigator.clipboard.writeText(text.value);
    } catch (error) {
      text.focus();
      text.select();
      said = button.dataset.refused;
    }
    // The same words a second time are no news to who listens, unless they were away in between.
    document.querySelectorAll(".ok-copied [role=status]").forEach((one) => { one.textContent = ""; });
    window.setTimeout(() => { status.textContent = said; }, 50);
  });

  /* A frame is made anew for each address: one that goes elsewhere would leave a step behind for Back. */
  function open() {
    document.querySelectorAll("#react-entry-point [data-frame]").forEach((box) => {
      const now = box.querySelector("iframe");
      if (now && now.getAttribute("src") === box.dataset.frame) return;
      const frame = document.createElement("iframe");
      frame.loading = "lazy";
      frame.title = box.dataset.title;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.inert = "still" in box.dataset;
      frame.setAttribute("src", box.dataset.frame);
      box.replaceChildren(frame);
    });
  }

  const entry = document.getElementById("react-entry-point");
  if (entry) {
    new MutationObserver(open).observe(entry, { childList: true, subtree: true, attributeFilter: ["data-frame"] });
  }
})();
