// What results can be narrowed by: which values a page has, how many pages each value would leave, and in what order.
(function (space) {
  "use strict";

  const GROUPS = ["kind", "force", "stage", "role", "owner", "board"];
  const SORTS = { relevance: "Best match", journey: "Along the journey", amended: "Last amended" };

  function make(base) {
    const [marks, markOf] = base.facets.mark;
    const column = (name) => {
      const ids = Object.keys(base.titles[name]);
      const [groups, places] = base.facets[name];
      return (number) => groups[places[number]].map((i) => ids[i]);
    };
    // A kind is shown by the mark of its first force: law by the solid square.
    const weight = (mark) => Object.keys(base.titles.force).indexOf(mark.force);
    const lightest = [...marks].sort((a, b) => weight(b) - weight(a));
    const forces = new Map(marks.filter((mark) => mark.force).map((mark) => [mark.force, mark]));
    const kinds = new Map(lightest.map((mark) => [mark.kind, mark]));
    const mark = (number) => marks[markOf[number]];
    const values = {
      kind: (number) => [mark(number).kind],
      force: (number) => (mark(number).force ? [mark(number).force] : []),
      stage: column("stage"),
      role: column("role"),
      owner: column("owner"),
      board: column("board"),
    };
    const order = Object.fromEntries(GROUPS.map((name) => [name, Object.keys(base.titles[name])]));
    const fits = (number, name, chosen) => !chosen[name]?.length || values[name](number).some((one) => chosen[name].includes(one));

    /** Keep the answers that have one of the chosen values of every group. */
    const narrowed = (answers, chosen) => answers.filter((one) => GROUPS.every((name) => fits(one.number, name, chosen)));

    /** For each group its values with how many of the answers would be left if it were chosen beside the other groups. */
    function counted(answers, chosen) {
      return GROUPS.map((name) => {
        const others = GROUPS.filter((other) => other !== name);
        const counts = new Map();
        for (const one of answers) {
          if (!others.every((other) => fits(one.number, other, chosen))) continue;
          for (const value of values[name](one.number)) counts.set(value, (counts.get(value) || 0) + 1);
        }
        const picked = chosen[name] || [];
        const shown = order[name].filter((value) => counts.has(value) || picked.includes(value));
        const look = { kind: kinds, force: forces }[name];
        return {
          name,
          values: shown.map((value) => ({
            value,
            title: base.titles[name][value],
            count: counts.get(value) || 0,
            chosen: picked.includes(value),
            mark: look ? look.get(value) : null,
          })),
        };
      }).filter((group) => group.values.length);
    }

    /** Sort what was found; the best match comes first unless a reader asks otherwise. */
    function sorted(answers, by) {
      const [days, places] = base.amended;
      const day = (number) => days[places[number]];
      const compare = {
        journey: (a, b) => a.number - b.number,
        amended: (a, b) => day(b.number).localeCompare(day(a.number)) || a.number - b.number,
      }[by];
      return compare ? [...answers].sort(compare) : answers;
    }

    return { mark, narrowed, counted, sorted };
  }

  space.facets = { make, GROUPS, SORTS };
})((window.Rulewise = window.Rulewise || {}));
