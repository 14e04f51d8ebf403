// What few searches need, loaded by search.js when one does: phrases and filters.
/**
 * @typedef {{doc: number, met?: number}} Result
 * @typedef {{results: Result[]}} Answer
 * @typedef {{q: string, kind: string, topic: string, expert: string, year: string, lang: string, sort: string}} State
 */

/**
 * @typedef {[any, any, (name: string) => Promise<Uint8Array>, (name: string) => Promise<any>, (root: any, word: string) => Promise<Match[]>, PromiseConstructor["all"],
 *   (starts: string[], word: string) => number, (coded: string) => string[], TextDecoder, Place, (keyof State)[], (place: Place, whole: boolean) => Promise<List>,
 *   (text: string) => Word[], (name: string, style?: string, inner?: (Node | string)[]) => HTMLElement, (key: string, values?: Record<string, string | number>) => string,
 *   (change: Partial<State>, step: boolean | string) => void]} Core
 */

/** @type {any} */ (window).weerklank("rest", (/** @type {Core} */ core) => {
  const [Reader, Bits, load, loadJson, known, together, , , , NOWHERE, KEYS, listOf, words, element, phrase, ask] = core;
  const KINDS = ["post", "page", "topic", "expert", "attachment"];
  const FACETS = /** @type {(keyof State)[]} */ (["topic", "expert", "lang"]);

  // Phrases

  /** @param {any} root @param {string} word @returns {Promise<Place>} the documents with this very form */
  const placeOf = async (root, word) => {
    const [match] = await known(root, word);
    return match?.group.members.find(([form]) => form === word)?.[1] || NOWHERE;
  };

  /** @param {Place} place @param {Set<number>} wanted @returns {Promise<Map<number, number[]>>} where a word stands in these documents */
  const spotsOf = async (place, wanted) => {
    if (!place.spots) return new Map();
    const { files, each, at } = place.spots;
    const { docs, impacts, segments } = await listOf(place, true);
    const parts = files.map(async (file, part) => {
      const first = part * each;
      const own = docs.slice(first, first + each);
      if (!own.some((doc) => wanted.has(doc))) return [];
      const reader = new Reader(await load(file));
      const counts = reader.block(), letters = reader.block();
      counts.at += at[0];
      letters.at += at[1];
      reader.at += at[2];
      const bits = new Bits(reader);
      return own.map((doc, index) => {
        let count = counts.take(1)[0];
        if (count > 254) count = bits.take(16);
        // As src/search/places.rs says; the segment of a word that stands there once is known.
        const low = count < 4 ? 4 : count < 16 ? 3 : 2, segment = segments[first + index];
        let next = count > 1 ? 0 : (impacts[first + index] >> 4 ? segment >> 4 : segment & 15) << 16;
        const spots = Array.from({ length: count }, () => {
          let [letter] = letters.take(1);
          for (; letter > 237 && letter < 255; [letter] = letters.take(1)) next = letter > 238 ? ((next >> 16) + letter - 238) << 16 : 0;
          next += letter > 254 ? bits.take(16) : (letter << low) + bits.take(low);
          return next++;
        });
        return /** @type {[number, number[]]} */ ([doc, spots]);
      });
    });
    return new Map((await together(parts)).flat());
  };

  /** @param {any} root @param {Result[]} results @param {string[][]} phrases @returns {Promise<Result[]>} those that have every phrase */
  const withPhrases = async (root, results, phrases) => {
    for (const phrase of phrases) {
      const places = await together(phrase.map(async (word, at) => ({ at, place: await placeOf(root, word) })));
      const isLong = (/** @type {Place} */ place) => (place.spots?.files.length || 0) > 1;
      // What the rare words leave is asked of the others, whose places lie in many files.
      for (const long of [false, true]) {
        const wanted = new Set(results.map((result) => result.doc));
        const asked = places.filter((asked) => long || !isLong(asked.place));
        const spots = await together(asked.map((asked) => spotsOf(asked.place, wanted)));
        const starts = (/** @type {number} */ doc) => spots.map((map, index) => new Set((map.get(doc) || []).map((spot) => spot - asked[index].at)));
        results = results.filter(({ doc }) => {
          const [first, ...others] = starts(doc);
          return !first || [...first].some((start) => others.every((other) => other.has(start)));
        });
        if (asked.length === places.length) break;
      }
    }
    return results;
  };

  // Filters

  /** @param {any} root @param {(doc: number) => boolean} fits @returns {Result[]} everything that fits the filters, the newest first */
  const everything = (root, fits) => {
    const docs = [...Array(root.n).keys()].reverse();
    for (let doc = root.kinds[0]; doc < root.kinds[4]; doc++) docs.push(doc);
    return docs.filter((doc) => fits(doc) && !root.later.has(doc)).map((doc) => ({ doc, votes: [] }));
  };

  /** @param {any} root @returns {Promise<Record<string, Facet[]>>} */
  const loadFacets = async (root) => {
    /** @type {Record<string, Facet[]>} */
    const facets = {};
    for (const file of await together(root.facets.map((/** @type {string} */ name) => loadJson(name)))) {
      for (const [key, list] of Object.entries(file)) {
        facets[key] = list.map((/** @type {[string, string, number[]]} */ [id, title, gaps]) => {
          let next = 0;
          return { id, title, docs: new Set(gaps.map((gap) => (next += gap + 1) - 1)) };
        });
      }
    }
    return facets;
  };

  /** @param {any} root @param {number} doc */
  const kindOf = (root, doc) => KINDS[doc < root.base ? 0 : [1, 2, 3, 4].find((kind) => doc < root.kinds[kind]) || 0];

  /** @param {any} root @param {number} doc */
  const yearOf = (root, doc) => {
    let year = "";
    if (doc < root.base) for (const [name, first] of root.years) if (first <= doc) year = `${name}`;
    return year;
  };

  /** @param {string} text */
  const textsOf = (text) => words(text).map((word) => word.text);

  /** @param {Facet[]} list @param {string} name @returns {Facet[]} those with this id or title, or with a title that has these words */
  const named = (list, name) => {
    const exact = list.filter(({ id, title }) => [id, title].some((own) => own.toLowerCase() === name.toLowerCase()));
    if (exact[0]) return exact;
    const wanted = textsOf(name);
    return list.filter((facet) => {
      const own = textsOf(facet.title);
      return wanted[0] && wanted.every((word) => own.some((other) => other.startsWith(word)));
    });
  };

  /** @param {any} root @param {State} state @param {Field[]} fields @returns {Promise<((doc: number) => boolean)[]>} whether a document fits the filters, and these of the query; and whether it is left by those that leave out */
  const fitting = async (root, state, fields) => {
    const chosen = FACETS.filter((key) => state[key]);
    const wanted = [...fields, ...chosen.map((key) => /** @type {Field} */ ([key, state[key], false]))];
    const facets = wanted[0] ? await loadFacets(root) : {};
    const sets = wanted.map(([key, name, without]) => ({ list: named(facets[key] || [], name), without }));
    const isOf = (/** @type {number} */ doc, /** @type {boolean} */ all) =>
      sets.every(({ list, without }) => !all && !without || list.some((facet) => facet.docs.has(doc)) !== without);
    return [
      (doc) => (!state.kind || kindOf(root, doc) === state.kind) && (!state.year || yearOf(root, doc) === state.year) && isOf(doc, true),
      (doc) => isOf(doc, false),
    ];
  };

  /** @param {any} root @param {State} asked @param {Answer} answer what any of the words find without filters @returns {Promise<HTMLElement>} each filter with what it may be, the others being as they are */
  const filters = async (root, asked, answer) => {
    const facets = await loadFacets(root);
    const row = element("div", "find-row");
    /** @type {(key: keyof State, options: [string, string, number][]) => void} */
    const add = (key, options) => {
      if (options.length < 2 && !asked[key] && key !== "sort") return;
      const select = /** @type {HTMLSelectElement} */ (element("select"));
      select.name = key;
      if (key !== "sort") select.append(new Option(phrase("all"), ""));
      for (const [value, name, count] of options) select.append(new Option(count < 0 ? name : `${name} (${count})`, value));
      select.value = asked[key];
      if (select.value !== asked[key]) select.append(new Option(asked[key], asked[key], true, true));
      select.onchange = () => ask({ [key]: select.value }, key);
      row.append(element("label", "find-filter", [element("span", "", [phrase(key)]), select]));
    };
    const fittingFor = async (/** @type {keyof State} */ key) => {
      const [isFitting] = await fitting(root, { ...asked, [key]: "" }, []);
      return answer.results.filter((result) => isFitting(result.doc));
    };
    /** @param {Result[]} list @param {(doc: number) => boolean} is @returns {number} how many of these are found: where nothing has all words, what has most of them */
    const count = (list, is) => {
      let most = 0, found = 0;
      for (const { doc, met = 0 } of list) {
        if (met < most || !is(doc)) continue;
        if (met > most) [most, found] = [met, 0];
        found++;
      }
      return found;
    };
    const kinds = await fittingFor("kind");
    add("kind", KINDS.map((kind) => /** @type {[string, string, number]} */ ([kind, phrase(`kind-${kind}`), count(kinds, (doc) => kindOf(root, doc) === kind)])).filter(([kind, , count]) => count || kind === asked.kind));
    for (const key of FACETS) {
      const all = await fittingFor(key);
      const list = (facets[key] || []).map(({ id, title, docs }) => /** @type {[string, string, number]} */ ([id, key === "lang" ? phrase(title) : title, count(all, (doc) => docs.has(doc))]));
      add(key, list.filter(([id, , count]) => count || id === asked[key]).sort((a, b) => b[2] - a[2]).slice(0, 100));
    }
    const years = await fittingFor("year");
    add("year", [...new Set(years.map((result) => yearOf(root, result.doc)))].filter((year) => year).sort().reverse().map((year) => [year, year, count(years, (doc) => yearOf(root, doc) === year)]));
    add("sort", [["", phrase("sort-rank"), -1], ["date", phrase("sort-date"), -1]]);
    if (KEYS.slice(1).some((key) => key !== "sort" && asked[key])) {
      const clear = element("button", "find-clear", [phrase("clear")]);
      clear.onclick = () => ask({ kind: "", topic: "", expert: "", year: "", lang: "" }, true);
      row.append(clear);
    }
    return row;
  };

  return { withPhrases, everything, fitting, filters };
});
