// The search's own page: what was asked stands in the address, so that a search can be shared and gone back to.
(function (space) {
  "use strict";

  const SOME = 10;
  const NEAR = 5; // pages by which a step is guessed
  const PAUSE = 60; // milliseconds after a key before looking, so that quick typing is looked up once

  function asked() {
    const told = new URLSearchParams(location.search);
    const chosen = {};
    for (const name of space.facets.GROUPS) chosen[name] = told.getAll(name);
    const sort = Object.hasOwn(space.facets.SORTS, told.get("sort") || "") ? told.get("sort") : "relevance";
    return { q: told.get("q") || "", chosen, sort, exact: told.has("exact"), withdrawn: told.has("withdrawn") };
  }

  function address(state) {
    const told = new URLSearchParams();
    if (state.q) told.set("q", state.q);
    for (const name of space.facets.GROUPS) for (const value of state.chosen[name]) told.append(name, value);
    if (state.sort !== "relevance") told.set("sort", state.sort);
    if (state.exact) told.set("exact", "1");
    if (state.withdrawn) told.set("withdrawn", "1");
    const text = told.toString();
    return text ? `?${text}` : location.pathname;
  }

  function start(root, engine) {
    const { make, shape, result } = space.results;
    const part = (name) => root.querySelector(`.rw-search__${name}`);
    const input = root.querySelector("input[name=q]");
    const status = part("status");
    const narrow = part("facets");
    const sorting = part("sort");
    const notes = part("notes");
    const list = part("results");
    const more = part("more");
    const none = part("none");
    const failed = part("failed");
    let state = asked();
    let turn = 0;
    let waiting = 0;
    let amount = SOME;

    for (const [value, title] of Object.entries(space.facets.SORTS)) sorting.append(make("option", { value }, title));

    function go(change, push) {
      state = { ...state, ...change };
      amount = SOME;
      history[push ? "pushState" : "replaceState"](null, "", address(state));
      return look();
    }

    function told(words) {
      status.textContent = words;
    }

    async function look(live) {
      const mine = ++turn;
      if (!state.q.trim()) {
        show({ answers: [], all: [], query: null });
        return told("");
      }
      try {
        const found = await engine.search(state.q, { exact: state.exact, withdrawn: state.withdrawn, live, late: () => mine === turn && look(live) });
        const { base, words } = await engine.ready();
        const facets = space.facets.make(base);
        const answers = facets.sorted(facets.narrowed(found.answers, state.chosen), state.sort);
        const shown = await engine.shown(answers.slice(0, amount).map((one) => one.number));
        const excerpts = await space.excerpts(space.load, words, found.query, answers.slice(0, amount), shown);
        if (mine !== turn) return; // a later key was quicker
        part("ended").hidden = !base.withdrawn.length;
        const topic = found.elsewhere === undefined ? "" : (await engine.shown([found.elsewhere]))[0][2];
        if (mine !== turn) return;
        show({ ...found, all: found.answers, answers, shown, excerpts, words, facets, topic });
      } catch (error) {
        if (mine !== turn) return;
        show({ answers: [], all: [], query: null });
        failed.hidden = false;
        told("The search could not be loaded.");
      }
    }

    function show({ query, answers, all, shown, excerpts, words, facets, topic, near = [], unreached = [] }) {
      const nothing = Boolean(query) && !all.length;
      root.classList.toggle("rw-search--found", all.length > 0);
      failed.hidden = true;
      none.hidden = !nothing || Boolean(topic);
      part("elsewhere").hidden = !nothing || !topic;
      steps(nothing && !topic ? facets.counted(near.slice(0, NEAR), {}) : []);
      notes.replaceChildren(...(query ? remarks(query) : []));
      notes.append(...unreached.map((site) => make("p", {}, `${site} cannot be reached just now; nothing from there is listed.`)));
      narrow.replaceChildren(...(facets ? groups(facets.counted(all, state.chosen)) : []));
      part("narrow").hidden = part("order").hidden = !all.length;
      sorting.value = state.sort;
      list.replaceChildren(
        ...(shown || []).map((one, i) => result(words, space.root, facets.mark(answers[i].number), one, wantedOf(query), excerpts[i]))
      );
      more.hidden = answers.length <= amount;
      if (!query) return;
      const left = all.length - answers.length;
      if (nothing) told(topic ? `Not covered here: ${topic}.` : "No answer was found.");
      else if (!answers.length) told(`No results with these choices; ${all.length} without them.`);
      else told(`${answers.length} ${answers.length === 1 ? "result" : "results"}${left ? ` of ${all.length}` : ""}.`);
    }

    /** Where nothing answers, the steps to which most of the nearest pages belong. */
    function steps(counts) {
      const stages = counts.find((group) => group.name === "stage")?.values || [];
      const most = Math.max(0, ...stages.map((one) => one.count));
      const links = stages.filter((one) => one.count === most).slice(0, 2).map((one) => make("a", { href: new URL(`stages/${one.value}/`, space.root).href }, one.title));
      part("steps").hidden = most < 2;
      part("steps").replaceChildren("The step that this sounds like: ", ...links.flatMap((link, i) => (i ? [" or ", link] : [link])));
    }

    function remarks(query) {
      const out = query.repaired.map(([word, instead]) =>
        make(
          "p",
          {},
          "Searched for ",
          make("b", {}, instead),
          " instead of ",
          make("b", {}, word),
          ". ",
          make("a", { href: address({ ...state, exact: true }), class: "rw-search__exactly" }, `Search for exactly “${query.asked}”`)
        )
      );
      if (query.also.length) out.push(make("p", {}, `Also looked for: ${query.also.join(", ")}.`));
      if (state.exact) out.push(make("p", {}, "Searched for exactly these words. ", make("a", { href: address({ ...state, exact: false }) }, "Search for what they mean too")));
      return out;
    }

    function groups(found) {
      const titles = { kind: "Kind", force: "Force", stage: "Stage", role: "Role", owner: "Who keeps it", board: "Area" };
      return found.map((group) =>
        make(
          "fieldset",
          { class: "rw-facet" },
          make("legend", {}, titles[group.name]),
          ...group.values.map((one) => {
            const box = make("input", { type: "checkbox", name: group.name, value: one.value });
            box.checked = one.chosen;
            return make("label", {}, box, " ", one.mark ? shape(one.mark) : "", " ", one.title, make("span", { class: "rw-facet__count" }, ` ${one.count}`));
          })
        )
      );
    }

    const wantedOf = (query) => new Set(query.asks.flatMap((ask) => [...ask.own.map((one) => one.term), ...ask.meant.flatMap((other) => other.terms)]));

    narrow.addEventListener("change", (event) => {
      const { name, value, checked } = event.target;
      const rest = state.chosen[name].filter((one) => one !== value);
      go({ chosen: { ...state.chosen, [name]: checked ? [...rest, value] : rest } }, true).then(() => {
        narrow.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`)?.focus();
      });
    });
    sorting.addEventListener("change", () => go({ sort: sorting.value }, true));
    part("withdrawn").addEventListener("change", (event) => go({ withdrawn: event.target.checked }, true));
    part("fold").addEventListener("click", (event) => {
      const button = event.currentTarget;
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
    });
    const key = part("key");
    key.checked = !space.quiet();
    key.addEventListener("change", () => space.quiet(!key.checked));
    more.addEventListener("click", async () => {
      const first = amount;
      amount += SOME;
      await look();
      list.children[first]?.querySelector("a")?.focus();
    });
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        state = { ...state, q: input.value, exact: false };
        amount = SOME;
        history.replaceState(null, "", address(state));
        look(true);
      }, PAUSE);
    });
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      go({ q: input.value, exact: false }, input.value !== state.q);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [input, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      const next = at < 0 ? null : stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
    function arrive() {
      state = asked();
      amount = SOME;
      input.value = state.q;
      part("withdrawn").checked = state.withdrawn;
      return look();
    }
    addEventListener("popstate", arrive);
    if (!asked().q) input.focus();
    return arrive().finally(() => root.classList.add("rw-search--ready"));
  }

  space.page = start;
})((window.Rulewise = window.Rulewise || {}));
