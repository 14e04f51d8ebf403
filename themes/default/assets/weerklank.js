// What a page can do beyond showing itself. Everything is readable and reachable without this script.
"use strict";

(() => {
  const root = document.documentElement;

  /**
   * @param {string} selector
   * @param {ParentNode} within
   * @returns {HTMLElement[]}
   */
  const all = (selector, within = document) => [...within.querySelectorAll(/** @type {"div"} */ (selector))];

  /**
   * @param {string} selector
   * @param {ParentNode} within
   * @returns {HTMLElement | undefined}
   */
  const one = (selector, within = document) => all(selector, within)[0];

  /** @param {string} id */
  const place = (id) => document.getElementById(decodeURIComponent(id));

  /**
   * @param {string} name
   * @param {string} style
   * @param {(Node | string)[]} parts
   */
  function element(name, style, ...parts) {
    const made = document.createElement(name);
    made.className = style;
    made.append(...parts);
    return made;
  }

  /**
   * A button that goes from choice to choice, which is kept for the next page: the first is how the page is without it.
   * @param {string} name
   * @param {string[]} choices
   */
  function startChoice(name, choices) {
    const key = `weerklank-${name}`;
    let chosen = choices[0];
    try {
      chosen = choices.find((choice) => choice === localStorage.getItem(key)) || chosen;
    } catch {
      // Storage may be forbidden; then a choice holds for one page.
    }
    const button = one(`[data-${name}-toggle]`);
    const show = () => {
      root.dataset[name] = chosen;
      if (button) button.ariaLabel = button.title = button.dataset[chosen] || `${button.dataset.name}: ${chosen}%`;
    };
    show();
    if (!button) return;
    button.hidden = false;
    button.onclick = () => {
      chosen = choices[(choices.indexOf(chosen) + 1) % choices.length];
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // As above.
      }
      show();
    };
  }

  /** Opens whatever hides the place that the address points to, and goes there; on a further page of its discussion if it is there. */
  function revealTarget() {
    const id = location.hash.slice(1);
    /** @type {HTMLElement | null} */
    let target = null;
    try {
      target = place(id);
    } catch {
      // Then it is the address of nothing.
    }
    if (target) {
      const closed = all("details:not([open])").filter((details) => details.contains(target));
      for (const details of closed) details.setAttribute("open", "");
      if (closed.length) target.scrollIntoView();
      return;
    }
    const elsewhere = id && all("[data-elsewhere]").find((further) => further.dataset.anchors?.split(" ").includes(id));
    if (elsewhere) location.replace(new URL(`${elsewhere.dataset.elsewhere}#${id}`, location.href));
  }

  /** The contents stand open where they have a column of their own, and mark the heading that the reader has come to. */
  function startContents() {
    const contents = one("details.contents");
    if (!contents) return;
    const wide = matchMedia("(min-width: 75rem)");
    const open = () => contents.toggleAttribute("open", wide.matches);
    wide.onchange = open;
    open();
    const links = all("a", contents);
    let waits = false;
    const mark = () => {
      waits = false;
      const past = links.filter((link) => {
        const heading = place((link.getAttribute("href") || "").slice(1));
        return heading && heading.getBoundingClientRect().top < 140;
      });
      for (const link of links) link.ariaCurrent = link === past.at(-1) ? "location" : null;
    };
    addEventListener("scroll", () => {
      if (!waits) requestAnimationFrame(mark);
      waits = true;
    }, { passive: true });
    mark();
  }

  /** Each piece of code gets a button that copies it. */
  function startCopying() {
    const { copy = "", copied = "" } = one("main")?.dataset || {};
    for (const code of all(".prose pre:not(.plain)")) {
      const button = element("button", "copy", copy);
      const frame = element("div", "code");
      code.replaceWith(frame);
      frame.append(code, button);
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(code.textContent || "");
        } catch {
          // Without https there is only the old way.
          getSelection()?.selectAllChildren(code);
          document.execCommand("copy");
        }
        button.textContent = copied;
        button.dataset.done = "";
        setTimeout(() => {
          button.textContent = copy;
          delete button.dataset.done;
        }, 2000);
      };
    }
  }

  /** Films get their captions from the text beneath them: from a folder no other file can be read. */
  function startCaptions() {
    for (const text of all(".transcript")) {
      const player = /** @type {HTMLMediaElement | null} */ (text.parentElement?.querySelector(".media"));
      if (!player) continue;
      const { language, label } = text.dataset;
      const track = player.addTextTrack("captions", label, language);
      for (const line of all("p", text)) {
        track.addCue(new VTTCue(Number(line.dataset.from) / 1000, Number(line.dataset.to) / 1000, line.textContent || ""));
      }
      if (language === root.lang) track.mode = "showing";
    }
  }

  /** Puts each note beside the place that refers to it, for the eye; who listens has it at the end. */
  function startSidenotes() {
    let free = 0;
    for (const reference of all(".post .footnote > a")) {
      const number = reference.id.slice(6);
      const note = place(`fn-${number}`);
      const block = reference.closest(".prose > *");
      if (!note || !block || block.contains(note)) continue;
      const aside = element("div", "sidenote", `${number} ${(note.textContent || "").replace(/↩\d*/g, "").trim()}`);
      aside.ariaHidden = "true";
      block.before(aside);
      const box = aside.getBoundingClientRect();
      const lower = Math.max(0, free - box.top - scrollY);
      aside.style.translate = `0 ${lower}px`;
      free = box.bottom + scrollY + lower + 12;
    }
  }

  /** Says of each comment how long ago it was, and shows them newest or oldest first too, with whom each answers. */
  function startDiscussion() {
    const threads = one("ol.comments");
    if (!threads) return;
    const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
    /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
    const units = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
    /** @type {[HTMLElement, HTMLElement, number, Element | null | undefined][]} */
    const comments = all(".comment:not(.comment-placeholder)", threads).map((comment) => {
      const item = /** @type {HTMLElement} */ (comment.parentElement);
      const time = /** @type {HTMLTimeElement | undefined} */ (one("time", comment));
      const written = time ? Date.parse(time.dateTime) : 0;
      const past = Math.max(0, Date.now() - written) / 1000;
      const [unit, size] = units.find((unit) => past >= unit[1]) || units[5];
      time?.append(element("span", "ago", `, ${words.format(-Math.floor(past / size), unit)}`));
      return [comment, item, written, item.parentElement?.closest("li")?.firstElementChild];
    });
    const order = one(".order");
    const select = /** @type {HTMLSelectElement | undefined} */ (one(".order select"));
    if (!order || !select) return;
    const flat = element("ol", "comments");
    const show = () => {
      const way = Number(select.value);
      for (const made of all(".was-under")) made.remove();
      for (const [comment, item] of comments) item.prepend(comment);
      flat.replaceChildren();
      threads.after(flat);
      threads.hidden = way !== 0;
      flat.hidden = !way;
      if (!way) return;
      for (const [comment, , , above] of [...comments].sort((a, b) => (a[2] - b[2]) * way)) {
        flat.append(element("li", "", comment));
        const name = above?.querySelector(".comment-author")?.firstChild?.textContent;
        if (!above || !name || one(".comment-answers", comment)) continue;
        const link = element("a", "comment-answers was-under", (select.dataset.answers || "").replace("{name}", name.trim()));
        link.setAttribute("href", `#${above.id}`);
        one("header p + p", comment)?.append(" ", link);
      }
    };
    select.onchange = show;
    order.hidden = false;
    show();
  }

  /** `/` goes to the search box, unless the reader is typing. */
  function startSearchKey() {
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = /** @type {HTMLElement} */ (event.target);
      if (at.isContentEditable || at.closest?.("input, textarea, select")) return;
      const box = /** @type {HTMLInputElement | undefined} */ (one("[role=search] input"));
      if (!box) return;
      event.preventDefault();
      box.select();
      box.focus();
    });
  }

  /**
   * Marks the words that a search led here with, as they are written, and goes to the first if the address names no place.
   * The address is `page.html?q=words#place`.
   */
  function markFound() {
    /** @param {string} text */
    const plain = (text) => text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();
    const found = (new URLSearchParams(location.search).get("q") || "").slice(0, 1000);
    const words = new Set(found.split(" ").map(plain).filter((word) => word));
    const main = one("main");
    if (!words.size || !main || one("[data-search]", main)) return;
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (texts.nextNode()) nodes.push(/** @type {Text} */ (texts.currentNode));
    for (const node of nodes) {
      if (node.parentElement?.closest("svg, button, select, .visually-hidden")) continue;
      for (const part of [...node.data.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu)].reverse()) {
        if (!words.has(plain(part[0]))) continue;
        const rest = node.splitText(part.index);
        rest.splitText(part[0].length);
        const mark = element("mark", "");
        rest.replaceWith(mark);
        mark.append(rest);
      }
    }
    const first = all("mark", main).find((mark) => !mark.closest("h1, header"));
    if (!location.hash) first?.scrollIntoView({ block: "center" });
  }

  startChoice("size", ["100", "115", "130", "150"]);
  startChoice("scheme", ["auto", "light", "dark"]);
  startContents();
  startCopying();
  startSidenotes();
  startCaptions();
  startDiscussion();
  startSearchKey();
  markFound();
  revealTarget();
  addEventListener("hashchange", revealTarget);
  // On paper every branch of a discussion stands open.
  addEventListener("beforeprint", () => all(".comments details").forEach((branch) => branch.setAttribute("open", "")));
})();
