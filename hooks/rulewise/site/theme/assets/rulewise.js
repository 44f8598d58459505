// The colour scheme, the menu, tables, and the search, whose script is fetched when it is first wanted.
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

  var dialog = one(".rw-search");
  if (!dialog) return;
  var toggle = one("#__search");
  var later = one("#__later");
  function searching(yes) { if (toggle.checked !== yes) toggle.click(); }
  function open() {
    if (dialog.open) return;
    dialog.showModal();
    if (later) {
      body.append(later.content.cloneNode(true));
      later = null;
    }
    searching(true);
  }
  one(".rw-find").addEventListener("click", open);
  dialog.querySelector("[value=close]").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("close", function () { searching(false); });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("a[href]")) dialog.close();
  });
  // Material would put its results away at these keys.
  dialog.addEventListener("keydown", function (event) {
    if (event.key === "Tab" || event.key === "Escape") event.stopPropagation();
  });
  // Material shows a table or a list of terms whole, as one long link: keep what stands around the first word found.
  function shorten(article) {
    var before = 80, left = 320, found = false;
    Array.from(article.childNodes).forEach(function (part) {
      var text = part.textContent;
      if (/^(H1|H2|DIV)$/.test(part.nodeName)) return;
      found = found || part.nodeName === "MARK";
      if (left <= 0) part.remove();
      else if (!found && text.length > before && article.querySelector("mark")) part.textContent = "… " + text.slice(-before);
      else if (text.length > left) part.textContent = text.slice(0, left) + " …";
      left -= part.textContent.length;
    });
  }
  // Material leaves its results to the arrow keys alone.
  new MutationObserver(function () {
    dialog.querySelectorAll("ol [tabindex]").forEach(function (result) { result.removeAttribute("tabindex"); });
    dialog.querySelectorAll("ol article:not([data-rw])").forEach(function (article) {
      article.dataset.rw = "";
      shorten(article);
    });
  }).observe(dialog.querySelector("ol"), { childList: true, subtree: true });
  // Single keys are no shortcuts here: they get in the way of speech input (WCAG 2.1.4).
  document.addEventListener("keydown", function (event) { if (!dialog.open) event.stopPropagation(); });
})();
