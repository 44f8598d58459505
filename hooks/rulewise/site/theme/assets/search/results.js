// Results as elements of a page: text is only ever set as text, never as markup.
(function (space) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  /** Make an element with classes, attributes and children. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** The shape that stands beside a mark's word; hidden from screen readers, which get the word. */
  function shape(mark) {
    if (!mark.shape) return "";
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", `rw-mark rw-mark--${mark.edge}`);
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `#rw-${mark.shape}`);
    svg.append(use);
    return svg;
  }

  /** A text with the words that were looked for marked. */
  function marked(words, text, wanted) {
    const out = [];
    let last = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)) {
      const folded = words.fold(match[0]).replaceAll("'", "");
      if (!wanted.has(words.stem(folded))) continue;
      if (match.index > last) out.push(text.slice(last, match.index));
      out.push(make("mark", {}, match[0]));
      last = match.index + match[0].length;
    }
    return [...out, text.slice(last)];
  }

  /** One result: kind and force first, as on every page. */
  function result(words, root, mark, shown, wanted, excerpt) {
    const [id, address, title, summary, line, state, site] = shown;
    const edge = mark.edge === "none" ? "flush" : mark.edge;
    const tag = make("span", { class: `rw-tag rw-tag--${mark.edge === "none" ? "quiet" : mark.edge}${state ? " rw-tag--outline" : ""}` }, shape(mark), ` ${mark.word}`);
    return make(
      "li",
      { class: `rw-result rw-item${state ? " rw-item--flush" : ` rw-item--${edge}`}` },
      make("p", {}, tag, state ? ` ${state}` : "", site ? make("span", { class: "rw-source" }, ` ${site}`) : ""),
      make("h2", {}, make("a", { href: new URL(address, root).href }, ...marked(words, title, wanted))),
      make("p", {}, ...marked(words, summary, wanted)),
      excerpt ? make("p", { class: "rw-result__excerpt" }, "… ", ...marked(words, excerpt, wanted)) : null,
      make("p", { class: "rw-small" }, [id, line].filter(Boolean).join(" · "))
    );
  }

  space.results = { make, shape, marked, result };
})((window.Rulewise = window.Rulewise || {}));
