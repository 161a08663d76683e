/* The button of a document for paper. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("[data-print]")) return;
    event.preventDefault();
    window.print();
  });
  document.addEventListener("keydown", (event) => {
    // What says that it is a button is pressed with the space bar too.
    if (event.key !== " " || !event.target.closest || !event.target.closest("[data-print]")) return;
    event.preventDefault();
    window.print();
  });
})();
