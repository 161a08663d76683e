/* Pieces of a page that come as one: what a component carries in data-html is unfolded into it before it is painted. Links
   in it that need no reload go Dash's way. */
(function () {
  "use strict";

  function unfold(piece) {
    const text = piece.getAttribute("data-html");
    if (text === null) return;
    piece.innerHTML = text;
    // Dash knows what it has set; here it would only be the same text twice.
    piece.removeAttribute("data-html");
  }

  function look(changes) {
    changes.forEach(({ type, target, addedNodes }) => {
      if (type === "attributes") return unfold(target);
      addedNodes.forEach((node) => {
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        unfold(node);
        node.querySelectorAll("[data-html]").forEach(unfold);
      });
    });
  }

  const entry = document.getElementById("react-entry-point");
  if (!entry) return;
  entry.querySelectorAll("[data-html]").forEach(unfold);
  new MutationObserver(look).observe(entry, { childList: true, subtree: true, attributeFilter: ["data-html"] });

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-nav]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const clientside = window.dash_clientside;
    if (!clientside || !clientside.set_props) return;
    event.preventDefault();
    clientside.set_props("location", { pathname: link.pathname, search: link.search, hash: link.hash });
  });
})();
