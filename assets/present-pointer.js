/* Pointing: a ring at a point of the picture with its label large beside it, walked by arrows, fingers or mouse; and the
   numbered pins of the notes. Whoever listens hears each point as an option of a list. */
(function () {
  "use strict";

  const screen = window.kartanScreen;
  /* How far from a point, in pixels, a click still means it. */
  const REACH = 44;
  const SIDES = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function element(kind, name, text) {
    const made = document.createElement(kind);
    made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* `tell` hears which point is pointed at (its key, or nothing); `write` that a note is wanted at it. */
  screen.pointer = function ({ words, tell, write }) {
    let points = [], layer = null, list = null, ring = null, tag = null, now = -1, picture = null, on = false;
    const watch = new ResizeObserver(lay);

    /* Over the slide that has come: its points, and what is pinned to them. */
    function take(slide, made) {
      watch.disconnect();
      on = false;
      now = -1;
      points = made.points || [];
      picture = slide.querySelector(".picture");
      layer = element("div", "points");
      list = element("div", "spots");
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", words.points);
      list.hidden = true;
      ring = element("div", "ring");
      tag = element("div", "tag");
      [ring, tag].forEach((one) => one.setAttribute("aria-hidden", "true"));
      ring.hidden = tag.hidden = true;
      layer.append(list, ring, tag);
      if (!picture) return;
      slide.append(layer);
      watch.observe(picture);
      lay();
    }

    /* The layer lies where the drawing does: in the middle of its room, as large as fits. */
    function lay() {
      const drawing = picture && picture.querySelector("svg");
      if (!drawing || !layer.isConnected) return;
      const room = drawing.getBoundingClientRect(), own = layer.offsetParent.getBoundingClientRect();
      const { width, height } = drawing.viewBox.baseVal;
      const scale = Math.min(room.width / width, room.height / height);
      layer.style.left = room.left - own.left + (room.width - width * scale) / 2 + "px";
      layer.style.top = room.top - own.top + (room.height - height * scale) / 2 + "px";
      layer.style.width = width * scale + "px";
      layer.style.height = height * scale + "px";
    }

    const stand = (one, point) => {
      one.style.left = point.x + "%";
      one.style.top = point.y + "%";
    };

    function options() {
      if (list.children.length) return;
      points.forEach((point) => {
        const one = element("div", "spot");
        one.setAttribute("role", "option");
        one.setAttribute("aria-label", point.label);
        one.setAttribute("aria-selected", "false");
        one.tabIndex = -1;
        stand(one, point);
        list.append(one);
      });
    }

    function at(i, focus) {
      if (list.children[now]) list.children[now].setAttribute("aria-selected", "false");
      now = i;
      const point = points[i];
      ring.hidden = tag.hidden = !point;
      if (!point) return;
      stand(ring, point);
      stand(tag, point);
      tag.textContent = point.label;
      tag.className = "tag" + (point.label.length > 60 ? " long" : "") + (point.x > 50 ? " left" : "") + (point.y > 80 ? " up" : point.y < 12 ? " down" : "");
      // Beside the point as far as the window goes.
      tag.style.marginLeft = "0";
      const box = tag.getBoundingClientRect();
      const over = Math.max(0, 6 - box.left) + Math.min(0, window.innerWidth - 6 - box.right);
      tag.style.marginLeft = over + "px";
      if (focus) {
        list.children[i].setAttribute("aria-selected", "true");
        list.children[i].focus({ preventScroll: true });
        ring.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
      tell(point.key);
    }

    const nearest = (x, y) => points.reduce((best, one, i) => (
      best < 0 || Math.hypot(one.x - x, one.y - y) < Math.hypot(points[best].x - x, points[best].y - y) ? i : best), -1);

    function begin() {
      if (!points.length) return false;
      on = true;
      list.hidden = false;
      options();
      at(now >= 0 ? now : nearest(50, 50), true);
      return true;
    }

    function end() {
      if (!on && now < 0) return false;
      const inside = layer.contains(document.activeElement);
      on = false;
      at(-1);
      list.hidden = true;
      if (inside) document.activeElement.blur();
      tell("");
      return true;
    }

    /* The nearest point to that side, where what lies askew counts double; at the edge it stays. */
    function beside([right, down]) {
      const box = layer.getBoundingClientRect(), from = points[now];
      let best = now, least = Infinity;
      points.forEach((one, i) => {
        const x = ((one.x - from.x) * box.width) / 100, y = ((one.y - from.y) * box.height) / 100;
        const ahead = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right);
        if (i !== now && ahead > 0.5 && ahead + 2 * aside < least) [best, least] = [i, ahead + 2 * aside];
      });
      return best;
    }

    function key(event) {
      if (!on) return false;
      if (SIDES[event.key]) at(beside(SIDES[event.key]), true);
      else if (event.key === "Home") at(0, true);
      else if (event.key === "End") at(points.length - 1, true);
      else if (event.key === "Enter" && layer.contains(event.target)) write(points[now]);
      else if (event.key === "Escape") end();
      else return false;
      return true;
    }

    /* A click near a point points at it, and the next one there writes. */
    function click(event) {
      if (!picture || !points.length) return;
      const box = layer.getBoundingClientRect();
      let best = -1, least = REACH;
      points.forEach((one, i) => {
        const away = Math.hypot(box.left + (one.x * box.width) / 100 - event.clientX, box.top + (one.y * box.height) / 100 - event.clientY);
        if (away < least) [best, least] = [i, away];
      });
      if (best < 0) end();
      else if (best === now && on) write(points[now]);
      else {
        on = true;
        list.hidden = false;
        options();
        at(best, true);
      }
    }

    /* Numbered pins; two at one point stand beside each other. */
    function pins(notes) {
      if (!layer) return;
      layer.querySelectorAll(".pin").forEach((one) => one.remove());
      const held = new Map();
      notes.forEach((note, i) => {
        const point = points.find((one) => one.key === note.key);
        if (!point) return;
        const pin = element("div", "pin", String(i + 1));
        pin.setAttribute("aria-hidden", "true");
        stand(pin, point);
        pin.style.marginLeft = 1.9 * (held.get(note.key) || 0) + "rem";
        held.set(note.key, (held.get(note.key) || 0) + 1);
        layer.append(pin);
      });
    }

    const find = (key) => points.find((one) => one.key === key);
    return {
      take, begin, end, key, click, pins, find,
      on: () => on,
      current: () => points[now],
      /* Points without taking the keyboard, as when an address says so. */
      show: (key) => at(points.findIndex((one) => one.key === key)),
      back: () => on && list.children[now] && list.children[now].focus({ preventScroll: true }),
      box: () => ring.getBoundingClientRect(),
    };
  };
})();
