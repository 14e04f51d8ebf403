// What a page can do beyond showing itself. Everything is readable and reachable without this script.
(() => {
  const page = document;
  const root = page.documentElement;
  const on = addEventListener;

  /**
   * @param {string} selector
   * @param {ParentNode} within
   * @returns {HTMLElement[]}
   */
  const all = (selector, within = page) => [...within.querySelectorAll(/** @type {"div"} */ (selector))];

  /**
   * @param {[string, ParentNode?]} what
   * @returns {HTMLElement | undefined}
   */
  const one = (...what) => all(...what)[0];

  /**
   * What an address names behind its `#`: nothing, if that cannot be read.
   * @param {string} id
   */
  const place = (id) => {
    try {
      return page.getElementById(decodeURIComponent(id));
    } catch {}
  };

  /**
   * @param {string} tag
   * @param {string} names
   * @param {(Node | string)[]} parts
   */
  const element = (tag, names, ...parts) => {
    const made = page.createElement(tag);
    made.className = names;
    made.append(...parts);
    return made;
  };

  /** @param {Element | null | undefined} element */
  const edges = (element) => /** @type {DOMRect} */ (element?.getBoundingClientRect());

  /** @param {Element} element */
  const text = (element) => /** @type {string} */ (element.textContent);

  /**
   * What is stored under a name, and now shall be, if anything is given. Storage may be forbidden; then a choice holds for one page.
   * @param {string} called
   * @param {string} [given]
   */
  const stored = (called, given) => {
    try {
      if (given) localStorage[called] = given;
      return localStorage[called];
    } catch {}
  };

  /**
   * A button that goes from choice to choice, which is kept for the next page: the first is how the page is without it.
   * @param {string} what
   * @param {string[]} choices
   */
  const startChoice = (what, ...choices) => {
    const called = `weerklank-${what}`;
    const button = one(`[data-${what}-toggle]`);
    let at = Math.max(0, choices.indexOf(stored(called)));
    const show = () => {
      const chosen = root.dataset[what] = choices[at];
      root.style.setProperty(`--${what}`, chosen.replace("auto", ""));
      if (button) button.ariaLabel = button.title = button.dataset[chosen] || `${button.dataset.name}: ${chosen}%`;
    };
    show();
    if (!button) return;
    button.hidden = false;
    button.onclick = () => {
      at = (at + 1) % choices.length;
      stored(called, choices[at]);
      show();
    };
  };

  startChoice("size", "100", "115", "130", "150");
  startChoice("scheme", "auto", "light", "dark");

  /**
   * Opens whatever hides an element, and goes there: in any case, or if it was hidden.
   * @param {Element | null | undefined} found
   * @param {unknown} [always]
   */
  const reveal = (found, always) => {
    /** @type {HTMLDetailsElement | null | undefined} */
    let closed;
    while (closed = found?.closest("details:not([open])")) always = closed.open = true;
    if (always) found?.scrollIntoView({ block: "center" });
  };

  /** Shows the place that the address points to; on a further page of its discussion if it is there. */
  const revealTarget = () => {
    const id = location.hash.slice(1);
    const found = place(id);
    reveal(found);
    const further = !found && one(`[data-anchors~="${CSS.escape(id)}"]`);
    if (further) location.replace(`${further.dataset.elsewhere}#${id}`);
  };

  /** The contents mark the heading that the reader has come to. */
  const contents = /** @type {HTMLDetailsElement | undefined} */ (one(".contents"));
  if (contents) {
    const links = /** @type {HTMLAnchorElement[]} */ (/** @type {unknown} */ (all("a", contents)));
    const mark = () => {
      const reached = links.findLast((link) => edges(place(link.hash.slice(1)))?.top < 140);
      for (const link of links) link.ariaCurrent = link === reached ? "location" : null;
    };
    // Browsers tell of scrolling once a frame.
    on("scroll", mark);
    mark();
  }

  // Each piece of code gets a button that copies it.
  const main = one("main");
  const { copy = "", copied = "" } = main?.dataset || {};
  for (const code of all(".prose pre:not(.plain)")) {
    const button = element("button", "copy", copy);
    const frame = element("div", "code");
    code.replaceWith(frame);
    frame.append(code, button);
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text(code));
      } catch {
        // Without https there is only the old way.
        getSelection()?.selectAllChildren(code);
        page.execCommand("copy");
      }
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2e3);
    };
  }

  // Films get their captions from the text beneath them: from a folder no other file can be read.
  for (const transcript of all(".transcript")) {
    const player = /** @type {HTMLMediaElement | undefined} */ (one(".media", /** @type {Element} */ (transcript.parentElement)));
    if (!player) continue;
    const { language, label } = transcript.dataset;
    const track = player.addTextTrack("captions", label, language);
    for (const line of all("p", transcript)) track.addCue(new VTTCue(/** @type {any} */ (line.dataset.from) / 1e3, /** @type {any} */ (line.dataset.to) / 1e3, text(line)));
    if (transcript.matches(`:lang(${language})`)) track.mode = "showing";
  }

  // Each note stands beside the place that refers to it, for the eye; who listens has it at the end.
  /** @type {HTMLElement[]} */
  const asides = [];
  for (const reference of all(".post .footnote>a")) {
    const number = reference.id.slice(6);
    const note = place(`fn-${number}`);
    const around = reference.closest(".prose>*");
    if (!note || !around || around.contains(note)) continue;
    const aside = element("div", "sidenote");
    aside.ariaHidden = "true";
    const twin = /** @type {HTMLElement} */ (note.cloneNode(true));
    for (const part of all(".back,.copy", twin)) part.remove();
    for (const part of all("*", twin)) {
      // The keyboard finds its links, and what can be scrolled or opened, in the note itself.
      part.tabIndex = -1;
      part.removeAttribute("id");
    }
    (one("p", twin) || twin).prepend(`${number} `);
    aside.append(...twin.childNodes);
    around.before(aside);
    asides.push(aside);
  }

  // Whenever the page becomes wider or its letters larger, the contents open where they have a column of their own, and no note
  // stands on another. One that would pass the end of the post is at its foot only.
  let wide = false;
  new ResizeObserver(() => {
    const isWide = !!contents && getComputedStyle(contents).position === "sticky";
    if (isWide !== wide) /** @type {HTMLDetailsElement} */ (contents).open = wide = isWide;
    let free = -1e9;
    for (const aside of asides) {
      aside.style.translate = "";
      const { top, bottom } = edges(aside);
      const lower = Math.max(0, free - top);
      aside.style.translate = `0 ${lower}px`;
      aside.hidden = bottom + lower > edges(aside.closest(".post")).bottom;
      if (!aside.hidden) free = bottom + lower + 12;
    }
  }).observe(page.body);

  /** Says of each comment how long ago it was, and shows them newest or oldest first too, with whom each answers. */
  const startDiscussion = () => {
    const threads = one(".comments");
    if (!threads) return;
    const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
    const units = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ (Object.entries({ year: 31557600, month: 2629800, week: 604800, day: 86400, hour: 3600, minute: 60 }));
    /** @type {[HTMLElement, HTMLElement, number, Element | null | undefined][]} */
    const comments = all(".comment:not(.gone)", threads).map((comment) => {
      const item = /** @type {HTMLElement} */ (comment.parentElement);
      const time = /** @type {HTMLTimeElement | undefined} */ (one("time", comment));
      const written = time ? Date.parse(time.dateTime) : 0;
      const past = Math.max(0, Date.now() - written) / 1e3;
      // Of a day without a time nobody knows the hours.
      const [unit, seconds] = units.find((unit) => past >= unit[1] || unit[1] < 9e4 && !time?.dateTime[10]) || units[5];
      time?.append(element("span", "ago", `, ${words.format(-(past / seconds | 0), unit)}`));
      return [comment, item, written, item.parentElement?.closest("li")?.firstElementChild];
    });
    const orders = /** @type {HTMLSelectElement | undefined} */ (one(".order select"));
    if (!orders) return;
    const flat = element("ol", "comments");
    const show = () => {
      const way = [0, -1, 1][orders.selectedIndex];
      for (const made of all(".was-under")) made.remove();
      for (const [comment, item] of comments) item.prepend(comment);
      flat.replaceChildren();
      threads.after(flat);
      threads.hidden = !!way;
      flat.hidden = !way;
      if (!way) return;
      for (const [comment, , , above] of [...comments].sort((a, b) => (a[2] * way || 1 / 0) - (b[2] * way || 1 / 0))) {
        flat.append(element("li", "", comment));
        const author = above && one(".comment-author", above)?.firstChild?.textContent;
        if (author && !one(".comment-answers", comment)) {
          const link = /** @type {HTMLAnchorElement} */ (element("a", "comment-answers was-under", /** @type {string} */ (orders.dataset.answers).replace("{name}", author.trim())));
          link.href = `#${above.id}`;
          one("header p", comment)?.append(" ", link);
        }
      }
    };
    orders.onchange = show;
    orders.labels[0].hidden = false;
  };

  // `/` goes to the search box, or to the search page where there is no room for it, unless the reader is typing.
  const box = /** @type {HTMLInputElement | undefined} */ (one("[aria-keyshortcuts]"));
  on("keydown", (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || !box || at.matches?.("input,textarea,select")) return;
    event.preventDefault();
    box.select();
    box.focus();
    if (!box.offsetWidth) box.form?.submit();
  });

  /**
   * Marks the words and phrases that a search led here with, and goes to the first phrase or else word if the address names no place.
   * The address is `page.html?q=words+"a+phrase"#place`.
   */
  const markFound = () => {
    /** @param {string} word */
    const plain = (word) => word.normalize("NFKD").replace(/[\p{M}\p{Cf}'’"]/gu, "").toLowerCase();
    const words = new Set(new URLSearchParams(location.search).get("q")?.match(/"[^"]+"|[^" ]+/g)?.map(plain));
    if (!words.size || !main) return;
    const texts = page.createTreeWalker(main, 4 /* texts only */);
    for (let node; (node = /** @type {Text} */ (texts.nextNode())); ) {
      const around = /** @type {Element} */ (node.parentElement);
      // Labels and counts, which nobody wrote, stay as they are; so does what is marked.
      if (!around.closest("h1,h2 a,h3,.prose,.person,blockquote,.plain,.lines a,.profile p,.knowledge a") || around.closest("mark,svg,button,.badge,.file-kind,[data-search]")) continue;
      const parts = [...node.data.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}'’]+/gu)];
      const plains = parts.map((part) => plain(part[0]));
      for (let at = parts.length; at--;) {
        for (let size = 12; size; size--) {
          const last = /** @type {any} */ (parts[at + size - 1]);
          // What stands behind is marked already.
          if (words.has(plains.slice(at, at + size).join(" ")) && last?.index < node.length) {
            node.splitText(last.index + last[0].length);
            node.after(element("mark", "", node.splitText(parts[at].index)));
            break;
          }
        }
      }
    }
    const marks = all("mark:not(h1 *,header *)");
    if (!location.hash) reveal(marks.find((mark) => text(mark).includes(" ")) || marks[0], true);
  };

  startDiscussion();
  markFound();
  revealTarget();
  on("hashchange", revealTarget);
})();
