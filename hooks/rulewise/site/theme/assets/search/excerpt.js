// The sentence of a page that says what was asked, for results whose title and summary do not.
(function (space) {
  "use strict";

  const LONGEST = 240;

  /** The words that were typed and that only the text of a page holds; none where its title and summary say enough. */
  function missing(query, one) {
    const own = query.asks.flatMap((ask) => ask.own.map((typed) => typed.term)).filter((term) => Object.hasOwn(one.match, term));
    const seen = own.filter((term) => one.match[term].some((field) => field === "title" || field === "summary"));
    return seen.length * 2 > own.length ? [] : own.filter((term) => !seen.includes(term) && one.match[term].includes("text"));
  }

  const plain = (text) =>
    text
      .replace(/\[([^\[\]]*)\]\[[^\[\]]*\]/g, "$1")
      .replace(/\[[A-Z]-[\w-]+\]/g, "")
      .replace(/\[([^\[\]]*)\]\([^()\s]*\)/g, "$1")
      .replace(/<[^<>]+>|[*_`>|]/g, "");

  /** The sentence that holds the most of some terms, cut to a length that reads. */
  function sentence(words, text, wanted) {
    let best = "";
    let most = 0;
    for (const block of text.split(/\n\s*\n|\n(?=[-#\d])/)) {
      if (block.startsWith("#")) continue;
      for (const one of plain(block.replace(/^[-\s]+/, "")).split(/(?<=[.?!])\s+/)) {
        const held = new Set(words.terms(one));
        const many = wanted.filter((term) => held.has(term)).length;
        if (many > most) [best, most] = [one.trim().replace(/\s+/g, " "), many];
      }
    }
    return best.length > LONGEST ? `${best.slice(0, best.lastIndexOf(" ", LONGEST))} …` : best;
  }

  /** For each answer its sentence, or nothing; a page whose text cannot be had goes without. */
  const all = (load, words, query, answers, shown) =>
    Promise.all(
      answers.map(async (one, i) => {
        const [id, , , , , , , elsewhere] = shown[i];
        const wanted = id && !elsewhere ? missing(query, one) : [];
        if (!wanted.length) return "";
        try {
          return sentence(words, (await load(`../data/${id}`)).text, wanted);
        } catch (error) {
          return "";
        }
      })
    );

  space.excerpts = all;
})((window.Rulewise = window.Rulewise || {}));
