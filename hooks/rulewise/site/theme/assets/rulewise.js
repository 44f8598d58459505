// The colour scheme, the menu and tables.
(function () {
  "use strict";
  var body = document.body;
  var one = function (selector) { return document.querySelector(selector); };

  var scheme = one(".rw-scheme");
  function shown() { scheme.setAttribute("aria-pressed", String(body.dataset.mdColorScheme === "slate")); }
  scheme.addEventListener("click", function () {
    body.dataset.mdColorScheme = body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    try { localStorage.setItem("rw-scheme", body.dataset.mdColorScheme); } catch (error) { /* storage may be shut */ }
    shown();
  });
  shown();

  var menu = one(".rw-menu");
  document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });

  // What is wider than the page scrolls by keyboard too.
  function reach() {
    document.querySelectorAll(".md-typeset table:not([class]), .md-typeset pre > code").forEach(function (part) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    });
  }
  reach();
  addEventListener("resize", reach);

  // On a phone the style shows these tables as cards, and with that some browsers forget that they are tables.
  // (In the page itself the HTML standard forbids what it calls redundant roles.)
  var roles = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell", TABLE: "table" };
  document.querySelectorAll(".rw-moment, .rw-register").forEach(function (table) {
    [table].concat(Array.from(table.querySelectorAll("*"))).forEach(function (part) {
      var role = part.tagName === "TH" ? (part.scope === "row" ? "rowheader" : "columnheader") : roles[part.tagName];
      if (role) part.setAttribute("role", role);
    });
  });
})();
