// What few searches need, loaded by search.js when one does: words that nobody wrote, phrases, and filters.
/**
 * @typedef {{doc: number, score: number, votes: number[]}} Result
 * @typedef {{results: Result[]}} Answer
 * @typedef {{q: string, kind: string, topic: string, expert: string, year: string, lang: string, sort: string}} State
 */

/**
 * @typedef {[any, any, Place, (keyof State)[], (name: string) => Promise<Uint8Array>, (name: string) => Promise<any>, (root: any, word: string) => Promise<Match[]>,
 *   (place: Place, whole: boolean) => Promise<List>, (text: string) => Word[], (name: string, style?: string, inner?: (Node | string)[]) => HTMLElement,
 *   (key: string, values?: Record<string, string | number>) => string, (change: Partial<State>, step: boolean) => void,
 *   (root: any, word: string) => number, PromiseConstructor["all"]]} Core
 */

/** @type {any} */ (window).weerklank("more", (/** @type {Core} */ core) => {
  const [Reader, Bits, NOWHERE, KEYS, load, loadJson, known, listOf, words, element, phrase, ask, shardOf, together] = core;
  const KINDS = ["post", "page", "topic", "expert", "attachment"];
  const utf8 = new TextDecoder();

  // Other forms of a word

  /** Nouns that change a vowel, alone and at the end of others, each before its plural: lid, raadslid. */
  const IRREGULAR = "lid leden stad steden schip schepen kind kinderen lied liederen heid heden koe koeien child children".split(" ");
  /** Those with a long vowel in the plural only. */
  const SHORT = /(dag|weg|dak|pad|bad|gat|slot|drag|brek|gla[sz]|gra[fv]|ho[fv])$/;

  const isLong = (/** @type {string} */ word) => /[aeiouy][^aeiouy]+[aeiouy]/.test(word);
  /** Kans is not of kan. */
  const takesS = (/** @type {string} */ stem) => isLong(stem) || /[bdgkmp]$/.test(stem);
  /** Plant is not of plan, nor kust of kus. */
  const takesT = (/** @type {string} */ stem) => isLong(stem) || /([aeiou][aeiouj][^aeious]|[fgkmp])$/.test(stem);
  const isClosed = (/** @type {string} */ stem) => /(^|[^aeiou])[aeou][^aeiouwxyj]$/.test(stem);
  /** Whether such a vowel may be long and short: sloten are of sloot and of slot. */
  const isBoth = (/** @type {string} */ stem) => isLong(stem) || SHORT.test(stem);

  /** @param {string} stem @returns {string[]} the words that have this before -en: bomm is bom, huiz huis, lev leef */
  function closed(stem) {
    const hard = stem.replace(/v$/, "f").replace(/z$/, "s");
    if (/([^aeiou])\1$/.test(stem)) return [stem.slice(0, -1)];
    if (!isClosed(stem)) return [hard, stem];
    return [stem.slice(0, -1) + stem.at(-2) + hard.at(-1), isBoth(stem) ? hard : ""];
  }

  /** @param {string} word @returns {string[]} what stands before -en: bom is bomm, huis huiz, leef lev */
  function opened(word) {
    const short = word.replace(/([aeou])\1([^aeiou])$/, "$1$2");
    if (short === word && (isClosed(word) || /[^aeiou]i[^aeiou]$/.test(word))) return [word + word.at(-1), isBoth(word) ? word : ""];
    return [short.replace(/f$/, "v").replace(/s$/, "z"), short];
  }

  /** @param {string} word @returns {Set<string>} what may be other forms of a word, Dutch and English; most of them are no words */
  function inflected(word) {
    /** @type {Set<string>} */
    const all = new Set();
    if (!/^[a-z]{3,}$/.test(word)) return all;
    const add = (/** @type {string[]} */ stems, ending = "") => stems.forEach((stem) => stem[2] && all.add(stem + ending));
    const verb = (/** @type {string} */ stem) => {
      if (/[aeou]$/.test(stem)) return;
      add(opened(stem), "en");
      if (takesT(stem)) add([stem], "t");
      if (isLong(stem)) add(/([fkpstx]|ch)$/.test(stem) ? [stem, stem + "te", stem + "ten"] : [stem, stem + "d", stem + "de", stem + "den"]);
    };
    const noun = (/** @type {string} */ stem) => {
      add([stem]);
      if (takesS(stem)) add([stem], "s");
      if (/e$/.test(stem)) add([stem + "n", stem + "en", stem + "d"]);
      else for (const end of /[nr]d$/.test(stem) ? ["en"] : ["en", "e"]) add(opened(stem), end);
    };
    const on = (/** @type {RegExp} */ ending, /** @type {(stem: string) => void} */ use) => {
      const stem = word.match(ending)?.slice(1).join("");
      if (stem) use(stem);
    };
    noun(word);
    verb(word);
    on(/^(.+e)n$/, noun);
    on(/^(..+)en?$/, (stem) => closed(stem).forEach((one) => (noun(one), verb(one))));
    on(/^(.*)s$/, (stem) => takesS(stem) && noun(stem));
    on(/^(.*?)[tp]?jes?$/, noun);
    on(/^(.*)t$/, (stem) => takesT(stem) && verb(stem));
    on(/^(.*)(?:d|(?<!n)t)en?$/, (stem) => isLong(stem) && verb(stem));
    on(/^(?:ge(?=.{4})|(?=be|ver|ont|her))(.*)[dt]$/, verb);
    // English
    on(/^(....+?)(?:ing|e[sd])$/, (stem) => add([stem, stem + "e", stem.replace(/(.)\1$/, "$1"), stem.replace(/i$/, "y")]));
    if (!isLong(word)) for (const end of ["ing", "ed"]) add(opened(word), end);
    add([word.replace(/y$/, "ies"), word.replace(/([cs]h|ss|x)$/, "$1es"), word.replace(/e$/, "ed"), word.replace(/e$/, "ing")]);
    IRREGULAR.forEach((end, at) => word.endsWith(end) && all.add(word.slice(0, -end.length) + IRREGULAR[at ^ 1]));
    all.delete(word);
    return all;
  }

  /** @param {any} root @param {string} word @param {number} most @returns {Promise<Match[]>} the words that it may be a form of, looked for in so many parts of the dictionary, its own first */
  async function formsOf(root, word, most) {
    const forms = [word, ...inflected(word)];
    const near = new Set(forms.map((form) => shardOf(root, form)));
    const read = [...near].slice(0, most);
    const found = await together(forms.filter((form) => read.includes(shardOf(root, form))).map((form) => known(root, form)));
    return [...new Map(found.flat().map((match) => [match.group, { ...match, weight: 0.9 }])).values()];
  }

  /** @param {any} root @param {string} word @returns {Promise<string[] | undefined>} the two words of a compound that nobody wrote, the first as long as it may be */
  async function partsOf(root, word) {
    for (let at = word.length - 4; at > 3; at--) {
      const head = word.slice(0, at), rest = word.slice(at);
      if (!(await known(root, head))[0]) continue;
      for (const tail of [rest, rest.replace(/^(s|en?)/, "")]) if (tail[3] && (await formsOf(root, tail, 1))[0]) return [head, tail];
    }
  }

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
    const names = lists.flatMap((/** @type {[string, string][]} */ list, /** @type {number} */ order) => {
      const start = ORDERS[order]([...word]).slice(0, Math.ceil(size / (order < 2 ? 2 : 1.5)));
      const first = list.findLastIndex(([from]) => from <= start);
      const near = list.slice(Math.max(0, first)).filter(([from], at) => !at || from.startsWith(start));
      const own = near.findIndex(([from]) => from > ORDERS[order]([...word]));
      return near.slice(own > 2 ? own - 2 : 0).slice(0, 2).map(([, name]) => [order, "e" + name]);
    });
    let best = "", most = 0;
    for (const [order, bytes] of await together(names.map(async (/** @type {[number, string]} */ [order, name]) => [order, await load(name)]))) {
      const reader = new Reader(bytes);
      let before = new Uint8Array(0);
      for (let left = reader.number(); left; left--) {
        const shared = before.subarray(0, reader.number());
        before = new Uint8Array([...shared, ...reader.take(reader.number())]);
        const weight = reader.number();
        const letters = [...utf8.decode(before)];
        const form = order === 2 ? [...letters.filter((_, at) => !(at % 2)), ...letters.filter((_, at) => at % 2).reverse()].join("") : ORDERS[order](letters);
        const errors = distance(word, form, size < 8 ? 1 : 2);
        // Zaken is not maken, nor begeleid beleid.
        if (form[0] !== word[0] ? errors > 1 || (size < 7 && form.slice(1) === word.slice(1)) : errors > 1 && Math.abs(letters.length - size) > 1) continue;
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
  }

  /** @param {any} root @param {Result[]} results @param {string[][]} phrases @returns {Promise<Result[]>} those that have every phrase */
  async function withPhrases(root, results, phrases) {
    for (const phrase of phrases) {
      const places = await together(phrase.map(async (word, at) => ({ at, place: await placeOf(root, word) })));
      const isLong = (/** @type {Place} */ place) => (place.spots?.files.length || 0) > 1;
      // What the rare words leave is asked of the others, whose places lie in many files.
      for (const long of [false, true]) {
        const wanted = new Set(results.map(({ doc }) => doc));
        const asked = places.filter(({ place }) => long || !isLong(place));
        const spots = await together(asked.map(({ place }) => spotsOf(place, wanted)));
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
    for (const file of await together(root.facets.map((/** @type {string} */ name) => loadJson(name)))) {
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

  /** @param {any} root @param {State} state @param {Field[]} fields @returns {Promise<(doc: number) => boolean>} whether a document fits the filters, and these of the query */
  async function fitting(root, state, fields) {
    const chosen = /** @type {(keyof State)[]} */ (["topic", "expert", "lang"]).filter((key) => state[key]);
    const wanted = [...fields, ...chosen.map((key) => /** @type {Field} */ ([key, state[key], false]))];
    const facets = wanted.length ? await loadFacets(root) : {};
    const sets = wanted.map(([key, name, without]) => ({ list: named(facets[key] || [], name), without }));
    return (doc) =>
      (!state.kind || kindOf(root, doc) === state.kind) &&
      (!state.year || yearOf(root, doc) === state.year) &&
      sets.every(({ list, without }) => list.some((facet) => facet.docs.has(doc)) !== without);
  }

  /** @param {any} root @param {State} asked @param {Answer} answer what is found without filters @returns {Promise<HTMLElement>} each filter with what it may be, the others being as they are */
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
      select.onchange = () => ask({ [key]: select.value }, true);
      row.append(element("label", "find-filter", [element("span", "", [phrase(key)]), select]));
    };
    const docsFor = async (/** @type {keyof State} */ key) => {
      const isFitting = await fitting(root, { ...asked, [key]: "" }, []);
      return answer.results.map((result) => result.doc).filter(isFitting);
    };
    /** @type {(key: keyof State, of: (doc: number) => string) => Promise<Map<string, number>>} */
    const counted = async (key, of) => (await docsFor(key)).reduce((counts, doc) => counts.set(of(doc), (counts.get(of(doc)) || 0) + 1), new Map());
    const kinds = await counted("kind", (doc) => kindOf(root, doc));
    add("kind", KINDS.filter((kind) => kinds.has(kind) || kind === asked.kind).map((kind) => [kind, phrase(`kind-${kind}`), kinds.get(kind) || 0]));
    for (const key of /** @type {(keyof State)[]} */ (["topic", "expert", "lang"])) {
      const all = new Set(await docsFor(key));
      const list = (facets[key] || []).map((facet) => /** @type {[string, string, number]} */ ([facet.id, key === "lang" ? phrase(facet.title) : facet.title, [...facet.docs].filter((doc) => all.has(doc)).length]));
      add(key, list.filter(([id, , count]) => count || id === asked[key]).sort((a, b) => b[2] - a[2]).slice(0, 100));
    }
    const years = await counted("year", (doc) => yearOf(root, doc));
    add("year", [...years].filter(([year]) => year).sort().reverse().map(([year, count]) => [year, year, count]));
    add("sort", [["", phrase("sort-rank"), -1], ["date", phrase("sort-date"), -1]]);
    if (KEYS.slice(1).some((key) => key !== "sort" && asked[key])) {
      const clear = element("button", "find-clear", [phrase("clear")]);
      clear.onclick = () => ask({ kind: "", topic: "", expert: "", year: "", lang: "" }, true);
      row.append(clear);
    }
    return row;
  }

  return { formsOf, partsOf, nearest, withPhrases, everything, fitting, filters };
});
