// Words that nobody wrote as they were asked for, loaded by search.js when there is one: other forms, compounds, and misspelt words.

/** @type {any} */ (window).weerklank("forms", (/** @type {Core} */ core) => {
  const [Reader, Bits, load, loadJson, known, together, placeIn, unfolded, utf8] = core;

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
  const closed = (stem) => {
    const hard = stem.replace(/v$/, "f").replace(/z$/, "s");
    if (/([^aeiou])\1$/.test(stem)) return [stem.slice(0, -1)];
    if (!isClosed(stem)) return [hard, stem];
    return [stem.slice(0, -1) + stem.at(-2) + hard.at(-1), isBoth(stem) ? hard : ""];
  };

  /** @param {string} word @returns {string[]} what stands before -en: bom is bomm, huis huiz, leef lev */
  const opened = (word) => {
    const short = word.replace(/([aeou])\1([^aeiou])$/, "$1$2");
    if (short === word && (isClosed(word) || /[^aeiou]i[^aeiou]$/.test(word))) return [word + word.at(-1), isBoth(word) ? word : ""];
    return [short.replace(/f$/, "v").replace(/s$/, "z"), short];
  };

  /** @param {string} word @returns {Set<string>} what may be other forms of a word, Dutch and English; most of them are no words */
  const inflected = (word) => {
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
  };

  /** @param {any} root @param {string} word @param {number} most @returns {Promise<Match[]>} the words that it may be a form of, looked for in so many parts of the dictionary, its own first */
  const formsOf = async (root, word, most) => {
    const forms = [word, ...inflected(word)];
    const near = new Set(forms.map((form) => placeIn(root.starts, form)));
    const read = [...near].slice(0, most);
    const found = await together(forms.filter((form) => read.includes(placeIn(root.starts, form))).map((form) => known(root, form)));
    return [...new Map(found.flat().map((match) => [match.group, { ...match, weight: 0.9 }])).values()];
  };

  /** @param {any} root @param {string} word @returns {Promise<string[] | undefined>} the two words of a compound that nobody wrote, the first as long as it may be */
  const partsOf = async (root, word) => {
    for (let at = word.length - 4; at > 3; at--) {
      const head = word.slice(0, at), rest = word.slice(at);
      if (!(await known(root, head))[0]) continue;
      for (const tail of [rest, rest.replace(/^(s|en?)/, "")]) if (tail[3] && (await formsOf(root, tail, 1))[0]) return [head, tail];
    }
  };

  // Misspelt words

  /** The orders that words are listed in for misspelt ones, and how many letters stay: from the front, from the back, both inward. */
  const ORDERS = /** @type {((list: any[]) => any[])[]} */ ([
    (list) => list,
    (list) => list.reverse(),
    (list) => list.map((_, at) => list[at % 2 ? list.length - 1 - (at >> 1) : at >> 1]),
  ]);

  /** @param {any} root @param {string} word @returns {Promise<[string?, boolean?]>} the commonest word that differs in a letter, or two if it is long; and whether what was asked is a word of the language */
  const nearest = async (root, word) => {
    const size = word.length;
    if (size < 5 || size > 40) return [];
    /** @type {[string[], (at: number) => Promise<any>][]} */
    const lists = (await loadJson(root.spelling)).map((/** @type {string[]} */ [coded, names]) => [
      unfolded(coded),
      async (/** @type {number} */ at) => new Reader(await load("e" + names.slice(at * 6, at * 6 + 6))),
    ]);
    const [language, wordsAt] = lists[3];
    const isWord = together([word, ...inflected(word)].map(async (form) => {
      // As src/search/spelling.rs says.
      const reader = await wordsAt(placeIn(language, form)), count = reader.number(), bits = new Bits(reader);
      const number = ([...form].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 0) >>> 0) % (count * 4096);
      let next = 0;
      return Array.from({ length: count }, () => (next += bits.number(12))).includes(number);
    }));
    const near = ORDERS.flatMap((ordered, order) => {
      const own = ordered([...word]).join(""), start = own.slice(0, Math.ceil(size / (order < 2 ? 2 : 1.5)));
      const [starts, formsAt] = lists[order], first = Math.max(placeIn(starts, start), placeIn(starts, own) - 1);
      return [first, first + 1].filter((at) => starts[at] && (at === first || starts[at].startsWith(start))).map(async (at) => {
        const reader = await formsAt(at), weights = reader.block().bytes;
        return unfolded(utf8.decode(reader.block().bytes)).map((text, at) => {
          const letters = [...text], form = [...letters];
          ordered([...letters.keys()]).forEach((to, from) => (form[to] = letters[from]));
          return { form: form.join(""), weight: weights[at] };
        });
      });
    });
    let best = "", most = 0;
    for (const { form, weight } of (await together(near)).flat()) {
      const errors = distance(word, form, size < 8 ? 1 : 2);
      // Zaken is not maken, nor begeleid beleid.
      if (form[0] !== word[0] ? errors > 1 || (size < 7 && form.slice(1) === word.slice(1)) : errors > 1 && Math.abs(form.length - size) > 1) continue;
      const worth = errors && 1 + weight + (errors < 2 ? 100 : 0) + (form[0] === word[0] ? 0.5 : 0);
      if (worth > most) [best, most] = [form, worth];
    }
    return [best, (await isWord).includes(true)];
  };

  /** @param {string} a @param {string} b @param {number} most @returns {number} how many letters differ; 0 if more than asked for */
  const distance = (a, b, most) => {
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
  };

  return { formsOf, partsOf, nearest };
});
