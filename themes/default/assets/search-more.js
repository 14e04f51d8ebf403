// What few searches need, loaded by search.js when one does: misspelt words, phrases, and filters.
"use strict";

/**
 * @typedef {{doc: number, score: number, votes: number[]}} Result
 * @typedef {{results: Result[]}} Answer
 * @typedef {{q: string, kind: string, topic: string, expert: string, year: string, lang: string, sort: string}} State
 */

/**
 * @typedef {[any, any, Place, (keyof State)[], (name: string) => Promise<Uint8Array>, (name: string) => Promise<any>, (root: any, word: string) => Promise<Match[]>,
 *   (place: Place, whole: boolean) => Promise<List>, (text: string) => Word[], (name: string, style?: string, inner?: (Node | string)[]) => HTMLElement,
 *   (key: string, values?: Record<string, string | number>) => string, (change: Partial<State>, step: boolean) => void]} Core
 */

/** @type {any} */ (window).weerklank("more", (/** @type {Core} */ core) => {
  const [Reader, Bits, NOWHERE, KEYS, load, loadJson, known, listOf, words, element, phrase, ask] = core;
  const KINDS = ["post", "page", "topic", "expert", "attachment"];
  const utf8 = new TextDecoder();

  // Misspelt words

  /** The orders that words are listed in for misspelt ones, and how many letters stay: from the front, from the back, both inward. */
  const ORDERS = /** @type {((letters: string[]) => string)[]} */ ([
    (letters) => letters.join(""),
    (letters) => [...letters].reverse().join(""),
    (letters) => letters.map((_, at) => letters[at % 2 ? letters.length - 1 - (at >> 1) : at >> 1]).join(""),
  ]);

  /** @param {any} root @param {string} word @returns {Promise<string>} the commonest word that differs in a letter, or two if it is long */
  async function nearest(root, word) {
    const size = word.length;
    if (size < 5 || size > 40) return "";
    const lists = await loadJson(root.spelling);
    const keep = [Math.ceil(size / 2), Math.ceil(size / 2), Math.ceil((size * 2) / 3)];
    const names = lists.flatMap((/** @type {[string, string][]} */ list, /** @type {number} */ order) => {
      const start = ORDERS[order]([...word]).slice(0, keep[order]);
      const first = Math.max(0, list.findIndex(([from]) => from > start) < 0 ? list.length - 1 : list.findIndex(([from]) => from > start) - 1);
      const near = list.slice(first).filter(([from], at) => !at || from.startsWith(start));
      const own = near.findIndex(([from]) => from > ORDERS[order]([...word]));
      return near.slice(own > 2 ? own - 2 : 0).slice(0, 2).map(([, name]) => [order, "e" + name]);
    });
    let best = "", most = 0;
    for (const [order, bytes] of await Promise.all(names.map(async (/** @type {[number, string]} */ [order, name]) => [order, await load(name)]))) {
      const reader = new Reader(bytes);
      let before = new Uint8Array(0);
      for (let left = reader.number(); left; left--) {
        const shared = before.subarray(0, reader.number());
        before = new Uint8Array([...shared, ...reader.take(reader.number())]);
        const weight = reader.number();
        const letters = [...utf8.decode(before)];
        if (Math.abs(letters.length - size) > 2) continue;
        const form = order === 2 ? [...letters.filter((_, at) => !(at % 2)), ...letters.filter((_, at) => at % 2).reverse()].join("") : ORDERS[order](letters);
        const errors = distance(word, form, size < 8 ? 1 : 2);
        const worth = errors && 1 + weight + (errors < 2 ? 100 : 0) + (form[0] === word[0] ? 0.5 : 0);
        if (worth > most) [best, most] = [form, worth];
      }
    }
    return best;
  }

  /** @param {string} a @param {string} b @param {number} most @returns {number} how many letters differ; 0 if more than asked for */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return 0;
    /** @type {number[][]} */
    const rows = [[...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
      if (Math.min(...row) > most) return 0;
      rows.push(row);
    }
    const last = rows[a.length][b.length];
    return last > most ? 0 : last;
  }

  // Phrases

  /** @param {any} root @param {string} word @returns {Promise<Place>} the documents with this very form */
  async function placeOf(root, word) {
    const [match] = await known(root, word);
    return match?.group.members.find(([form]) => form === word)?.[1] || NOWHERE;
  }

  /** @param {Place} place @param {Set<number>} wanted @returns {Promise<Map<number, number[]>>} where a word stands in these documents */
  async function spotsOf(place, wanted) {
    if (!place.spots) return new Map();
    const { files, each, at, often, least, gap } = place.spots;
    const { docs } = await listOf(place, true);
    const parts = files.map(async (file, part) => {
      const own = docs.slice(part * each, (part + 1) * each);
      if (!own.some((doc) => wanted.has(doc))) return [];
      const bits = new Bits(await load(file), at);
      return own.map((doc) => {
        const count = bits.number(often) + least;
        let next = -1;
        const spots = Array.from({ length: count }, () => (next += bits.number(Math.max(0, gap - 32 + Math.clz32(count))) + 1));
        return /** @type {[number, number[]]} */ ([doc, spots]);
      });
    });
    return new Map((await Promise.all(parts)).flat());
  }

  /** @param {any} root @param {Result[]} results @param {string[][]} phrases @returns {Promise<Result[]>} those that have every phrase */
  async function withPhrases(root, results, phrases) {
    for (const phrase of phrases) {
      const places = await Promise.all(phrase.map(async (word, at) => ({ at, place: await placeOf(root, word) })));
      const isLong = (/** @type {Place} */ place) => (place.spots?.files.length || 0) > 1;
      // What the rare words leave is asked of the others, whose places lie in many files.
      for (const long of [false, true]) {
        const wanted = new Set(results.map(({ doc }) => doc));
        const asked = places.filter(({ place }) => long || !isLong(place));
        const spots = await Promise.all(asked.map(({ place }) => spotsOf(place, wanted)));
        const starts = (/** @type {number} */ doc) => spots.map((map, index) => new Set((map.get(doc) || []).map((spot) => spot - asked[index].at)));
        results = results.filter(({ doc }) => {
          const [first, ...others] = starts(doc);
          return !first || [...first].some((start) => others.every((other) => other.has(start)));
        });
        if (asked.length === places.length) break;
      }
    }
    return results;
  }

  // Filters

  /** @param {any} root @param {(doc: number) => boolean} fits @returns {Result[]} everything that fits the filters, the newest first */
  function everything(root, fits) {
    const docs = [...Array(root.n).keys()].reverse();
    for (let doc = root.kinds[0]; doc < root.kinds[4]; doc++) docs.push(doc);
    const later = new Set(root.later);
    return docs.filter((doc) => fits(doc) && !later.has(doc)).map((doc) => ({ doc, score: 0, votes: [] }));
  }

  /** @param {any} root @returns {Promise<Record<string, Facet[]>>} */
  async function loadFacets(root) {
    /** @type {Record<string, Facet[]>} */
    const facets = {};
    for (const file of await Promise.all(root.facets.map((/** @type {string} */ name) => loadJson(name)))) {
      for (const [key, list] of Object.entries(file)) {
        facets[key] = list.map((/** @type {[string, string, number[]]} */ [id, title, gaps]) => {
          let next = 0;
          return { id, title, docs: new Set(gaps.map((gap) => (next += gap + 1) - 1)) };
        });
      }
    }
    return facets;
  }

  /** @param {any} root @param {number} doc */
  const kindOf = (root, doc) => KINDS[doc < root.base ? 0 : [1, 2, 3, 4].find((kind) => doc < root.kinds[kind]) || 0];

  /** @param {any} root @param {number} doc */
  function yearOf(root, doc) {
    if (doc >= root.base) return "";
    let year = "";
    for (const [name, first] of root.years) if (first <= doc) year = String(name);
    return year;
  }

  /** @param {Facet[]} list @param {string} name @returns {Facet[]} those with this id, or with a title that has these words */
  function named(list, name) {
    const exact = list.filter((facet) => facet.id === name);
    if (exact.length) return exact;
    const wanted = words(name).map((word) => word.text);
    return list.filter((facet) => {
      const own = words(facet.title).map((word) => word.text);
      return wanted.length > 0 && wanted.every((word) => own.some((other) => other.startsWith(word)));
    });
  }

  /** @param {any} root @param {State} state @returns {Promise<(doc: number) => boolean>} whether a document fits the filters */
  async function fitting(root, state) {
    const keys = /** @type {("topic" | "expert" | "lang")[]} */ (["topic", "expert", "lang"]).filter((key) => state[key]);
    const facets = keys.length ? await loadFacets(root) : {};
    const sets = keys.map((key) => named(facets[key] || [], state[key]));
    return (doc) =>
      (!state.kind || kindOf(root, doc) === state.kind) &&
      (!state.year || yearOf(root, doc) === state.year) &&
      sets.every((list) => list.some((facet) => facet.docs.has(doc)));
  }

  /** @param {any} root @param {State} asked @param {Answer} answer @returns {Promise<HTMLElement>} the filters of what was found */
  async function filters(root, asked, answer) {
    const facets = await loadFacets(root);
    const row = element("div", "find-row");
    /** @type {(key: keyof State, options: [string, string, number][]) => void} */
    const add = (key, options) => {
      if (options.length < 2 && !asked[key] && key !== "sort") return;
      const select = /** @type {HTMLSelectElement} */ (element("select"));
      select.name = key;
      if (key !== "sort") select.append(new Option(phrase("all"), ""));
      for (const [value, name, count] of options) select.append(new Option(count < 0 ? name : `${name} (${count})`, value));
      if (asked[key] && ![...select.options].some((option) => option.value === asked[key])) select.append(new Option(asked[key], asked[key]));
      select.value = asked[key];
      select.addEventListener("change", () => ask({ [key]: select.value }, true));
      row.append(element("label", "find-filter", [element("span", "", [phrase(key)]), select]));
    };
    const docs = answer.results.map((result) => result.doc);
    /** @type {(of: (doc: number) => string) => Map<string, number>} */
    const counted = (of) => docs.reduce((counts, doc) => counts.set(of(doc), (counts.get(of(doc)) || 0) + 1), new Map());
    const kinds = counted((doc) => kindOf(root, doc));
    add("kind", KINDS.filter((kind) => kinds.has(kind)).map((kind) => [kind, phrase(`kind-${kind}`), kinds.get(kind) || 0]));
    for (const key of /** @type {(keyof State)[]} */ (["topic", "expert", "lang"])) {
      const all = new Set(docs);
      const list = (facets[key] || []).map((facet) => /** @type {[string, string, number]} */ ([facet.id, key === "lang" ? phrase(facet.title) : facet.title, [...facet.docs].filter((doc) => all.has(doc)).length]));
      add(key, list.filter(([, , count]) => count).sort((a, b) => b[2] - a[2]).slice(0, 100));
    }
    const years = counted((doc) => yearOf(root, doc));
    add("year", [...years].filter(([year]) => year).sort().reverse().map(([year, count]) => [year, year, count]));
    add("sort", [["", phrase("sort-rank"), -1], ["date", phrase("sort-date"), -1]]);
    if (KEYS.slice(1).some((key) => key !== "sort" && asked[key])) {
      const clear = element("button", "find-clear", [phrase("clear")]);
      clear.addEventListener("click", () => ask({ kind: "", topic: "", expert: "", year: "", lang: "" }, true));
      row.append(clear);
    }
    return row;
  }

  return { nearest, withPhrases, everything, fitting, filters };
});
