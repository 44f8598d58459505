// The search of every page: a form that leads to the results without this script, and shows some as you type with it.
(function (space) {
  "use strict";

  const here = document.currentScript.src;
  const { name, also } = JSON.parse(document.currentScript.dataset.sites || '{"also": []}');
  const FILES = ["minisearch", "words", "query", "ranking", "engine", "facets", "results", "excerpt", "load", "page", "hits"];
  if (also.length) FILES.push("together");
  let started = null;
  space.root = new URL("../../", here).href;

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(`${name}.js`, here).href;
      element.async = false; // they run in this order
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${name}.js could not be loaded`));
      document.head.append(element);
    });
  }

  function style() {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("search.css", here);
    document.head.append(link);
  }

  /** Whether the stroke does nothing here: single keys get in the way of speech input (WCAG 2.1.4). */
  space.quiet = function (yes) {
    try {
      if (yes !== undefined) localStorage[yes ? "setItem" : "removeItem"]("rw-no-key", "yes");
      return localStorage.getItem("rw-no-key") === "yes";
    } catch (error) {
      return false; // storage may be shut
    }
  };

  /** Fetch the rest when somebody is about to search; gives the one engine of this page. */
  space.start = function () {
    started = started || Promise.all(FILES.map(script)).then(() => {
      const own = space.engine(space.load, window.MiniSearch);
      return also.length ? space.together(own, also, name) : own;
    });
    started.catch(() => (started = null));
    return started;
  };

  const field = document.querySelector(".rw-ask--page input[name=q]") || document.querySelector(".rw-ask input[name=q]");
  const page = document.querySelector(".rw-search");
  if (page) {
    space.start().then(
      (engine) => space.page(page, engine),
      () => {
        page.querySelector(".rw-search__without").hidden = true;
        page.querySelector(".rw-search__failed").hidden = false;
      }
    );
  }
  for (const form of document.querySelectorAll(".rw-ask:not(.rw-ask--page)")) {
    form.addEventListener("focusin", () => {
      if (form.dataset.ready || page) return;
      form.dataset.ready = "yes";
      style();
      space.start().then((engine) => space.hits(form, engine), () => delete form.dataset.ready);
    });
  }
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.nodeName) || space.quiet()) return;
    event.preventDefault();
    if (field.offsetParent) field.focus();
    else field.form.requestSubmit(); // on a phone the field stands on the search's own page
    field.select();
  });
})((window.Rulewise = window.Rulewise || {}));
