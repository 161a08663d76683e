/* How a screen's view is drawn, made to fit and shown. A picture is drawn once, out of sight, and then kept as plain SVG:
   nothing of Plotly stays behind, so that the last of a million views costs what the first did. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  const FADE = 600;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  /* How small finding and figures are written, by parts of their full size, from the first that fits. */
  const STEPS = [[1, 1], [1, 0.85], [0.9, 0.85], [0.9, 0.72], [0.82, 0.72], [0.82, 0.6], [0.74, 0.6], [0.68, 0.5], [0.6, 0.4]];
  const SVG = "http://www.w3.org/2000/svg";

  function element(kind, name) {
    const made = document.createElement(kind);
    made.className = name;
    return made;
  }

  /* A fetched view with its picture as SVG text. Throws when it cannot be drawn. */
  screen.freeze = async function (body) {
    const made = { html: body.html, picture: "", edition: body.edition, dated: body.dated, date: body.date };
    if (body.figure) made.picture = await drawn(body, made);
    return made;
  };

  async function drawn({ figure, width, height }, made) {
    const desk = element("div", "desk");
    desk.setAttribute("aria-hidden", "true");
    document.body.append(desk);
    try {
      const layout = { ...figure.layout, width, height };
      await window.Plotly.newPlot(desk, figure.data, layout, { staticPlot: true, responsive: false });
      // Where somebody points at pictures, they are measured while Plotly still knows what it drew.
      if (screen.survey) made.points = screen.survey(desk, width, height);
      const whole = document.createElementNS(SVG, "svg");
      whole.setAttribute("viewBox", "0 0 " + width + " " + height);
      whole.setAttribute("aria-hidden", "true");
      desk.querySelectorAll(".main-svg").forEach((layer) => whole.append(layer.cloneNode(true)));
      if (!whole.querySelector(".trace, .infolayer *")) throw new Error("an empty picture");
      return whole.outerHTML;
    } finally {
      window.Plotly.purge(desk);
      desk.remove();
    }
  }

  /* A figure that is wider than its place: its unit goes below it, then the third figure goes, then it is written smaller. */
  function narrow(slide) {
    const over = (value) => value.scrollWidth / Math.max(1, value.clientWidth);
    const values = () => Array.from(slide.querySelectorAll(".value"));
    values().forEach((value) => value.firstElementChild.removeAttribute("style"));
    values().forEach((value) => value.classList.toggle("stacked", over(value) > 1));
    const third = slide.querySelector(".key[data-may-go]");
    if (third && values().some((value) => over(value) > 1.25)) third.remove();
    values().filter((value) => over(value) > 1).forEach((value) => {
      const number = value.firstElementChild;
      number.style.fontSize = (0.96 * parseFloat(getComputedStyle(number).fontSize)) / over(value) + "px";
    });
  }

  /* Take away what may go, then write smaller, until nothing is cut; the order is the composition's own. */
  function fit(slide) {
    const words = slide.querySelector("figcaption");
    const over = () => words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
    const going = Array.from(words.querySelectorAll("[data-may-go]"));
    const rank = (one) => Number(one.dataset.mayGo);
    going.sort((one, other) => rank(other) - rank(one));
    const go = (least) => {
      while (over() && going.length && rank(going[0]) >= least) going.shift().remove();
    };
    const smaller = (steps) => steps.some(([finding, numbers]) => {
      slide.style.setProperty("--words", finding);
      slide.style.setProperty("--numbers", numbers);
      narrow(slide);
      return !over();
    });
    go(20);
    if (!smaller(STEPS.slice(0, 5))) {
      go(0);
      smaller(STEPS);
    }
    words.querySelectorAll("ul:empty, dl:empty").forEach((one) => one.remove());
  }

  screen.stage = function (place) {
    let now = null, shown = null;

    /* Puts a view up whole: composed out of sight first, then shown in one step. The same view again changes nothing. */
    function show(made) {
      if (made === shown && now && now.dataset.fitted === window.innerWidth + "x" + window.innerHeight) return false;
      const sheet = document.createElement("template");
      sheet.innerHTML = made.html;
      const slide = sheet.content.firstElementChild;
      if (!slide || !slide.matches(".slide")) throw new Error("no view");
      const room = slide.querySelector(".picture");
      if (room) room.innerHTML = made.picture;
      slide.classList.add("coming");
      place.append(slide);
      fit(slide);
      slide.dataset.fitted = window.innerWidth + "x" + window.innerHeight;
      const before = now;
      now = slide;
      shown = made;
      // The style as it is now must be known to the browser before it changes, or nothing fades.
      slide.getBoundingClientRect();
      slide.classList.remove("coming");
      if (before) {
        // Whoever stood at the button of the table stands at the next view's.
        if (before.contains(document.activeElement)) slide.querySelector("summary").focus();
        before.classList.add("going");
        before.setAttribute("aria-hidden", "true");
        before.inert = true;
        setTimeout(() => before.remove(), still.matches ? 0 : FADE);
      }
      return true;
    }

    /* Another size of the window: the same view, made to fit anew. */
    function again() {
      if (shown) show(shown);
    }

    return { show, again, slide: () => now, made: () => shown };
  };
})();
