/* Links to files that take a while to make: what is going on is said beside the link, and the file is then saved. Without
   this script they are ordinary links. */
(function () {
  "use strict";

  /* An object URL must outlive the click that it is for. */
  const KEPT = 60000;
  const busy = new Set();

  function nameOf(answer, address) {
    const told = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") || "");
    return told ? told[1] : new URL(address).pathname.split("/").pop();
  }

  function save(content, name) {
    const link = document.createElement("a");
    link.href = window.URL.createObjectURL(content);
    link.download = name;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => window.URL.revokeObjectURL(link.href), KEPT);
  }

  /* What the server says of a fault is in the page's language; a page or nothing at all is no sentence. */
  async function faultOf(answer, otherwise) {
    const isText = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    return (isText && (await answer.text()).trim().slice(0, 300)) || otherwise;
  }

  async function take(link, status) {
    const { making, done, fault } = link.dataset;
    const address = link.href;
    const say = (text, state) => { status.textContent = text; status.dataset.state = state; };
    say(making, "making");
    try {
      const answer = await window.fetch(address);
      if (!answer.ok) return say(await faultOf(answer, fault), "fault");
      save(await answer.blob(), nameOf(answer, address));
      say(done, "done");
    } catch (error) {
      say(fault, "fault");
    }
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest && event.target.closest("a[data-file]");
    // Whoever asks the browser for a tab or a file of its own gets what they ask for.
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const status = link.parentElement.querySelector("[role=status]");
    if (!status) return;
    event.preventDefault();
    if (busy.has(link.href)) return;
    const address = link.href;
    busy.add(address);
    link.setAttribute("aria-busy", "true");
    await take(link, status);
    link.removeAttribute("aria-busy");
    busy.delete(address);
  });
})();
