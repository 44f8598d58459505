// What a query means: which words belong together, what else they are called, which place of law they name.
(function (space) {
  "use strict";

  const LONGEST = 300;
  const MOST = 24;
  const SUBSECTION = /(?<=^\s*)\d{1,3}[a-z]{0,3}(?= ?\([0-9a-z]{1,4}\))/i; // 47(5A), and nothing before it
  const BARE = /^[0-9]{1,3}[a-z]{1,3}$/; // 23CZB, which only a section or a regulation is called
  const PARTS = ["s", "reg"];
  const WEIGHTS = { glossary: 0.8, lay: 0.6 };

  /** All phrases that mean something else too, by their terms. */
  function phrasebook(words, base) {
    const book = new Map();
    const put = (phrase, others, weight) => {
      const found = words.tokens(phrase);
      const all = found.filter((one) => one.kind !== "joined").map((one) => one.term);
      const telling = found.filter((one) => one.kind !== "stop" && one.kind !== "joined").map((one) => one.term);
      const meant = others
        .map((other) => ({ terms: words.terms(other), weight, words: other }))
        .filter((other) => other.terms.length && other.terms.join(" ") !== telling.join(" "));
      if (!meant.length) return;
      // A phrase of several telling words may have others between them; a single one has to stand as it is.
      for (const key of new Set([all.join(" "), ...(telling.length > 1 ? [telling.join(" ")] : [])])) {
        book.set(key, [...(book.get(key) || []), ...meant]);
      }
    };
    for (const group of base.terms) {
      for (const phrase of group) put(phrase, group.filter((other) => other !== phrase), WEIGHTS.glossary);
    }
    for (const [say, means] of base.lay) for (const phrase of say) put(phrase, means, WEIGHTS.lay);
    return book;
  }

  /** Find the phrases of a list of tokens, the longest first; each token belongs to one at the most. */
  function phrases(book, tokens, taken) {
    const found = [];
    const widest = 7;
    for (let length = Math.min(widest, tokens.length); length > 0; length--) {
      for (let at = 0; at + length <= tokens.length; at++) {
        const run = tokens.slice(at, at + length);
        if (run.some((one) => taken.has(one))) continue;
        const meant = book.get(run.map((one) => one.term).join(" "));
        if (!meant) continue;
        run.forEach((one) => taken.add(one));
        found.push({ tokens: run, meant });
      }
    }
    return found;
  }

  /**
   * Read a query: `ids` and `places` as terms, and `asks`: what is asked for, each with its own words and what may stand
   * for all of them together. With `exact` nothing stands for anything else.
   */
  function read(words, book, text, exact) {
    const typed = text.slice(0, LONGEST).replace(SUBSECTION, "s$&");
    const tokens = words.tokens(typed).slice(0, MOST);
    const plain = tokens.filter((one) => one.kind !== "joined");
    const joined = tokens.filter((one) => one.kind === "joined");
    const taken = new Set();
    const spans = exact ? [] : phrases(book, plain, taken);
    if (!exact) spans.push(...phrases(book, plain.filter((one) => one.kind !== "stop" && !taken.has(one)), taken));
    const telling = (one) => one.kind === "word" || one.kind === "number" || one.kind === "place";
    const asks = spans.map((span) => ({ own: span.tokens.filter(telling), meant: span.meant }));
    for (const one of plain) if (!taken.has(one) && telling(one)) asks.push({ own: [one], meant: [] });
    for (const ask of asks) {
      for (const one of joined) {
        if (ask.own.some((own) => one.word.split("-").includes(own.word))) {
          ask.meant = [...ask.meant, { terms: [one.term], weight: 1, words: one.word }];
        }
      }
    }
    const runs = [];
    const said = plain.filter(telling).map((one) => one.term);
    for (let length = 2; length <= 5; length++) {
      for (let at = 0; at + length <= said.length; at++) runs.push(said.slice(at, at + length).join("+"));
    }
    for (const ask of asks) {
      for (const one of exact ? [] : ask.own) {
        const places = one.kind === "number" && BARE.test(one.term) ? PARTS.map((part) => part + one.term) : [];
        ask.meant = [...ask.meant, ...places.map((term) => ({ terms: [term], weight: 1 }))];
      }
    }
    asks.sort((a, b) => plain.indexOf(a.own[0]) - plain.indexOf(b.own[0]));
    return {
      typed,
      asked: text,
      asks: asks.filter((ask) => ask.own.length || ask.meant.length),
      runs,
      ids: plain.filter((one) => one.kind === "id").map((one) => one.term),
      places: plain.flatMap((one) => (one.kind === "place" ? [one.term] : BARE.test(one.term) ? PARTS.map((part) => part + one.term) : [])),
      last: plain.length && /[\p{L}]$/u.test(typed) ? plain[plain.length - 1] : null,
    };
  }

  /** Put one word in the place of another in what was typed. */
  function put(words, text, word, instead) {
    return words.fold(text).replace(/[\p{L}\p{N}]+/gu, (found) => (found === word ? instead : found));
  }

  space.query = { phrasebook, read, put };
})((window.Rulewise = window.Rulewise || {}));
