// Several sites in one list: this one, and those that `extra.rulewise.also_search` names. What comes from another site
// is looked at before it is used, is shown as text alone, and may be missing at any time.
(function (space) {
  "use strict";

  const STEP = 1e6; // between the pages of one site and those of the next
  const SOON = 400; // milliseconds that the list waits for other sites
  const LONG = 5000; // and after which one counts as out of reach
  const REST = 30000; // before it is asked again
  const LARGEST = 4e6; // characters of one file

  function check(right, what) {
    if (!right) throw new Error(`not an index that this search can read: ${what}`);
  }

  const text = (value) => String(value ?? "").slice(0, 500);
  const plain = (value) => (/^[a-z-]*$/.test(value) ? value : "");
  const texts = (table) => Object.fromEntries(Object.entries(table).map(([key, title]) => [key, text(title)]));

  /** The base of another site with the words of this one, so that a query means the same in both. */
  function based(found, own) {
    check(found.version === own.version, `its version is ${text(found.version)} and not ${own.version}`);
    check(/^[0-9a-f]{1,64}$/.test(found.parts), "the name of its parts");
    check(Number.isInteger(found.count) && found.lengths.every((column) => column.length === found.count), "its size");
    check(found.count < STEP && found.fields.join() === own.fields.join(), "its fields");
    check(Number.isInteger(found.elsewhere) && found.long > 1 && found.lists.every((name) => found.fields.includes(name)), "its lists");
    check(found.shards.every((term) => typeof term === "string"), "its terms");
    const [marks, places] = found.facets.mark;
    const seen = marks.map((mark) => ({ word: text(mark.word), shape: plain(mark.shape), edge: plain(mark.edge), kind: text(mark.kind), force: text(mark.force) }));
    const titles = Object.fromEntries(Object.entries(found.titles).map(([name, table]) => [name, texts(table)]));
    const { words, terms, lay, instruments } = own;
    return { ...found, titles, facets: { ...found.facets, mark: [seen, places] }, words, terms, lay, instruments };
  }

  function elsewhere({ title, url }, own) {
    let base = null;
    let failed = -REST;

    async function load(name) {
      const answer = await fetch(new URL(`search/${name}.json`, url), {
        cache: name === "base" ? "no-cache" : "default",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(LONG),
      });
      check(answer.ok, `${name}: ${answer.status}`);
      const content = await answer.text();
      check(content.length < LARGEST, `${name} is too large`);
      if (name !== "base") return JSON.parse(content);
      base = based(JSON.parse(content), (await own.ready()).base);
      return base;
    }

    /** A result leads into its own site, and nowhere else; its last value tells that it is from elsewhere. */
    function placed(row) {
      const address = new URL(text(row[1]), url).href;
      return [text(row[0]), address.startsWith(url) ? address : url, ...row.slice(2, 6).map(text), title, true];
    }

    const engine = space.engine(load, window.MiniSearch);
    return {
      title,
      facets: () => space.facets.alone(base),
      async search(words, options) {
        check(performance.now() - failed > REST, "it could not be had a moment ago");
        try {
          const found = await engine.search(words, options);
          space.facets.alone(base).counted(found.answers, {});
          return found;
        } catch (error) {
          failed = performance.now();
          throw error;
        }
      },
      shown: async (numbers) => (await engine.shown(numbers)).map(placed),
    };
  }

  /** Put the answers of several sites into one list; the same calls as the engine of one site. */
  function together(own, named, name) {
    const others = named.map((site) => elsewhere(site, own));
    const sites = [{ ...own, shown: async (numbers) => (await own.shown(numbers)).map((row) => [...row.slice(0, 6), name]) }, ...others];

    async function search(words, options = {}) {
      const asked = others.map((site) => site.search(words, options));
      const found = await own.search(words, options);
      const unreached = [];
      const lists = await Promise.all(
        asked.map(async (one, i) => {
          let inTime = true;
          const list = one.then(
            (other) => other.answers,
            () => (unreached.push(others[i].title), [])
          );
          const late = new Promise((resolve) => setTimeout(resolve, SOON)).then(() => ((inTime = false), null));
          list.then(() => inTime || options.late?.());
          return (await Promise.race([list, late])) || [];
        })
      );
      const theirs = lists.flatMap((answers, i) => answers.map((one) => ({ ...one, number: one.number + (i + 1) * STEP })));
      const answers = [...found.answers, ...theirs].sort((a, b) => b.tier - a.tier || b.score - a.score);
      return { ...found, answers, unreached };
    }

    async function shown(numbers) {
      const rows = new Map();
      for (const [i, site] of sites.entries()) {
        const here = numbers.filter((number) => Math.floor(number / STEP) === i);
        if (here.length) (await site.shown(here.map((number) => number % STEP))).forEach((row, at) => rows.set(here[at], row));
      }
      return numbers.map((number) => rows.get(number));
    }

    async function ready() {
      const told = await own.ready();
      return { ...told, base: { ...told.base, facetsOf: [() => space.facets.alone(told.base), ...others.map((site) => site.facets)] } };
    }

    return { search, shown, ready };
  }

  /** Facets of several sites: counted apart, told together. */
  function joined(facetsOf) {
    const made = [];
    const of = (i) => (made[i] = made[i] || facetsOf[i]());
    const site = (one) => Math.floor(one.number / STEP);

    /** The answers of each site by the numbers that it knows itself; `at` is the answer in the list. */
    function apart(answers) {
      const found = [];
      for (const one of answers) {
        const i = site(one);
        found[i] = found[i] || [i, []];
        found[i][1].push({ ...one, number: one.number % STEP, at: one });
      }
      return found.filter(Boolean);
    }

    function narrowed(answers, chosen) {
      const left = new Set(apart(answers).flatMap(([i, some]) => of(i).narrowed(some, chosen).map((one) => one.at)));
      return answers.filter((one) => left.has(one));
    }

    function counted(answers, chosen) {
      const groups = new Map();
      for (const [i, some] of apart(answers)) {
        for (const group of of(i).counted(some, chosen)) {
          const values = groups.get(group.name) || groups.set(group.name, new Map()).get(group.name);
          for (const one of group.values) values.set(one.value, { ...one, count: one.count + (values.get(one.value)?.count || 0) });
        }
      }
      return space.facets.GROUPS.filter((name) => groups.has(name)).map((name) => ({ name, values: [...groups.get(name).values()] }));
    }

    return {
      mark: (number) => of(Math.floor(number / STEP)).mark(number % STEP),
      narrowed,
      counted,
      sorted: (answers, by) => (by === "relevance" ? answers : apart(answers).flatMap(([i, some]) => of(i).sorted(some, by).map((one) => one.at))),
    };
  }

  space.facets.alone = space.facets.make;
  space.facets.make = (base) => (base.facetsOf ? joined(base.facetsOf) : space.facets.alone(base));
  space.together = together;
})((window.Rulewise = window.Rulewise || {}));
