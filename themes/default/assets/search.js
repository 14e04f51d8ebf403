// The reader's search. The index is files of data, each a call of `weerklank(name, text)`, loaded as scripts: that works from a
// folder and under the strictest policy alike. How they are written stands in src/search of Weerklank.
/**
 * @typedef {{docs: number[], impacts: ArrayLike<number>, segments: ArrayLike<number>}} List documents with a word
 * @typedef {{count: number, list: List, rest?: Rest, at?: number, whole?: Promise<List>, spots?: Spots}} Place a list, or those that count most and among which the others lie
 * @typedef {{file: string, lists: [number, number, number][], read?: Promise<List[]>}} Rest a file of lists: how many documents each has, how their gaps are written, and whether it is of compounds
 * @typedef {{files: string[], each: number, at: number[]}} Spots where it is told where a word stands: of how many documents in each file, and how much stands before it there
 * @typedef {{members: [string, Place][], parts: Place, count?: number, experts: [number, number][]}} Group the forms of one word; how many documents have any of it is told where a list has a rest
 * @typedef {{text: string, start: number, end: number}} Word
 * @typedef {{words: string[], phrase: boolean, without: boolean, open: boolean, shown: string, joined?: string[], same?: string[], names?: string[][]}} Term of a query: its joined ones are those that it makes with a word beside it; of a name of several words the words that stand for it, and its other such names
 * @typedef {[key: string, name: string, without: boolean]} Field of a query
 * @typedef {{matches: Match[], starts: string, mean: string, changed: boolean, stop: boolean, common: boolean, names: string[][]}} Looked
 * @typedef {{form: string, group: Group, weight: number}} Match
 * @typedef {Looked & {forms: Set<string>, within: string[], count: number, idf: number, part: boolean, hits: Map<number, Hit>}} Found
 * @typedef {{score: number, votes: number[], named?: boolean, isAbove?: boolean}} Hit a document with a word, which may be of this name, or have the word in its title
 * @typedef {{k: string, t: string, u: string, d?: string, a?: string[], s?: string[], l?: string, r?: string, n?: any, f?: any, e?: string, q?: string[], w?: string[], b?: (string|string[])[], c?: string[][], z?: number}} Segment
 * @typedef {{id: string, title: string, docs: Set<number>}} Facet
 * @typedef {[string[], string[], string[][]]} Name of several words, the words that stand for it, and the others that mean the same
 */

(() => {
  const tree = document;
  const select = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (tree.querySelector(selector));
  const page = select("[data-search]");
  if (!page) return;
  const box = /** @type {HTMLInputElement} */ (select("#search-q"));
  /** Where the site begins, from here. */
  const home = page.dataset.base || "";
  const [out, status, ways, hint] = ["[data-found]", "[data-status]", "[data-ways]", "#search-hint"].map(select);

  const { min, max } = Math;
  const TIER = 80;
  const NOWHERE = /** @type {Place} */ ({ count: 0, list: { docs: [], impacts: [], segments: [] } });
  const SHOWN = 20;
  const FIRST = 10;

  // Loading

  /** @type {PromiseConstructor["all"]} */
  const together = (/** @type {any} */ promises) => /** @type {any} */ (Promise.all(promises));

  /** @type {Map<string, Promise<any>>} */
  const files = new Map();
  /** @type {Map<string, (text: any) => void>} */
  const waiting = new Map();
  const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("weerklank", {
    createScriptURL: (/** @type {string} */ url) => (/^(\.\.\/)*(search|assets)\/[a-z0-9.-]+\.js$/.test(url) ? url : ""),
  });

  // What every file of the index calls.
  /** @type {any} */ (window).weerklank = (/** @type {string} */ name, /** @type {string} */ text) => waiting.get(name)?.(text);

  /**
   * What was asked for before, unless that failed.
   * @template K, V @param {Map<K, Promise<V>>} all @param {K} key @param {() => Promise<V>} make @returns {Promise<V>}
   */
  const once = (all, key, make) => {
    let made = all.get(key);
    if (!made) {
      all.set(key, (made = make()));
      made.catch(() => all.delete(key));
    }
    return made;
  };

  /** @type {(name: string, url: string | false | undefined, use: (given: any) => any) => Promise<any>} what a file gives, which is asked for at this address if there is one */
  const file = (name, url, use) =>
    once(files, name, () => new Promise((done, fail) => {
      waiting.set(name, (given) => done(use(given)));
      if (!url) return;
      const script = tree.createElement("script");
      script.src = policy?.createScriptURL(url) || url;
      script.onload = () => script.remove();
      script.onerror = () => fail(new Error(url));
      tree.head.append(script);
    }));

  /** @param {"forms" | "rest"} name @returns {Promise<any>} what few searches need: search-forms.js or search-more.js */
  const more = (name) =>
    file(name, page.dataset[name], (make) => make([Reader, Bits, load, loadJson, known, together, placeIn, unfolded, utf8, NOWHERE, KEYS, listOf, words, element, phrase, ask]));

  const rest = () => more("rest");

  /** @param {string} name @param {boolean} [ask] @returns {Promise<Uint8Array>} what the file holds */
  const load = (name, ask = true) => file(name, ask && `${home}search/${name}.js`, inflate);

  /** @param {string} text @returns {Promise<Uint8Array>} */
  const inflate = async (text) => {
    const bytes = new Uint8Array(text.length * 2);
    let bits = 0, count = 0, size = 0;
    for (let at = 0; at < text.length; at++) {
      // As src/search/coding.rs says: 16 bits in most characters, 15 in some; the last one may be seven.
      const code = text.charCodeAt(at), value = code - (code < 8192 ? 256 : code < 55296 ? 368 : 2416);
      bits |= (code > 65279 ? code & 127 : value < 32768 ? value : value + 2673) << count;
      for (count += code > 65279 ? 7 : value < 2673 ? 15 : 16; count > 7; count -= 8, bits >>= 8) bytes[size++] = bits;
    }
    const stream = new Blob([bytes.subarray(0, size)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const utf8 = new TextDecoder();
  /** @param {string} name @param {boolean} [ask] @returns {Promise<any>} */
  const loadJson = async (name, ask) => JSON.parse(utf8.decode(await load(name, ask)));

  /** Reads numbers of seven bits a byte. */
  class Reader {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    number() {
      let number = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.bytes[this.at++];
        number += (byte & 127) * 2 ** shift;
        if (!(byte > 127)) return number;
      }
    }
    /** @param {number} size */
    take(size) {
      return this.bytes.subarray(this.at, (this.at += size));
    }
    /** @returns {Reader} */
    block() {
      return new Reader(this.take(this.number()));
    }
    /** @param {number} count */
    blocks(count) {
      return Array.from({ length: count }, () => this.block());
    }
    /** @param {number} count @param {number} low @param {Bits} gaps @param {Bits} segments @returns {List} */
    list(count, low, gaps, segments) {
      const docs = new Array(count);
      for (let at = 0, next = 0; at < count; at++, next++) docs[at] = next += gaps.number(low);
      const impacts = this.take(count);
      const places = new Uint8Array(count);
      for (const half of [4, 0]) impacts.forEach((impact, at) => impact >> half & 15 && (places[at] |= segments.take(4) << half));
      return { docs, impacts, segments: places };
    }
  }

  /** Reads numbers of as many bits as they need. */
  class Bits {
    /** @param {Reader} reader what follows there */
    constructor({ bytes, at }) {
      this.bytes = bytes;
      this.at = at * 8;
    }
    /** The bits that follow, 25 of them at least. */
    peek() {
      const from = this.at >> 3, bytes = this.bytes;
      return (bytes[from] | bytes[from + 1] << 8 | bytes[from + 2] << 16 | bytes[from + 3] << 24) >>> (this.at & 7);
    }
    /** @param {number} size */
    take(size) {
      const number = this.peek() & (2 ** size - 1);
      this.at += size;
      return number;
    }
    /** @param {number} low how many bits it has beside the ones that it begins with */
    number(low) {
      const rest = ~this.peek() | 1 << 24, often = 31 - Math.clz32(rest & -rest);
      this.at += min(often + 1, 24);
      return often > 23 ? this.take(24) : this.take(low) + often * 2 ** low;
    }
  }

  // Words: the same rules as src/search/words/tokens.rs

  /** @type {Record<string, string>} */
  const foldings = {};
  /** @type {Record<string, string>} */
  const PAIRS = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };

  /** @param {string} char @returns {string} its letters, `'`, `-`, nothing, or a blank */
  const fold = (char) => (foldings[char] ??= "'’‘\u0060´ʼ′".includes(char) ? "'" : "-‐‑".includes(char) ? "-" : ".,".includes(char) ? char : letters(char));

  /** @param {string} char */
  const letters = (char) => {
    if (/[\u00AD\u200B-\u200D\u2060\uFEFF]/.test(char)) return "";
    if (char === "™") return " ";
    const plain = char.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßøæœłđðþıς]/g, (c) => PAIRS[c]);
    return /^[\p{Alphabetic}\p{N}]*$/u.test(plain) ? plain : " ";
  };

  const isLetter = (/** @type {string} */ folded) => !" '-.,".includes(folded);

  /** What a character of ASCII is to a word: 1 a letter or digit, 2 what ends it, 0 what `fold` is asked about. */
  const ASCII = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : code === 39 || code === 96 ? 0 : 2));

  /** @type {Map<string, Word[]>} the words of texts that were shown, which the next key press shows again */
  const cuts = new Map();

  /** @param {string} text @returns {Word[]} */
  const words = (text) => {
    let found = cuts.get(text);
    if (!found) {
      if (cuts.size > 4000) cuts.clear();
      cuts.set(text, (found = cut(text)));
    }
    return found;
  };

  /** @param {string} text @returns {Word[]} */
  const cut = (text) => {
    /** @type {Word[]} */
    const found = [];
    let word = "", start = 0, end = 0;
    const close = () => {
      if (word) found.push({ text: word.length > 64 ? [...word].slice(0, 64).join("") : word, start, end });
      word = "";
    };
    for (let at = 0; at < text.length; ) {
      const kind = ASCII[text.charCodeAt(at)];
      if (kind === 1) {
        let to = at + 1;
        while (ASCII[text.charCodeAt(to)] === 1) to++;
        if (!word) start = at;
        word += text.slice(at, to).toLowerCase();
        at = end = to;
        continue;
      }
      if (kind === 2) {
        close();
        at++;
        continue;
      }
      const char = String.fromCodePoint(text.codePointAt(at) || 0);
      const folded = fold(char);
      if (isLetter(folded)) {
        if (!word) start = at;
        word += folded;
        end = at + char.length;
      } else if (folded === "'") {
        const [next, after] = [...text.slice(at + 1, at + 5)].map(fold);
        if (!isLetter(next || "") || next === "n" && !isLetter(after || "")) close();
      } else if (folded) close();
      at += char.length;
    }
    close();
    return found;
  };

  /** @param {string} text @returns {string[][]} words; those of a chain together, with the whole joined first */
  const chains = (text) => {
    const all = words(text);
    /** @type {string[][]} */
    const chained = [];
    for (let at = 0; at < all.length; ) {
      let to = at + 1;
      while (to < all.length && isJoint(text.slice(all[to - 1].end - 1, all[to].start + 1))) to++;
      const parts = all.slice(at, to).map((word) => word.text);
      if (parts[1] && !parts[4]) chained.push([parts.join("").slice(0, 64), ...parts]);
      else parts.forEach((part) => chained.push([part]));
      at = to;
    }
    return chained;
  };

  const isJoint = (/** @type {string} */ between) => /^.[-‐‑].$|^\d[.,]\d$/u.test([...between].filter(fold).join(""));

  // The index

  /** @param {string} coded @returns {string[]} texts that each tell how much they share with the one before */
  const unfolded = (coded) => {
    let before = "";
    return Array.from(coded.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => (before = [...before].slice(0, shared.charCodeAt(0) - 65).join("") + rest));
  };

  const rootLoaded = loadJson("root", false).then((root) => ({ ...root, starts: unfolded(root.starts), later: new Set(root.later) }));

  /** @param {number} high @param {(at: number) => boolean} isBefore @returns {number} the first of so many places that is not before */
  const firstOf = (high, isBefore) => {
    let low = 0;
    while (low < high) {
      const middle = low + high >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** @param {string[]} starts @param {string} word @returns {number} which of the parts that begin so has the word if any has */
  const placeIn = (starts, word) => max(0, firstOf(starts.length, (at) => starts[at] <= word) - 1);

  /** @type {Map<number, Promise<Shard>>} */
  const shards = new Map();

  /** @param {any} root @param {number} number @returns {Promise<Shard>} */
  const shard = (root, number) =>
    once(shards, number, () => load("w" + root.shards.slice(number * 6, number * 6 + 6)).then((bytes) => new Shard(bytes, root.base)));

  /** A part of the dictionary. */
  class Shard {
    /** @param {Uint8Array} bytes @param {number} base */
    constructor(bytes, base) {
      const reader = new Reader(bytes);
      const impacts = reader.blocks(2), [segments, gaps, refs, spots] = reader.blocks(4);
      this.own = reader.number();
      const [text, owners, meta, experts] = reader.blocks(4);
      const [gapBits, segmentBits] = [gaps, segments].map((block) => new Bits(block));
      this.forms = unfolded(utf8.decode(text.bytes));
      this.heads = this.forms.map((_, at) => (owners.number() || at + 1) - 1);
      /** @type {string[][]} */
      const members = [];
      this.heads.forEach((head, at) => (members[head] ||= []).push(this.forms[at]));
      const hash = (from = refs) => "p" + [...from.take(5)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      /** @type {Rest} */
      let rest;
      /** @returns {Place} */
      const place = (of = 0) => {
        const head = meta.number(), count = head >> 2;
        const list = impacts[of].list(head & 1 ? TIER : count, count && meta.number(), gapBits, segmentBits);
        if (!(head & 1)) return { count, list };
        if (head & 2) rest = { file: hash(), lists: [] };
        return { count, list, rest, at: rest.lists.push([count - TIER, meta.number(), of]) - 1 };
      };
      let spotFile = "", spotAt = [0, 0, 0];
      const withSpots = (/** @type {Place} */ made) => {
        const code = meta.number(), each = code >> 2;
        if (each) made.spots = { files: Array.from({ length: Math.ceil(made.count / each) }, () => hash(spots)), each, at: [0, 0, 0] };
        else if (code) {
          if (code > 1) [spotFile, spotAt] = [hash(spots), [0, 0, 0]];
          made.spots = { files: [spotFile], each: made.count, at: spotAt };
          const [size, letters] = [meta.number(), meta.number()];
          spotAt = [spotAt[0] + made.count, spotAt[1] + letters, spotAt[2] + size];
        }
        return made;
      };
      /** @type {Map<number, Group>} */
      this.groups = new Map();
      for (let at = 0; at < this.own; at++) {
        if (this.heads[at] !== at) continue;
        /** @type {[string, Place][]} */
        const list = members[at].map((form) => [form, withSpots(place())]);
        const parts = place(1), count = [parts, ...list.map(([, place]) => place)].some((place) => place.rest) ? meta.number() : 0;
        /** @type {[number, number][]} */
        const known = [];
        for (let left = meta.number(); left; left--) known.push([base + experts.number(), experts.take(1)[0]]);
        this.groups.set(at, { members: list, parts, count, experts: known });
      }
    }

    /** @param {string} form @returns {number} its place, or that of the first form behind it */
    find(form) {
      return firstOf(this.own, (at) => this.forms[at] < form);
    }

    /** @param {any} root @param {number} at @returns {Promise<Group | undefined>} the group of the form at this place */
    async group(root, at) {
      const head = this.heads[at];
      if (head < this.own) return this.groups.get(head);
      const form = this.forms[head];
      const other = await shard(root, placeIn(root.starts, form));
      return other.groups.get(other.find(form));
    }
  }

  /** @param {any} root @param {string} word @returns {Promise<Match[]>} */
  const known = async (root, word) => {
    const here = await shard(root, placeIn(root.starts, word));
    const at = here.find(word);
    const group = here.forms[at] === word && (await here.group(root, at));
    return group ? [{ form: word, group, weight: 1 }] : [];
  };

  /** @param {any} root @param {string} start @returns {Promise<Match[]>} the commonest words that begin so */
  const beginning = async (root, start) => {
    const first = placeIn(root.starts, start);
    const near = [first, first + 1].filter((at) => at === first || (root.starts[at] || "").startsWith(start));
    /** @type {Match[]} */
    const matches = [];
    for (const here of await together(near.map((at) => shard(root, at)))) {
      for (let at = here.find(start); at < here.own && here.forms[at].startsWith(start); at++) {
        const group = here.groups.get(here.heads[at]);
        if (!group || matches.some((match) => match.group === group)) continue;
        const own = group.members.filter(([form]) => form.startsWith(start));
        matches.push({ form: here.forms[at], group: { ...group, members: own, parts: NOWHERE, count: 0 }, weight: 0.8 });
      }
    }
    const size = (/** @type {Match} */ match) => match.group.members.reduce((sum, [, place]) => sum + place.count, 0);
    return matches.sort((a, b) => size(b) - size(a)).slice(0, 12);
  };

  // Queries

  /** @param {string} query @returns {{terms: Term[], fields: Field[]}} */
  const parse = (query) => {
    /** @type {Term[]} */
    const terms = [];
    /** @type {Field[]} */
    const fields = [];
    // A field without a name is not asked for yet.
    const text = query.slice(0, 300).replace(/[“”„«»]/g, '"').replace(/-?(expert|topic):\s*$/i, "");
    for (const [whole, minus, field, quoted, bare] of text.matchAll(/(-?)(?:(expert|topic):\s*)?(?:"([^"]*)"?|([^\s"]+))/giu)) {
      const shown = quoted ?? bare, without = !!minus, isBare = quoted == null;
      if (field) fields.push([field.toLowerCase(), shown, without]);
      else for (const list of isBare ? chains(shown) : [words(shown).map((word) => word.text)])
        if (list[0]) terms.push({ words: list, phrase: !isBare && list.length > 1, without, open: isBare && !minus && text.endsWith(whole), shown });
    }
    return { terms: [...new Map(terms.map((term) => [`${term.words}${term.without}`, term])).values()].slice(0, 12), fields };
  };

  /** @param {Place} place @param {boolean} whole @returns {Promise<List>} */
  const listOf = async (place, whole) => (whole && place.rest ? (place.whole ||= wholeList(place, place.rest)) : place.list);

  /** @param {Place} place @param {Rest} rest @returns {Promise<List>} */
  const wholeList = async ({ list, at }, rest) => {
    rest.read ||= load(rest.file).then((bytes) => {
      const reader = new Reader(bytes);
      const impacts = reader.blocks(2), segments = new Bits(reader.block()), gaps = new Bits(reader);
      return rest.lists.map(([count, low, of]) => impacts[of].list(count, low, gaps, segments));
    });
    const lists = [list, (await rest.read)[at || 0]];
    const all = lists.flatMap(({ docs, impacts, segments }) => docs.map((doc, at) => [doc, impacts[at], segments[at]])).sort((a, b) => a[0] - b[0]);
    const [docs, impacts, segments] = [0, 1, 2].map((part) => all.map((one) => one[part]));
    return { docs, impacts, segments };
  };

  /** @param {any} root */
  const sizeOf = (root) => root.n + root.kinds[4] - root.kinds[0];

  /** @param {any} root @param {Match[]} matches @returns {boolean} whether so many documents have the word that it says little */
  const isCommon = (root, matches) => {
    const count = matches.reduce((sum, { group }) => group.members.reduce((inner, [, place]) => inner + place.count, sum + group.parts.count / 2), 0);
    return count > max(50, sizeOf(root) * 0.3);
  };

  /** @param {any} root @param {Looked} looked @param {boolean} whole whether all documents are asked for, or those that count most will do @returns {Promise<Found>} */
  const find = async (root, looked, whole) => {
    /** @type {Found} */
    const found = { ...looked, forms: new Set(), within: [], count: 0, idf: 0, part: false, hits: new Map() };
    /** @type {Promise<[List, number, number]>[]} */
    const lists = [];
    let documents = 0;
    const add = (/** @type {Place} */ place, /** @type {number} */ weight) => lists.push(listOf(place, whole).then((list) => [list, weight, place.count]));
    for (const { form, group, weight } of looked.matches) {
      const { parts } = group;
      found.count = max(found.count, group.count || 0);
      for (const [member, place] of group.members) {
        found.forms.add(member);
        // Not every compound is in its list: a document with the word itself is in that of the word.
        if (member.length > (parts.count ? 2 : 3)) found.within.push(member);
        documents += place.count;
        if (place.rest && !whole) found.part = true;
        add(place, weight * (member === form ? 1 : 0.9));
      }
      if (parts.count) {
        documents += parts.count / 2;
        add(parts, weight * 0.55);
      }
    }
    // What a query need not have says little of a document that has it.
    found.idf = (Math.log(1 + sizeOf(root) / (documents + 1)) + 0.1) * (looked.common ? 0.25 : 1);
    for (const [list, weight, count] of await together(lists)) {
      found.count = max(found.count, count);
      list.docs.forEach((doc, at) => {
        const article = list.impacts[at] >> 4, talk = (list.impacts[at] & 15) * 0.45;
        // Of a post, a page, a topic, an expert or an attachment: an expert of this very name is who one looks for, and a topic where
        // all of it stands.
        const isAbove = article > 11, of = isAbove ? firstOf(4, (kind) => root.kinds[kind] <= doc) : 0, named = of === 3;
        // What is talked about below an article adds the less, the more the article itself is about it.
        const score = weight * (article + talk * (0.7 - article / 23)) * [1, 1, 1.08, 1.4, 1][of];
        let hit = found.hits.get(doc);
        if (!hit) found.hits.set(doc, (hit = { score: 0, votes: [] }));
        const { votes } = hit, segment = list.segments[at];
        for (const [place, vote] of [[segment >> 4, article], [segment & 15, talk]]) if (vote) votes[place] = (votes[place] || 0) + weight * vote;
        hit.named ||= named;
        hit.isAbove ||= isAbove;
        // So do its other forms and its compounds.
        const most = max(hit.score, score);
        hit.score = most + min(hit.score, score) * 0.3 * (1 - most / 22);
      });
    }
    return found;
  };

  /** @param {any} root @param {Term[]} terms @returns {Promise<Looked[]>} */
  const lookAll = async (root, terms) => (await together(terms.map((term) => look(root, term)))).flat();

  /** @param {Term} term @param {string[]} words @returns {Term[]} a term for each word */
  const each = (term, words) => words.map((word) => ({ ...term, words: [word] }));

  /** @param {any} root @param {Term} term @returns {Promise<Looked[]>} which words of the index a term means */
  const look = async (root, term) => {
    const word = term.words[0];
    let matches = (await together([word, ...(term.joined || [])].map((form) => known(root, form)))).flat();
    let mean = "", starts = "";
    // A chain that nobody wrote joined: its words, all of them.
    if (!matches[0] && term.words[1]) return lookAll(root, each(term, term.words.slice(1)));
    if (!matches[0]) {
      // Nobody wrote this form: others of it, and what begins so if it is being typed.
      const begun = term.open ? await beginning(root, word) : [];
      if (begun[0]) starts = word;
      matches = await (await more("forms")).formsOf(root, word, begun[0] ? 1 : 3);
      const forms = matches.flatMap((match) => match.group.members.map(([form]) => form));
      matches.push(...begun.filter((match) => !forms.includes(match.form)));
    }
    const isStop = root.stop.includes(word);
    if (!matches[0] && !isStop) {
      const { partsOf, nearest } = await more("forms"), parts = await partsOf(root, word);
      if (parts) return lookAll(root, each(term, parts));
      let isWord;
      if (!term.without) [mean, isWord] = await nearest(root, word);
      // What was meant is not known: no more than the word itself is looked for, and that only if what was asked is no word.
      for (const match of mean && !isWord ? await known(root, mean) : []) {
        const members = match.group.members.filter(([form]) => form === mean);
        matches.push({ ...match, group: { members, parts: NOWHERE, experts: [] }, weight: 0.7 });
      }
    }
    const same = /** @type {Set<string>} */ (new Set(root.same.filter((/** @type {string[]} */ set) => set.includes(word)).concat(term.same || []).flat()));
    // Several names of a set may be forms of one word, which counts once.
    for (const other of same)
      for (const match of await known(root, other))
        if (!matches.some((one) => one.group === match.group)) matches.push({ ...match, weight: 0.8 });
    // A text that has none of these words may have a name of several that they stand for.
    const names = term.names || root.names.flatMap((/** @type {Name} */ [name, same]) => (same.includes(word) ? [name] : []));
    return [{ matches, starts, mean: mean || term.shown, changed: !!mean, stop: isStop, common: isStop || isCommon(root, matches), names }];
  };

  /**
   * @typedef {{doc: number, score: number, votes: number[], met: number}} Result
   * @typedef {{word: Word, of: number, whole: boolean, run?: string, isSaid?: boolean}} Mark a word to mark, which word of the query it is of, whether it is that and no compound of it, which words it is that with, and whether the title says it
   * @typedef {{asked: State, results: Result[], count: number, isLeast: boolean, part: boolean, marks: Found[], phrases: string[][], experts: number[], mean: string, loose: boolean}} Answer
   */

  /** @param {any} root @param {State} state @param {boolean} [all] whether all documents are asked for, or those that count most will do @param {boolean} [any] whether one word of the query is enough @returns {Promise<Answer>} */
  const search = async (root, state, all = false, any = false) => {
    /** @type {(doc: number) => number} that of which a document is a portion */
    const firstOfAll = (doc) => (root.later.has(doc) ? firstOfAll(doc - 1) : doc);
    const query = parse(state.q);
    const wanted = query.terms.filter((term) => !term.without);
    const filtered = !!query.fields[0] || isNarrow(state);
    const whole = all || filtered || query.terms.length > 1 || query.terms.some((term) => term.phrase);
    const flat = wanted.flatMap((term) => (term.phrase ? each(term, term.words) : [term]));
    const asked = /** @type {any} */ (flat.map(({ words: [text] }) => ({ text })));
    for (const [name, same, names] of /** @type {Name[]} */ (root.names))
      for (const at of places(asked, name)) name.forEach((_, next) => Object.assign(flat[at + next], { same, names }));
    // Hoog water is hoogwater too; no form has a hyphen.
    const joined = flat.map(({ words }, at) => words[0] + (flat[at + 1]?.words[0] || "-"));
    const [looks, excluded, allowed] = await together([
      lookAll(root, flat.map((term, at) => ({ ...term, joined: joined.slice(at && at - 1, at + 1) }))),
      lookAll(root, query.terms.filter((term) => term.without && !term.phrase)),
      filtered ? rest().then((rest) => rest.fitting(root, state, query.fields)) : [() => true, () => true],
    ]);
    // A word is a common one only beside others that are not, and that are known, unless it says nothing by itself.
    const looked = looks.map((one) => ({ ...one, common: one.common && tellingOf(looks).some((other) => one.stop || other.matches[0]) }));
    const [marks, avoided] = await together([
      together(looked.map((one) => find(root, one, whole && !one.common))),
      together(excluded.map((one) => find(root, one, true))),
    ]);
    const gone = new Set(avoided.flatMap((found) => [...found.hits.keys()].map(firstOfAll)));
    /** @type {(doc: number) => boolean} */
    const isLeft = (doc) => allowed[1](doc) && !gone.has(firstOfAll(doc));
    /** @type {(doc: number) => boolean} */
    const fits = (doc) => allowed[0](doc) && isLeft(doc);
    const needed = tellingOf(marks);
    const phrases = wanted.filter((term) => term.phrase).map((term) => term.words);
    let results = ranked(root, marks, needed, any && !phrases[0] ? 1 : needed.length, fits);
    const loose = !results[0] && needed.length > 1 && !phrases[0];
    for (let least = needed.length; loose && --least && !results[0]; ) results = ranked(root, marks, needed, least, fits);
    if (!marks[0] && (filtered || query.terms[0] || all && !state.q.trim())) results = (await rest()).everything(root, fits);
    if (phrases[0]) results = await (await rest()).withPhrases(root, results, phrases);
    for (const term of query.terms) {
      if (!term.without || !term.phrase) continue;
      const docs = [...results, ...[...root.later].flatMap((doc) => [{ doc }, { doc: doc - 1 }])];
      const having = new Set((await (await rest()).withPhrases(root, docs, [term.words])).map((/** @type {Result} */ { doc }) => firstOfAll(doc)));
      results = results.filter((result) => !having.has(firstOfAll(result.doc)));
    }
    // Of an attachment in portions the first one found.
    const seen = new Set();
    results = results.filter((result) => !seen.has(firstOfAll(result.doc)) && seen.add(firstOfAll(result.doc)));
    if (state.sort === "date") results.sort((a, b) => rank(root, b.doc) - rank(root, a.doc));
    const mean = looked.some((one) => one.changed) ? [...new Set(looked.map((one) => one.mean))].join(" ") : "";
    // Of a word that many documents have, only those were read that count most.
    const part = marks.length === 1 && marks[0].part && !excluded[0];
    // How many have any of its forms is known, unless it is more than one word, or documents in portions are among them.
    const isLeast = part && !!(root.later.size || marks[0].matches[1] || !marks[0].matches[0].group.count);
    const experts = knowing(marks);
    const named = results.map((result) => result.doc).filter((doc) => needed[0] && needed.every((found) => found.hits.get(doc)?.named));
    return { asked: state, results, count: max(part ? marks[0].count - root.later.size : 0, results.length), isLeast, part, marks, phrases, experts: [...new Set([...named, ...experts])].filter((doc) => results[0] && isLeft(doc)).slice(0, 4), mean, loose };
  };

  /** @template {{common: boolean}} T @param {T[]} marks @returns {T[]} those that a query must have */
  const tellingOf = (marks) => marks.filter((found) => !found.common);

  /** @param {any} root @param {number} doc @returns {number} the place of a document in time; what has no date stands last */
  const rank = (root, doc) => (doc < root.base ? doc : -doc);

  /** @param {any} root @param {Found[]} marks @param {Found[]} needed @param {number} least @param {(doc: number) => boolean} fits @returns {Result[]} */
  const ranked = (root, marks, needed, least, fits) => {
    /** @type {Map<number, Result & {low: number}>} */
    const sums = new Map();
    for (const found of marks) {
      const counts = +needed.includes(found);
      found.hits.forEach((hit, doc) => {
        let sum = sums.get(doc);
        if (!sum) sums.set(doc, (sum = { doc, score: 0, votes: [], met: 0, low: Infinity }));
        sum.met += counts;
        // Where no document has all of the words, what one is about says more than how rare a word is.
        const score = (least < needed.length ? 1 : found.idf) * hit.score;
        sum.score += score;
        // A document that is about all of the words stands above one that is about some.
        if (counts) sum.low = min(sum.low, score);
        const { votes } = sum, had = (/** @type {number} */ at) => votes[at] || 0;
        // Words that are in one segment, or in two that follow each other, are near each other.
        sum.score += 0.15 * hit.votes.reduce((most, vote, at) => max(most, min(max(had(at - 1), had(at), had(at + 1)), found.idf * vote)), 0);
        hit.votes.forEach((vote, at) => (votes[at] = had(at) + found.idf * vote));
      });
    }
    const pinned = new Set(root.pinned);
    const results = [...sums.values()].filter((sum) => sum.met >= least && fits(sum.doc));
    for (const result of results) {
      const fresh = result.doc < root.base ? result.doc / root.n : 0.5;
      result.score = (result.score + result.low * 0.3) * (1 + 0.06 * fresh) * (pinned.has(result.doc) ? 1.08 : 1) * (result.met / needed.length);
    }
    results.sort((a, b) => b.score - a.score || rank(root, b.doc) - rank(root, a.doc));
    return results;
  };

  /** @param {Found[]} marks @returns {number[]} the experts on all of the words, the best first */
  const knowing = (marks) => {
    /** @type {Map<number, number[]>} */
    const sums = new Map();
    // Nobody knows about a year, or another number among words.
    const needed = tellingOf(marks).filter((found) => /[^\d.,]/.test(found.mean));
    for (const { matches, idf } of needed) {
      // Somebody may know of several of the forms and compounds that one word means.
      for (const [doc, strength] of new Map(matches.flatMap((match) => match.group.experts))) {
        const [met, sum] = sums.get(doc) || [0, 0];
        sums.set(doc, [met + 1, sum + strength * idf]);
      }
    }
    return [...sums].filter(([, [met]]) => met === needed.length).sort((a, b) => b[1][1] - a[1][1]).map(([doc]) => doc);
  };

  // Filters

  /** @typedef {{q: string, kind: string, topic: string, expert: string, year: string, lang: string, sort: string}} State */
  const KEYS = /** @type {(keyof State)[]} */ (["q", "kind", "topic", "expert", "year", "lang", "sort"]);

  /** @param {State} state */
  const isNarrow = (state) => KEYS.slice(1).some((key) => state[key]);

  // Phrases, and what is shown

  /** @param {any} root @param {number} doc @param {number} place @returns {Promise<Segment>} */
  const segment = (root, doc, place) => {
    const isPost = doc < root.base, at = ((doc >> root.bits) - (isPost ? 0 : root.base >> root.bits)) * 6;
    const name = `s${doc}-${place}-${(isPost ? root.posts : root.others).slice(at, at + 6)}`;
    if (parts.size > 1000) parts.clear();
    return once(parts, name, () => loadJson(name));
  };

  /** @type {Map<string, Promise<Segment>>} those that were shown */
  const parts = new Map();

  /** @param {Segment} part */
  const textsOf = (part) => [part.t, ...(part.b || []).map((line) => (typeof line === "string" ? line : line[1] || "")), ...(part.c || []).flatMap((remark) => [remark[1], remark[3]])];

  /** @param {Word[]} list @param {string[]} phrase @returns {number[]} where the phrase begins */
  const places = (list, phrase) => list.flatMap((_, at) => (phrase.every((word, next) => list[at + next]?.text === word) ? at : []));

  const namesOf = (/** @type {Found[]} */ marks) => tellingOf(marks).flatMap((found) => found.names);

  /** @param {Answer} answer @returns {(text: string) => Mark[]} finds the words to mark */
  const marker = ({ phrases, marks }) => {
    const alone = new Set(phrases.flat());
    const telling = tellingOf(marks), runs = [...phrases, ...namesOf(marks)];
    const any = new RegExp([...telling.flatMap((found) => [...found.forms, found.starts]), ...runs.flat()].filter(Boolean).join("|"), "i");
    return (text) => {
      // Most texts have none of the words, which those of plain letters tell without being cut.
      if (!/['`-]|\d[.,]|[^\0-\x7f]/.test(text) && !any.test(text)) return [];
      const list = words(text);
      const inPhrase = new Set(runs.flatMap((phrase) => places(list, phrase).flatMap((at) => phrase.map((_, next) => at + next))));
      /** @type {Mark[]} */
      const found = [];
      // Thousands of words are looked at after each key press.
      for (let at = 0; at < list.length; at++) {
        const word = list[at];
        if (inPhrase.has(at)) found.push({ word, of: -1, whole: true });
        else if (!alone.has(word.text)) {
          for (let of = 0; of < telling.length; of++) {
            const isWord = isForm(telling[of], word.text), run = isWord ? "" : joinedWith(telling[of], text, list, at), whole = isWord || !!run;
            if (!whole && !isWithin(telling[of], word.text)) continue;
            found.push({ word, of, whole, run });
            break;
          }
        }
      }
      return found;
    };
  };

  /** @param {Found} found @param {string} text @param {Word[]} list @param {number} at @returns {string | undefined} the words that signs make one word of, up to four, this one among them */
  const joinedWith = (found, text, list, at) => {
    for (let first = max(0, at - 3); first <= at; first++) {
      let joined = list[first].text;
      for (let last = first + 1; last < first + 4 && list[last]; last++) {
        const { end } = list[last - 1], { start } = list[last];
        if (text[end] === " " || !isJoint(text.slice(end - 1, start + 1))) break;
        joined += list[last].text;
        if (last >= at && found.forms.has(joined)) return list.slice(first, last + 1).map((word) => text.slice(word.start, word.end)).join(" ");
      }
    }
  };

  /** @param {Found} found @param {string} word */
  const isForm = (found, word) => found.forms.has(word) || !!found.starts && word.startsWith(found.starts);

  /** @param {Found} found @param {string} word @returns {boolean} whether it is a compound of it */
  const isWithin = (found, word) => found.within.some((form) => word.length > form.length + 2 && (form.length > 4 ? word.includes(form) : word.startsWith(form) || word.endsWith(form)));

  /** @param {string} name @param {string} [style] @param {(Node | string)[]} [inner] @param {string} [lang] if it is not that of the site */
  const element = (name, style = "", inner = [], lang) => {
    const made = tree.createElement(name);
    if (style) made.className = style;
    if (lang) made.lang = lang;
    made.append(...inner);
    return made;
  };

  const span = (/** @type {Node | string} */ inner) => element("span", "", [inner]);

  /** @param {string} url @param {(Node | string)[]} inner @param {string} [style] */
  const link = (url, inner, style) => {
    const made = /** @type {HTMLAnchorElement} */ (element("a", style, inner));
    made.href = home + url;
    return made;
  };

  /** @param {string} key @param {Record<string, string | number>} [values] @returns {string} a phrase of the theme */
  const phrase = (key, values = {}) => {
    const name = `data-say-${key}`;
    const text = out.getAttribute(name) || out.getAttribute(name + (values.n === 1 ? "-one" : "-other")) || key;
    return text.replace(/\{(\w+)\}/g, (_, name) => /** @type {any} */ (values[name]));
  };

  // English dates are written as on the pages themselves, 6 Feb 2025.
  const dates = new Intl.DateTimeFormat(tree.documentElement.lang.replace(/^(en)?$/, "en-GB"), { day: "numeric", month: "short", year: "numeric" });

  /** @param {string} day */
  const date = (day) => {
    const time = /** @type {HTMLTimeElement} */ (element("time", "", [dates.format(new Date(day + "T12:00"))]));
    time.dateTime = day;
    return time;
  };

  /** @param {Mark[]} list @returns {number} how many different words are marked, those that are no compounds twice */
  const variety = (list) => new Set(list.flatMap((mark) => [mark.of, mark.of + +mark.whole / 2])).size;

  /** @param {Mark[]} list @returns {number} the more, the more words are marked that the title does not say, then of any, and then the more often */
  const worth = (list) => variety(list.filter((mark) => !mark.isSaid)) * 500 + variety(list) * 20 + min(list.length, 19);

  /**
   * A text with its words marked: all of it, or about so many characters where they stand closest.
   * @param {string} text @param {Mark[]} found @param {number} [size] @returns {(Node | string)[]}
   */
  const marked = (text, found, size = text.length) => {
    let from = 0, to = text.length;
    if (to > size) {
      const best = found.map(({ word }) => found.filter((other) => other.word.start >= word.start && other.word.end < word.start + size * 0.75));
      const start = best.reduce((one, other) => (worth(other) > worth(one) ? other : one), [])[0]?.word.start || 0;
      from = start < size * 0.4 ? 0 : text.indexOf(" ", start - size * 0.25) + 1 || start;
      to = from + size < text.length ? max(text.lastIndexOf(" ", from + size), start + 1) : text.length;
    }
    /** @type {(Node | string)[]} */
    const pieces = from > 0 ? ["… "] : [];
    let at = from;
    for (const { word } of found) {
      if (word.start < at || word.end > to) continue;
      pieces.push(text.slice(at, word.start), element("mark", "", [text.slice(word.start, word.end)]));
      at = word.end;
    }
    pieces.push(text.slice(at, to));
    if (to < text.length) pieces.push(" …");
    return pieces;
  };

  /** @param {any} root @param {Answer} answer @param {Result} result @param {boolean} full @returns {Promise<Segment>} what is shown of a result */
  const shownOf = async (root, { phrases, marks }, result, full) => {
    /** @param {number[]} votes @returns {number[]} the segments, the one with most votes first */
    const ordered = (votes) => [...votes.keys()].filter((at) => votes[at]).sort((a, b) => votes[b] - votes[a]);
    // The words that the title does not say decide, each by itself if it stands elsewhere.
    const others = tellingOf(marks).flatMap((found) => found.hits.get(result.doc) || []).filter((hit) => !hit.isAbove);
    const order = ordered((others[1] ? result : others[0] || result).votes);
    if (phrases[0]) {
      // Its words may stand in another part of the text than the phrase does.
      for (let at = 0, count = 1; at < count + order.length; at++) {
        const part = await segment(root, result.doc, order[at] ?? at - order.length);
        count = part.z || 1;
        if (textsOf(part).some((text) => phrases.some((phrase) => places(words(text), phrase).length))) return part;
      }
    }
    const other = others.find((hit) => !hit.votes[order[0]]);
    const chosen = other ? [order[0], ordered(other.votes)[0]] : order.slice(0, full && result.votes[order[1]] > result.votes[order[0]] * 0.6 ? 2 : 1);
    const parts = await together((chosen.length ? chosen.sort((a, b) => a - b) : [0]).map((place) => segment(root, result.doc, place)));
    return { ...parts[0], b: parts.flatMap((part) => part.b || []), c: parts.flatMap((part) => part.c || []) };
  };

  /** @param {Segment} part @param {Answer} answer @param {ReturnType<typeof marker>} seek */
  const resultElement = (part, answer, seek) => {
    const title = seek(part.t), said = title.flatMap((mark) => (mark.of < 0 ? [] : mark.of));
    const find = (/** @type {string} */ text) => seek(text).map((mark) => ({ ...mark, isSaid: said.includes(mark.of) }));
    let anchor = "", best = /** @type {{text?: string, found: Mark[], anchor: string, worth: number, isHead?: boolean}} */ ({ found: [], anchor: "", worth: -1 });
    /** @type {Set<string>} */
    const seen = new Set();
    const note = (/** @type {Mark[]} */ found, /** @type {string} */ text) => found.forEach(({ word, of, run }) => of < 0 || seen.add(run ? `"${run}"` : text.slice(word.start, word.end)));
    const headings = new Map();
    for (const line of part.b || []) {
      const isHead = typeof line !== "string", text = isHead ? line[1] || "" : line, found = find(text);
      note(found, text);
      if (isHead) headings.set((anchor = line[0]), marked(text, found));
      // What stands under a heading that has the words is shown with it, unless a text has as many of them.
      const value = worth(found) - +isHead;
      if (value > best.worth) best = { text: isHead ? "" : text, found: isHead ? [] : found, anchor, worth: value, isHead };
      else if (!isHead && best.isHead && !best.text && best.anchor === anchor) Object.assign(best, { text, found });
    }
    const remarks = (part.c || []).map((remark) => /** @type {[Mark[], Mark[], ...string[]]} */ ([find(remark[1]), find(remark[3]), ...remark])).filter(([by, found]) => by[0] || found[0]);
    remarks.forEach(([, found, , , , text]) => note(found, text));
    remarks.sort((a, b) => worth(b[1]) - worth(a[1]));
    note(title, part.t);
    const item = element("li");
    item.dataset.kind = part.k;
    item.dataset.url = part.u;
    // The page that it leads to marks these: what was seen here, and the other forms of the words.
    const inPhrase = answer.phrases.flat();
    const others = tellingOf(answer.marks).filter((found) => !inPhrase.some((word) => found.forms.has(word)));
    const forms = [...[...answer.phrases, ...namesOf(answer.marks)].map((words) => `"${words.join(" ")}"`), ...seen, ...others.flatMap((found) => [...found.forms].slice(0, 6))];
    const isAttached = part.k === "attachment";
    const query = forms[0] && !isAttached ? `?q=${encodeURIComponent([...new Set(forms)].slice(0, 24).join(" "))}` : "";
    const article = element("article", "find");
    const kicker = part.k === "post" ? (part.s || []).join(" · ") : phrase(`is-${part.k}`) + (isAttached ? ` · ${(part.r || part.t).split(".").pop()?.toUpperCase()}` : "");
    if (kicker) article.append(element("p", "kicker", part.k === "post" ? marked(kicker, find(kicker)) : [kicker]));
    // A document opens at the page that has the words, where a browser can do that.
    const isMet = best.found[0] || best.isHead, at = isAttached && isMet ? best.anchor : "";
    const opened = part.u + query + (at && !part.u.endsWith(".html") ? "#" + at : "");
    // What stands around title and text is in the language of the site.
    article.append(element("h3", "find-title", [link(opened, marked(part.t, title))], part.l));
    if (isMet || !remarks[0]) {
      if (best.text) article.append(element("p", "find-text", marked(best.text, best.found, 260), part.l));
      const name = (isMet && headings.get(best.anchor)) || [];
      const under = at ? [phrase(part.e || "page", { n: at.slice(5) }), ...(name.join("") ? [": "] : []), ...name] : name;
      if (under.join("")) article.append(element("p", "find-place", [link(at ? opened : `${part.u}${query}#${encodeURIComponent(best.anchor)}`, under)]));
    }
    const meta = element("p", "meta");
    if (part.r && part.r !== best.text) meta.append(span(part.r));
    const authors = (part.a || []).join(", ");
    if (authors) meta.append(element("span", "by", marked(authors, find(authors))));
    // Who is quoted, if that is what was looked for.
    const quoted = (part.q || []).filter((name) => find(name)[0]).join(", ");
    if (quoted) meta.append(element("span", "", [`${phrase("quoted")}: `, ...marked(quoted, find(quoted))]));
    if (part.d) meta.append(date(part.d));
    if (part.w) meta.append(link(part.w[0], [phrase("with", { t: part.w[1] })]));
    if (part.k === "topic") meta.append(span(phrase("posts", { n: part.n })));
    else if (part.n) meta.append(link(`${part.u}#comments`, [phrase("comments", { n: part.n })]));
    article.append(meta);
    if (remarks[0]) {
      article.append(element("ul", "find-comments", remarks.slice(0, 2).map(([by, found, place, name, day, text, lang]) => {
        const url = place.startsWith("#") ? part.u + query + place : place.replace("#", query + "#");
        const about = element("p", "meta", [element("span", "by", name ? marked(name, by) : [phrase("anonymous")])]);
        if (day) about.append(date(day));
        return element("li", "", [element("p", "find-quote", [link(url, marked(text, found, 200))], lang), about]);
      })));
    }
    item.append(article);
    return item;
  };

  /** @param {Segment} part */
  const personElement = (part) => {
    const face = Array.isArray(part.f) ? element("span", `avatar t${part.f[1]}`, [part.f[0]]) : Object.assign(element("img", "avatar"), { src: home + part.f, alt: "" });
    face.ariaHidden = "true";
    const text = span(link(part.u, [part.t]));
    if (part.r) text.append(element("small", "", [part.r]));
    const item = element("li", "", [element("span", "person", [face, text])]);
    item.dataset.knows = part.u;
    return item;
  };

  // The page

  /** @returns {State} */
  const stateOfAddress = () => {
    const given = new URLSearchParams(location.search);
    return /** @type {State} */ (Object.fromEntries(KEYS.map((key) => [key, (given.get(key) || "").slice(0, 1000)])));
  };

  const title = tree.title;
  let state = stateOfAddress();
  let turn = 0;
  let filtersOpen = false;

  /** Whether the address is of what was asked for, and not of what is being typed; or the filter that was changed last. */
  let isSettled = /** @type {boolean | string} */ (true);

  /** @param {boolean | string} step whether Back leads to what was before, and by which filter; it leads past what was typed to that, and past what a filter went by, as arrow keys turn it */
  const keepAddress = (step) => {
    const given = new URLSearchParams();
    for (const key of KEYS) if (state[key]) given.set(key, state[key]);
    const query = given.toString(), old = stateOfAddress();
    const changed = KEYS.filter((key) => old[key] !== state[key]);
    const isNew = changed[0] && (isSettled !== step || step === true) && (isSettled ? step || location.search : step && changed.at(-1) !== "q");
    keeping = 0;
    isSettled = step;
    history[isNew ? "pushState" : "replaceState"](null, "", query ? "?" + query : location.pathname);
  };

  const linksOut = () => [...out.querySelectorAll("a")];

  /** @type {[number, number] | null} how many results were shown when the reader left this page, and by which link */
  let left = history.state;

  /** What is shown now stays where it is in the history, with how many results and the link that leads away. @param {Event} event */
  const settle = (event) => {
    if (keeping) keepAddress(true);
    isSettled = true;
    history.replaceState([out.querySelectorAll("[data-url]").length, linksOut().indexOf(/** @type {any} */ (event.target).closest("a"))], "");
  };

  /** @param {boolean} [focus] */
  const show = async (focus = false) => {
    const mine = ++turn;
    const asked = { ...state };
    tree.title = asked.q ? `${asked.q.slice(0, 80)} – ${title}` : title;
    if (!asked.q.trim() && !KEYS.slice(1, -1).some((key) => asked[key])) {
      out.hidden = true;
      out.replaceChildren();
      ways.hidden = false;
      return announce("");
    }
    ways.hidden = true;
    try {
      const root = await rootLoaded;
      const answer = await search(root, asked, isFiltering(asked));
      const box = isFiltering(asked) ? await filterRow(root, asked) : null;
      const first = await together([
        together(answer.results.slice(0, FIRST).map((result, at) => shownOf(root, answer, result, at < 2))),
        together(answer.experts.map((doc) => segment(root, doc, 0))),
      ]);
      if (mine !== turn) return;
      draw(root, asked, answer, box, ...first);
      if (focus) /** @type {HTMLElement} */ (out.firstChild).focus();
    } catch (error) {
      if (mine !== turn) return;
      out.hidden = false;
      out.replaceChildren(element("p", "note", [phrase("failed")]));
      announce(phrase("failed"));
      console.warn(error);
    }
  };

  /** @param {(Node | string)[]} inner */
  const addNote = (...inner) => out.append(element("p", "find-note", inner));

  /** @param {any} root @param {State} asked @param {Answer} answer @param {HTMLElement | null} row @param {Segment[]} first @param {Segment[]} experts */
  const draw = (root, asked, answer, row, first, experts) => {
    const held = /** @type {HTMLSelectElement | null} */ (out.contains(tree.activeElement) ? tree.activeElement : null);
    const heading = element("h2", "find-count");
    heading.tabIndex = -1;
    out.replaceChildren(heading);
    if (answer.mean) {
      const button = element("button", "", [answer.mean]);
      button.onclick = () => ask({ q: answer.mean }, true);
      const [before, after] = phrase("mean", { q: "\n" }).split("\n");
      addNote(before, button, after || "");
      button.dataset.meant = answer.mean;
    }
    if (answer.loose && answer.count) addNote(phrase("loose"));
    if (experts[0]) {
      const who = element("section", "find-experts", [element("h3", "section-title", [phrase("who")]), element("ul", "people", experts.map(personElement))]);
      who.dataset.experts = "";
      out.append(who);
    }
    const filters = filterBox(root, answer, row);
    if (answer.count || row) out.append(filters);
    tell(answer);
    if (held) /** @type {HTMLElement} */ (filters.querySelector(`select[name="${held.name}"]`) || heading).focus();
    const find = marker(answer);
    const list = element("ol", "finds", first.map((part) => resultElement(part, answer, find)));
    list.dataset.results = "";
    out.append(list);
    out.hidden = false;
    performance.mark("weerklank-shown");
    ways.hidden = answer.count > 0;
    if (!answer.count) addNote(phrase("none-lead"));
    const [count, place] = left || [0];
    left = null;
    // What is further down waits until these are on screen.
    const mine = turn;
    requestAnimationFrame(() => setTimeout(() => mine === turn && addResults(root, answer, list, max(SHOWN, count), place), 50));
  };

  /** Says how many there are, and by which filters, of which the last is the order. @param {Answer} answer */
  const tell = ({ asked, count, isLeast, mean }) => {
    const heading = /** @type {HTMLElement} */ (out.firstChild);
    const text = asked.q.trim();
    const q = text ? `“${text.slice(0, 100)}”` : phrase("all");
    const chosen = /** @type {NodeListOf<HTMLOptionElement>} */ (out.querySelectorAll("label:not(:last-of-type) :checked:not([value=''])"));
    heading.textContent = [phrase(isLeast ? "least" : count ? "found" : "none", { n: count, q }), ...Array.from(chosen, (option) => option.text.replace(/ \(\d+\)$/, ""))].join(" · ");
    heading.dataset.count = /** @type {any} */ (count);
    announce(heading.textContent + (mean && `. ${phrase("mean", { q: mean })}`));
  };

  /** Adds what was not read, behind what is shown. @param {any} root @param {Answer} answer */
  const complete = async (root, answer) => {
    if (!answer.part) return;
    const mine = turn, seen = new Set(answer.results.map((result) => result.doc));
    const { results } = await search(root, answer.asked, true);
    answer.results.push(...results.filter((result) => !seen.has(result.doc)));
    answer.count = answer.results.length;
    answer.isLeast = answer.part = false;
    if (mine === turn) tell(answer);
  };

  /** Adds results until so many are shown. @param {any} root @param {Answer} answer @param {HTMLElement} list @param {number} upTo @param {number} [place] the link that led away when they were */
  const addResults = async (root, answer, list, upTo, place = -1) => {
    const mine = turn;
    if (answer.results.length < upTo) await complete(root, answer);
    const next = answer.results.slice(list.children.length, upTo);
    const parts = await together(next.map((result) => shownOf(root, answer, result, false)));
    if (mine !== turn) return;
    const find = marker(answer);
    const items = parts.map((part) => resultElement(part, answer, find));
    list.append(...items);
    out.querySelector(".find-more")?.remove();
    const link = linksOut()[place];
    link?.scrollIntoView({ block: "center", behavior: "instant" });
    if (link || upTo > SHOWN) (link || items[0]?.querySelector("a"))?.focus();
    if (answer.count <= upTo) return;
    const button = element("button", "button find-more", [phrase("more")]);
    button.dataset.more = "";
    let isBusy = false;
    button.onclick = () => {
      if (!isBusy) addResults(root, answer, list, upTo + SHOWN).catch(() => (isBusy = false));
      isBusy = true;
    };
    out.append(button);
  };

  /** @param {any} root @param {State} asked @returns {Promise<HTMLElement>} the filters, of all that any of the words find */
  const filterRow = async (root, asked) => (await rest()).filters(root, asked, await search(root, /** @type {State} */ ({ q: asked.q }), true, true));

  /** @param {State} asked */
  const isFiltering = (asked) => filtersOpen || isNarrow(asked);

  /** @param {any} root @param {Answer} answer @param {HTMLElement | null} row @returns {HTMLElement} the filters, made when they are opened */
  const filterBox = (root, answer, row) => {
    const box = /** @type {HTMLDetailsElement} */ (element("details", "find-filters", [element("summary", "", [phrase("filters")])]));
    box.open = isFiltering(answer.asked);
    if (row) box.append(row);
    box.ontoggle = async () => {
      filtersOpen = box.open;
      if (!box.open || box.children[1]) return;
      const made = await filterRow(root, answer.asked);
      // They tell of all that is found.
      await complete(root, answer);
      if (!box.children[1]) box.append(made);
    };
    return box;
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let speaking;
  /** @param {string} text said once the reader stops typing */
  const announce = (text) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text;
    }, 700);
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let keeping;
  out.addEventListener("click", settle, true);

  /** @param {Partial<State>} change @param {boolean | string} step whether Back leads to what was before; of a filter its name */
  const ask = (change, step) => {
    state = { ...state, ...change };
    box.value = state.q;
    clearTimeout(keeping);
    if (step) keepAddress(step);
    else keeping = setTimeout(keepAddress, 200, false);
    return show(!!step && "q" in change);
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  let typed = 0;
  box.oninput = () => {
    clearTimeout(typing);
    // At once, unless keys follow each other faster than anyone reads.
    typing = setTimeout(() => ask({ q: box.value }, false), performance.now() - typed < 60 ? 60 : 0);
    typed = performance.now();
  };
  if (box.form) box.form.onsubmit = (event) => {
    event.preventDefault();
    clearTimeout(typing);
    ask({ q: box.value }, true);
  };
  tree.onkeydown = (event) => {
    const { key } = event;
    const active = /** @type {HTMLElement} */ (tree.activeElement);
    const isDown = key === "ArrowDown";
    if (key === "Escape") {
      if (out.contains(active)) box.focus();
      else if (active === box && box.value) {
        event.preventDefault();
        ask({ q: "" }, false);
      }
    }
    if (!isDown && key !== "ArrowUp") return;
    const links = /** @type {HTMLElement[]} */ ([...out.querySelectorAll("[data-results] a")]);
    const at = links.indexOf(active);
    if (at < 0 && (active !== box || !isDown)) return;
    event.preventDefault();
    (at || isDown ? links[at + (isDown ? 1 : -1)] : box)?.focus();
  };
  onpopstate = () => {
    state = stateOfAddress();
    left = history.state;
    isSettled = true;
    box.value = state.q;
    show();
  };

  box.value = state.q;
  hint.hidden = false;
  if (!state.q) box.focus();
  show();
})();
