// From a query to the pages that answer it: fetches the parts of the index that its words need, repairs what it does not
// know, and tells an answer from what only shares some words.
(function (space) {
  "use strict";

  const ENOUGH = (words) => 0.55 - 0.035 * Math.min(words, 8); // how much of what was asked the best page has to cover to be an answer; a long question says more than any page
  const WHOLE = (words) => (words > 2 ? 0.95 : 0.7); // a page that covers so much answers, whatever else could be meant; a word or two are broad
  const AS_WELL = 0.8; // a topic that is not covered has to fit nearly as well as the best page
  const CERTAIN = 0.45; // a topic that is not covered is named only where it covers as much
  const FAR = 0.15; // what covers less is not even near
  const BESIDE = 0.62; // and others, of what the best one covers
  const STARTS = 0.5; // what a word only begins with
  const MOST_STARTS = 12;
  const MOST_ALSO = 6;

  /** One search over the files that `load(name)` gives: a promise of what a file of the index holds. */
  function make(load, MiniSearch) {
    let known = null;
    const parts = new Map();

    function part(name) {
      if (!parts.has(name)) {
        const loading = load(name);
        parts.set(name, loading);
        loading.catch(() => parts.delete(name)); // the next search may try again
      }
      return parts.get(name);
    }

    async function ready() {
      if (known) return known;
      const base = await part("base");
      const words = space.words(base.words);
      known = {
        base,
        words,
        book: space.query.phrasebook(words, base),
        gone: new Set(base.withdrawn),
        names: new Set(base.instruments),
        terms: new Map(), // those of the parts that have been fetched
        runs: [], // the terms of each of those parts
      };
      known.ranked = space.ranking(known, { often, telling }, MiniSearch);
      return known;
    }

    const inside = (name) => part(`${known.base.parts}/${name}`);

    /** The run of the index in which a term would stand. */
    function place(term) {
      const firsts = known.base.shards;
      let low = 0;
      let high = firsts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (firsts[middle] <= term) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    async function fetched(wanted, beginnings) {
      const places = new Set(wanted.map(place));
      for (const start of beginnings) for (let i = place(start); i <= place(start + "\uffff"); i++) places.add(i);
      await Promise.all(
        [...places].map(async (i) => {
          const rows = await inside(`t${i}`);
          if (known.runs[i]) return;
          known.runs[i] = rows.map((row) => row[0]);
          for (const [term, ...postings] of rows) known.terms.set(term, unpacked(postings));
        })
      );
    }

    /**
     * Turn field, steps, field, steps … into what MiniSearch reads, the documents in which the term stands, and in
     * which of each document's phrases.
     */
    function unpacked(postings) {
      const fields = {};
      const documents = new Set();
      const phrases = new Map();
      for (let i = 0; i < postings.length; i += 2) {
        if (postings[i] === known.base.fields.length) {
          let number = -1;
          for (const step of postings[i + 1]) {
            if (step > 0) phrases.set((number += step), []);
            else phrases.get(number).push(-step);
          }
          continue;
        }
        const often = {};
        let number = -1;
        for (const step of postings[i + 1]) {
          if (step < 0) often[number] = -step;
          else {
            number += step;
            often[number] = 1;
            documents.add(number);
          }
        }
        fields[postings[i]] = often;
      }
      return { fields, documents, phrases };
    }

    const starting = (start) => {
      const out = [];
      for (let i = place(start); i <= place(start + "\uffff"); i++) {
        for (const term of known.runs[i] || []) if (term.startsWith(start)) out.push(term);
      }
      return out.sort((a, b) => often(b) - often(a)).slice(0, MOST_STARTS);
    };
    const often = (term) => (known.terms.has(term) ? known.terms.get(term).documents.size : 0);
    const telling = (term) => {
      const many = often(term);
      return Math.log(1 + (known.base.count - many + 0.5) / (many + 0.5));
    };

    /** Understand a query with what the index holds: repair what it does not know. */
    async function understood(text, { exact, live }) {
      let query = space.query.read(known.words, known.book, text, exact);
      const repaired = [];
      for (let round = 0; round < 2; round++) {
        const own = query.asks.flatMap((ask) => ask.own);
        const meant = query.asks.flatMap((ask) => ask.meant.flatMap((other) => other.terms));
        const begun = own.filter((one) => one.kind === "word" && one.word.length > 2).map((one) => one.term);
        await fetched([...own.map((one) => one.term), ...meant, ...query.ids, ...query.runs], begun);
        if (exact) break;
        const strange = [];
        for (const ask of query.asks) {
          const helped = ask.meant.some((other) => other.terms.every(often));
          for (const one of ask.own) {
            if (one.kind !== "word" || often(one.term) || helped) continue;
            const least = live && query.last && one.word === query.last.word ? 2 : 3;
            const starts = one.term === one.word && one.word.length > least ? starting(one.word) : [];
            if (starts.length) ask.meant = [...ask.meant, ...starts.map((term) => ({ terms: [term], weight: STARTS, start: true }))];
            else if (one.word.length > 3) strange.push(one.word);
          }
        }
        if (round || !strange.length) break;
        const list = await inside("words");
        let mended = query.typed;
        for (const word of new Set(strange)) {
          const going = live && query.last && word === query.last.word ? commonest(list, word) : "";
          const instead = going || nearest(list, word);
          if (!instead) continue;
          if (!going) repaired.push([word, instead]);
          mended = space.query.put(known.words, mended, word, instead);
        }
        if (mended === query.typed) break;
        query = space.query.read(known.words, known.book, mended, exact);
      }
      const named = query.asks.flatMap((ask) => ask.meant.filter((other) => !other.start && other.words && other.terms.every(often)));
      return { ...query, asked: text, repaired, also: [...new Set(named.map((other) => other.words))].slice(0, MOST_ALSO) };
    }

    /** The commonest word of which somebody has typed the beginning. */
    function commonest([all, counts], word) {
      let best = -1;
      all.forEach((one, i) => {
        if (one.startsWith(word) && (best < 0 || counts[i] > counts[best])) best = i;
      });
      return best < 0 ? "" : all[best];
    }

    /** The word of the guidance that a mistyped one most likely was; MiniSearch measures the distance. */
    function nearest(list, word) {
      if (!known.spelling) {
        known.spelling = new MiniSearch({ fields: ["word"], tokenize: (text) => [text], processTerm: (term) => term });
        known.spelling.addAll(list[0].map((one, i) => ({ id: i, word: one })));
      }
      const swapped = (other) => other.length === word.length && [...other].sort().join() === [...word].sort().join();
      const found = known.spelling.search(word, { fuzzy: 2, boostDocument: (i) => 1 + Math.log(list[1][i]) / 20 });
      const likely = (other) => {
        if (swapped(other)) return true;
        const off = distance(word, other);
        if (other[0] !== word[0]) return false; // hardly anybody mistypes the first letter
        return off > 1 ? word.length > 7 : word.length > 4 || other.length !== word.length;
      };
      const near = found.map((one) => list[0][one.id]).filter(likely);
      const close = Math.min(...near.map((other) => distance(word, other)));
      return near.find(swapped) || longest(near.filter((other) => distance(word, other) === close), word);
    }

    /** Of words that are as likely, the one that agrees with what was typed for the longest: people tire as they type. */
    function longest(near, word) {
      const agreed = (other) => [...`${word}.`].findIndex((letter, i) => letter !== other[i]);
      const best = Math.max(...near.map(agreed));
      return near.find((other) => agreed(other) === best) || "";
    }

    /** Tell one letter more, less or other from a greater difference. */
    function distance(a, b) {
      let i = 0;
      while (i < a.length && a[i] === b[i]) i++;
      let j = 0;
      while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
      return Math.max(a.length, b.length) - i - j > 1 ? 2 : 1;
    }

    /**
     * Search: the pages that answer, best first; none where the guidance has no answer. Then `near` are those that share
     * the most with what was asked, and `elsewhere` is the number of the topic, where it is one that is not covered.
     */
    async function search(text, options = {}) {
      await ready();
      const query = await understood(text, options);
      const enough = ENOUGH(query.asks.length);
      const found = known.ranked(query).filter((one) => options.withdrawn || !known.gone.has(one.number));
      found.sort((a, b) => b.tier - a.tier || b.score - a.score || a.number - b.number);
      const isCovered = (one) => one.number < known.base.elsewhere;
      const pages = found.filter(isCovered);
      const best = Math.max(0, ...pages.map((one) => one.covered));
      const [first] = found;
      const fits = first && !isCovered(first) && first.covered >= Math.max(enough, AS_WELL * best);
      if (fits && best < WHOLE(query.asks.length)) {
        return { query, answers: [], elsewhere: first.covered < CERTAIN ? undefined : first.number };
      }
      const near = pages.filter((one) => one.covered >= BESIDE * best);
      return best < enough ? { query, answers: [], near: best < FAR ? [] : near } : { query, answers: near };
    }

    /** A site that was published again has other parts than the base that this page holds names: take it anew, once. */
    async function fresh(ask) {
      try {
        return await ask();
      } catch (error) {
        if (!known) throw error;
        known = null;
        parts.clear();
        return ask();
      }
    }

    return {
      search: (text, options) => fresh(() => search(text, options)),
      ready,
      /** What results show of some pages. */
      shown: (numbers) => Promise.all(numbers.map(async (n) => (await inside(`r${Math.floor(n / known.base.chunk)}`))[n % known.base.chunk])),
    };
  }

  space.engine = make;
})((window.Rulewise = window.Rulewise || {}));
