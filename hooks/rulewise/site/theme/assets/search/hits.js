// A field on any other page: the first few results under it, reached by arrow keys or Tab.
(function (space) {
  "use strict";

  const SOME = 5;
  const PAUSE = 60;

  function start(form, engine) {
    const { make, shape, marked } = space.results;
    const input = form.querySelector("input");
    const status = form.querySelector("[role=status]") || form.appendChild(make("span", { role: "status" }));
    const list = make("ul", { class: "rw-hits__list", role: "list" });
    const all = make("a", { href: form.action });
    const panel = make("div", { class: "rw-hits", hidden: true }, list, make("p", {}, all));
    let turn = 0;
    let waiting = 0;
    form.append(panel);

    function close() {
      turn++;
      panel.hidden = true;
      status.textContent = "";
    }

    async function look() {
      const mine = ++turn;
      const q = input.value.trim();
      if (!q) return close();
      const to = new URL(form.action);
      to.searchParams.set("q", q);
      all.href = to.href;
      try {
        const { answers, query, elsewhere } = await engine.search(q, { live: true, late: () => mine === turn && look() });
        const { base, words } = await engine.ready();
        const facets = space.facets.make(base);
        const top = answers.slice(0, SOME);
        const shown = await engine.shown(top.map((one) => one.number));
        const topic = elsewhere === undefined ? "" : (await engine.shown([elsewhere]))[0][2];
        if (mine !== turn) return;
        const wanted = new Set(query.asks.flatMap((ask) => ask.own.map((one) => one.term)));
        list.replaceChildren(...top.map((one, i) => hit(facets.mark(one.number), shown[i], words, wanted)));
        const none = topic ? `Not covered here: ${topic}` : "No answer was found";
        all.textContent = top.length ? `All ${answers.length} results` : `${none}. Other ways to look`;
        status.textContent = top.length ? `${answers.length} results; arrow down for the first ${top.length}.` : `${none}.`;
      } catch (error) {
        if (mine !== turn) return;
        list.replaceChildren();
        all.textContent = "The search could not be loaded: other ways to look";
        status.textContent = all.textContent;
      }
      panel.hidden = false;
    }

    function hit(mark, [id, address, title, , , state, site], words, wanted) {
      const link = make("a", { href: new URL(address, space.root).href }, ...marked(words, title, wanted));
      const about = [mark.word, state, id, site].filter(Boolean).join(" · ");
      return make("li", {}, link, make("p", { class: "rw-small" }, shape(mark), ` ${about}`));
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    });
    form.addEventListener("keydown", (event) => {
      const stops = [input, ...panel.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (event.key === "Escape" && !panel.hidden) {
        event.preventDefault();
        close();
        input.focus();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !panel.hidden && at >= 0) {
        event.preventDefault();
        stops[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
      }
    });
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
    });
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) close();
    });
    if (input.value.trim()) look();
  }

  space.hits = start;
})((window.Rulewise = window.Rulewise || {}));
