// What a page can do beyond showing itself. Everything is readable and reachable without this script.
"use strict";

(() => {
  const KEY = "weerklank-scheme";
  const SCHEMES = ["auto", "light", "dark"];

  /** @returns {string} the scheme the reader chose before, or `auto` */
  function chosenScheme() {
    try {
      const chosen = localStorage.getItem(KEY) || "auto";
      return SCHEMES.includes(chosen) ? chosen : "auto";
    } catch {
      return "auto"; // Storage may be forbidden.
    }
  }

  /** @param {string} scheme one of SCHEMES */
  function applyScheme(scheme) {
    if (scheme === "auto") delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = scheme;
  }

  const SIZE = "weerklank-size";
  const SIZES = ["100", "115", "130", "150"];

  /** @returns {string} the size of text that the reader chose before, in per cent */
  function chosenSize() {
    try {
      const chosen = localStorage.getItem(SIZE) || "100";
      return SIZES.includes(chosen) ? chosen : "100";
    } catch {
      return "100";
    }
  }

  /** Shows the button that makes text larger, and after the largest as it was. */
  function startSizeToggle() {
    const button = document.querySelector("button[data-size-toggle]");
    const name = button && button.querySelector("[data-size-name]");
    if (!(button instanceof HTMLElement) || !name) return;
    let size = chosenSize();
    const show = () => {
      document.documentElement.dataset.size = size;
      name.textContent = button.title = `${button.dataset.name}: ${size}%`;
    };
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      size = SIZES[(SIZES.indexOf(size) + 1) % SIZES.length];
      try {
        localStorage.setItem(SIZE, size);
      } catch {
        // Then the choice holds for this page only.
      }
      show();
    });
  }

  /** Shows the button that goes from automatic to light to dark. */
  function startSchemeToggle() {
    const button = document.querySelector("button[data-scheme-toggle]");
    const name = button && button.querySelector("[data-scheme-name]");
    if (!(button instanceof HTMLElement) || !name) return;
    /** @param {string} scheme */
    const show = (scheme) => {
      applyScheme(scheme);
      name.textContent = button.title = button.dataset[scheme] || scheme;
    };
    show(chosenScheme());
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = SCHEMES[(SCHEMES.indexOf(chosenScheme()) + 1) % SCHEMES.length];
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Then the choice holds for this page only.
      }
      show(next);
    });
  }

  /** Gives each comment with replies a button that folds them. */
  function startFolding() {
    const discussion = document.querySelector("section.discussion");
    if (!(discussion instanceof HTMLElement)) return;
    const words = discussion.dataset;
    let number = 0;
    for (const list of discussion.querySelectorAll("ol.replies")) {
      if (!(list instanceof HTMLElement) || !list.parentElement) continue;
      const count = list.querySelectorAll("li").length;
      const show = (count === 1 ? words.showOne : words.showOther) || "{n}";
      const comment = list.parentElement.querySelector(":scope > .comment");
      const button = document.createElement("button");
      const name = document.createElement("span");
      list.id = `replies-${++number}`;
      button.type = "button";
      button.className = "fold";
      button.setAttribute("aria-controls", list.id);
      button.append(name);
      /** @param {boolean} open */
      const fold = (open) => {
        list.hidden = !open;
        button.setAttribute("aria-expanded", String(open));
        name.className = open ? "visually-hidden" : "";
        name.textContent = open ? words.hide || "" : show.replace("{n}", String(count));
        button.title = open ? words.hide || "" : "";
      };
      fold(true);
      button.addEventListener("click", () => fold(list.hidden));
      list.addEventListener("weerklank:unfold", () => fold(true));
      (comment?.querySelector(":scope > .comment-header") || comment || list.parentElement).append(button);
    }
  }

  /**
   * A comment that has moved to a further page of its discussion is looked for there.
   * @param {string} id what the address points to
   */
  function followElsewhere(id) {
    if (!id.startsWith("comment-")) return;
    for (const place of document.querySelectorAll("[data-elsewhere]")) {
      const { elsewhere, anchors } = place instanceof HTMLElement ? place.dataset : {};
      if (!elsewhere || !(anchors || "").split(" ").includes(id)) continue;
      location.replace(new URL(`${elsewhere}#${id}`, location.href));
      return;
    }
  }

  /** Opens whatever hides the place that the address points to, and goes there. */
  function revealTarget() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Then it is taken as written.
    }
    const target = id && document.getElementById(id);
    if (!target) return followElsewhere(id);
    let opened = false;
    for (let above = target.parentElement; above; above = above.parentElement) {
      if (above instanceof HTMLDetailsElement && !above.open) {
        above.open = opened = true;
      } else if (above.hidden && above.matches("ol.replies")) {
        above.dispatchEvent(new CustomEvent("weerklank:unfold"));
        opened = true;
      }
    }
    if (opened) target.scrollIntoView();
  }

  /** The table of contents stands open where it has a column of its own. */
  function startContents() {
    const contents = document.querySelector("details[data-contents]");
    if (!(contents instanceof HTMLDetailsElement)) return;
    const wide = matchMedia("(min-width: 75rem)");
    contents.open = wide.matches;
    wide.addEventListener("change", () => (contents.open = wide.matches));
  }

  /** In the table of contents the heading is marked that the reader has come to. */
  function followReading() {
    const links = [...document.querySelectorAll("[data-contents] a[href^='#']")];
    /** @type {[Element, HTMLElement][]} */
    const places = [];
    for (const link of links) {
      const place = document.getElementById(decodeURIComponent((link.getAttribute("href") || "").slice(1)));
      if (place) places.push([link, place]);
    }
    if (!places.length) return;
    let waits = false;
    const mark = () => {
      waits = false;
      const past = places.filter(([, place]) => place.getBoundingClientRect().top < 140);
      const now = past.length ? past[past.length - 1][0] : null;
      for (const [link] of places) {
        if (link === now) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => {
      if (!waits) requestAnimationFrame(mark);
      waits = true;
    }, { passive: true });
    mark();
  }

  /** Each piece of code gets a button that copies it. */
  function startCopying() {
    const words = document.querySelector("main")?.dataset;
    for (const code of document.querySelectorAll(".prose pre:not(.plain)")) {
      const frame = document.createElement("div");
      const button = document.createElement("button");
      frame.className = "code";
      button.type = "button";
      button.className = "copy";
      button.textContent = words?.copy || "";
      code.replaceWith(frame);
      frame.append(code, button);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent || "");
        } catch {
          // Without https there is only the old way.
          getSelection()?.selectAllChildren(code);
          document.execCommand("copy");
        }
        button.textContent = words?.copied || "";
        button.dataset.done = "";
        setTimeout(() => {
          button.textContent = words?.copy || "";
          delete button.dataset.done;
        }, 2000);
      });
    }
  }

  /** Films get their captions from the text beneath them: from a folder no other file can be read. */
  function startCaptions() {
    for (const text of document.querySelectorAll("details.transcript")) {
      const player = text.parentElement && text.parentElement.querySelector("video, audio");
      if (!(text instanceof HTMLElement) || !(player instanceof HTMLMediaElement)) continue;
      const { language, label } = text.dataset;
      const track = player.addTextTrack("captions", label, language);
      for (const line of text.querySelectorAll("p")) {
        const { from, to } = line.dataset;
        track.addCue(new VTTCue(Number(from) / 1000, Number(to) / 1000, line.textContent || ""));
      }
      if (language === document.documentElement.lang) track.mode = "showing";
    }
  }

  /** Puts each note beside the place that refers to it, for the eye; who listens has it at the end. */
  function startSidenotes() {
    let free = 0;
    for (const reference of document.querySelectorAll(".post .prose .footnote > a")) {
      const number = (reference.id.match(/^fnref-(\d+)$/) || [])[1];
      const note = number && document.getElementById(`fn-${number}`);
      const block = note && reference.closest(".prose > *");
      if (!block || block.contains(note)) continue;
      const aside = document.createElement("div");
      aside.className = "sidenote";
      aside.setAttribute("aria-hidden", "true");
      const text = document.createElement("span");
      for (const part of note.querySelectorAll(":scope > :not(.footnote-back), :scope > p")) {
        text.append(part.textContent?.replace(/↩/g, "").trim() || "", " ");
      }
      if (!text.textContent?.trim()) text.textContent = (note.textContent || "").replace(/↩/g, "").trim();
      aside.append(`${number} `, text);
      block.before(aside);
      const { top, height } = aside.getBoundingClientRect();
      if (height && top + scrollY < free) aside.style.translate = `0 ${free - top - scrollY}px`;
      free = Math.max(free, top + scrollY) + height + 12;
    }
  }

  /** `/` goes to the search box, unless the reader is typing. */
  function startSearchKey() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"))) return;
      const box = document.querySelector("form[role=search] input[type=search]");
      if (!(box instanceof HTMLInputElement)) return;
      event.preventDefault();
      box.focus();
      box.select();
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
    const main = document.querySelector("main");
    if (!words.size || !main || main.querySelector("[data-search]")) return;
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (texts.nextNode()) nodes.push(/** @type {Text} */ (texts.currentNode));
    for (const node of nodes) {
      if (!node.parentElement || node.parentElement.closest("script, style, svg, button, .visually-hidden")) continue;
      for (const part of [...node.data.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu)].reverse()) {
        if (!words.has(plain(part[0]))) continue;
        const mark = document.createElement("mark");
        const rest = node.splitText(part.index);
        rest.splitText(part[0].length);
        rest.replaceWith(mark);
        mark.append(rest);
      }
    }
    const first = [...main.querySelectorAll("mark")].find((mark) => !mark.closest("h1, .post-header, .page-header"));
    if (!location.hash && first) first.scrollIntoView({ block: "center" });
  }

  applyScheme(chosenScheme());
  startSizeToggle();
  startSchemeToggle();
  startFolding();
  startContents();
  followReading();
  startCopying();
  startSidenotes();
  startCaptions();
  startSearchKey();
  markFound();
  revealTarget();
  addEventListener("hashchange", revealTarget);
})();
