// Pages in order: MiniSearch scores the words, and how much of what was asked a page covers decides beside it.
(function (space) {
  "use strict";

  const BOOST = { title: 6, keywords: 3.5, terms: 2, source: 2, summary: 2.5, people: 1.5, time: 1.5, text: 1 };
  const BESIDE = 0.8; // what goes with rules and advice stands behind one that fits as well: measures, case reviews …
  const FIRST = new Set(["law", "guidance", "advice"]);
  const AROUND = 0.4; // a page about the site, the glossary or a step stands behind a provision that fits as well
  const IN_TEXT = 0.7; // a word that only the text holds covers less of what was asked
  const IN_PHRASE = 0.5; // and so does one of a phrase that says something else; the more of the phrase was typed, the more

  /** The ranking over what is known of an index: from a query to every page that shares a word with it, unsorted. */
  function make(known, { often, telling }, MiniSearch) {
    const { base } = known;
    const lists = new Set(base.lists); // fields that hold phrases
    let frame = null;

    function ranked(query) {
      const weights = new Map();
      const put = (term, weight) => weights.set(term, Math.max(weight, weights.get(term) || 0));
      for (const ask of query.asks) {
        for (const own of ask.own) put(own.term, 1);
        for (const other of ask.meant) for (const term of other.terms) put(term, other.weight / Math.sqrt(other.terms.length));
      }
      for (const term of [...query.ids, ...query.runs]) put(term, 1);
      const wanted = [...weights.keys()].filter(often);
      const [marks, markOf] = base.facets.mark;
      const standing = (number) => {
        if (number >= base.elsewhere || FIRST.has(marks[markOf[number]].kind)) return 1;
        return number < base.provisions ? BESIDE : AROUND;
      };
      const found = loaded(wanted).search(wanted.join("\n"), {
        boost: BOOST,
        boostTerm: (term) => weights.get(term),
        boostDocument: standing,
      });
      const asks = query.asks.map((ask) => {
        const own = ask.own.map((one) => [one.term, telling(one.term)]);
        const best = Math.max(0, ...ask.meant.map((other) => other.terms.reduce((sum, term) => sum + telling(term), 0)));
        return { own, weight: own.reduce((sum, [, weight]) => sum + weight, 0) || best, meant: ask.meant };
      });
      const all = asks.reduce((sum, ask) => sum + ask.weight, 0) || 1;
      return found.map((one) => {
        const tier = tierOf(query, one);
        const covered = tier ? 1 : coverage(asks, one) / all;
        return { number: one.id, covered, tier, score: (one.score / one.queryTerms.length) * covered * covered, match: one.match };
      });
    }

    /** How much of what was asked a page holds, beside the one phrase of those that lead to it that fits best. */
    function coverage(asks, { id, match }) {
      const stands = new Map();
      const shares = new Map([[0, 0]]); // of each phrase, how much of it was typed; 0 is no phrase
      for (const [term, fields] of Object.entries(match)) {
        const written = fields.filter((field) => !lists.has(field));
        const phrases = known.terms.get(term).phrases.get(id) || [];
        for (const phrase of phrases) shares.set(phrase, (shares.get(phrase) || 0) + 1 / (phrase % base.long));
        const least = phrases.length ? IN_PHRASE : 0;
        const said = written.some((field) => field !== "text") ? 1 : written.length ? IN_TEXT : least;
        stands.set(term, { said, phrases });
      }
      const covered = ([phrase, share]) => {
        const has = (term) => {
          if (!stands.has(term)) return 0;
          const { said, phrases } = stands.get(term);
          return phrases.includes(phrase) ? Math.max(said, IN_PHRASE + (1 - IN_PHRASE) * Math.min(1, share)) : said;
        };
        return asks.reduce((sum, ask) => {
          const own = ask.own.reduce((whole, [term, weight]) => whole + weight * has(term), 0) / (ask.weight || 1);
          return sum + ask.weight * Math.max(own, ...ask.meant.map((other) => other.weight * Math.min(...other.terms.map(has))));
        }, 0);
      };
      return Math.max(...[...shares].map(covered));
    }

    /** A page that is named by its id, or is the law that was named, comes before all that only mention it. */
    function tierOf(query, one) {
      const stands = (term) => Object.hasOwn(one.match, term) && one.match[term].includes("source");
      if (query.ids.some(stands)) return 1000;
      if (!query.places.length) return 0;
      const named = query.places.filter(stands);
      if (!named.length) return 0;
      // Beside the place stands nothing, or the name of an Act, in full or as people shorten it.
      const rest = query.asks.filter((ask) => !ask.own.some((own) => own.kind === "place"));
      const names = (ask) =>
        [ask.own.map((own) => own.term), ...ask.meant.map((other) => other.terms)].filter((name) => name.every((term) => known.names.has(term)));
      if (!rest.every((ask) => names(ask).length)) return 0;
      const acts = rest.filter((ask) => names(ask).some((name) => name.every(stands))).length;
      return 10 + acts * 10 + named.length + Math.max(...named.map((term) => term.split("(").length));
    }

    function loaded(wanted) {
      if (!frame) {
        const lengths = {};
        const documents = {};
        for (let i = 0; i < base.count; i++) {
          lengths[i] = base.lengths.map((column) => column[i]);
          documents[i] = i;
        }
        frame = {
          documentCount: base.count,
          nextId: base.count,
          documentIds: documents,
          fieldIds: Object.fromEntries(base.fields.map((name, i) => [name, i])),
          fieldLength: lengths,
          averageFieldLength: base.averages,
          storedFields: {},
          dirtCount: 0,
          serializationVersion: 2,
        };
      }
      return MiniSearch.loadJS(
        { ...frame, index: wanted.map((term) => [term, known.terms.get(term).fields]) },
        { fields: base.fields, tokenize: (text) => text.split("\n"), processTerm: (term) => term }
      );
    }

    return ranked;
  }

  space.ranking = make;
})((window.Rulewise = window.Rulewise || {}));
