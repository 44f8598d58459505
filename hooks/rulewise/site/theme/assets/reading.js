// What helps on a page: the reader's area first, one role alone, sorting, copying, printing, the note of reasons.
// Every page is whole without it. Nothing is sent; the area alone is kept, on this device.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var one = function (selector, root) { return (root || document).querySelector(selector); };
  var KEY = "rw-board";

  function kept() {
    try { return localStorage.getItem(KEY) || ""; } catch (error) { return ""; /* storage may be shut */ }
  }
  function keep(board) {
    try {
      if (board) localStorage.setItem(KEY, board);
      else localStorage.removeItem(KEY);
    } catch (error) { /* the same */ }
  }

  // The reader's own area comes first wherever areas are listed.
  all("[data-boards]").forEach(function (list) {
    var parts = all("[data-board]", list);
    var pick = one(".rw-pick select");
    if (!pick) return;
    function show(told) {
      var mine = parts.filter(function (part) { return part.dataset.board === pick.value; });
      parts.forEach(function (part) { part.toggleAttribute("data-mine", mine.includes(part)); });
      mine.concat(parts.filter(function (part) { return !mine.includes(part); })).forEach(function (part) { list.append(part); });
      if (!told && mine.length) return;
      var name = pick.selectedOptions[0].textContent;
      one(".rw-pick [role=status]").textContent = !pick.value ? "" : mine.length ? name + " comes first." : name + " " + list.dataset.none;
    }
    pick.value = kept();
    if (pick.selectedIndex < 0) pick.value = "";
    show(false);
    pick.addEventListener("change", function () { keep(pick.value); show(true); });
  });
  all("button[data-mine]").forEach(function (button) {
    function show() { button.setAttribute("aria-pressed", String(kept() === button.dataset.mine)); }
    button.addEventListener("click", function () { keep(kept() === button.dataset.mine ? "" : button.dataset.mine); show(); });
    show();
  });

  // One role alone, in an address that can be passed on. What speaks to everyone stays.
  all(".rw-filter select").forEach(function (pick) {
    var rows = all(".rw-moment tbody tr");
    function show() {
      rows.forEach(function (row) { row.hidden = Boolean(pick.value) && row.id !== pick.value && !("everyone" in row.dataset); });
      var shown = rows.filter(function (row) { return !row.hidden; }).length;
      one(".rw-filter [role=status]").textContent = pick.value ? "Showing " + shown + " of " + rows.length + " roles." : "";
    }
    pick.value = new URLSearchParams(location.search).get(pick.name) || "";
    if (pick.selectedIndex < 0) pick.value = "";
    show();
    pick.addEventListener("change", function () {
      show();
      var address = location.pathname + (pick.value ? "?" + pick.name + "=" + pick.value : "");
      try { history.replaceState(null, "", address); } catch (error) { /* a page that has no address of its own */ }
    });
  });

  // The register sorted by a column: all rules in one table, and a way back to the order of the journey.
  all(".rw-sorted").forEach(function (sorted) {
    var tables = all(".rw-register");
    var rows = tables.flatMap(function (table) { return all("tbody tr", table); });
    var homes = rows.map(function (row) { return row.parentNode; });
    var table = tables[0].cloneNode(true);
    table.setAttribute("aria-labelledby", "sorted");
    one("tbody", table).replaceChildren();
    sorted.append(table);
    var status = one("[role=status]", sorted);
    var by = -1, down = false;
    function head(part, i) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = part.textContent;
      button.addEventListener("click", function () { sort(i); });
      var paper = document.createElement("span"); // a browser repeats no buttons at the top of a sheet
      paper.textContent = part.textContent;
      part.replaceChildren(button, paper);
    }
    tables.concat(table).forEach(function (part) { all("thead th", part).forEach(head); });
    function key(row) {
      var cell = row.cells[by];
      return cell.dataset.key || (one("a", cell) || cell).textContent.trim().toLowerCase();
    }
    function sort(i) {
      down = i === by && !down;
      by = i;
      var order = rows.map(function (row, place) { return [key(row), place, row]; });
      order.sort(function (a, b) { return (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]) * (down ? -1 : 1); });
      order.forEach(function (entry) { table.tBodies[0].append(entry[2]); });
      document.body.classList.add("rw-sorting");
      var heads = all("thead th", table);
      heads.forEach(function (part) { part.removeAttribute("aria-sort"); });
      heads[i].setAttribute("aria-sort", down ? "descending" : "ascending");
      heads[i].firstChild.focus();
      status.textContent = rows.length + " rules, sorted by “" + heads[i].firstChild.textContent + "”" + (down ? ", last first." : ".");
    }
    one("[data-back]", sorted).addEventListener("click", function () {
      rows.forEach(function (row, i) { homes[i].append(row); });
      document.body.classList.remove("rw-sorting");
      by = -1;
      one("thead button", tables[0]).focus();
    });
  });

  // A citation holds the address at which the page is read, unless the site knows its own.
  all("[data-here]").forEach(function (cite) {
    var text = one("blockquote p", cite) || cite;
    if (text.textContent.endsWith(cite.dataset.here)) {
      text.textContent = text.textContent.slice(0, -cite.dataset.here.length) + location.href.replace(/[?#].*/, "");
    }
  });
  all(".rw-copy").forEach(function (button) {
    var text = one(".rw-cite blockquote"), status = one(".rw-cite-said");
    function copied() { status.textContent = "Copied."; }
    function choose() {
      getSelection().selectAllChildren(text);
      if (document.execCommand("copy")) copied();
      else status.textContent = "Selected: copy it with your own keys.";
    }
    button.addEventListener("click", function () {
      if (navigator.clipboard) navigator.clipboard.writeText(text.textContent.trim()).then(copied, choose);
      else choose();
    });
  });
  all(".rw-print").forEach(function (button) {
    var note = button.closest(".rw-departure");
    button.addEventListener("click", function () {
      document.body.classList.toggle("rw-only-note", Boolean(note));
      print();
    });
  });
  addEventListener("afterprint", function () { document.body.classList.remove("rw-only-note"); });

  // The note of reasons is kept nowhere: leaving the page empties it.
  all(".rw-departure :is(input, textarea)").forEach(function (field) {
    field.value = "";
    field.addEventListener("input", function () {
      if (field.tagName === "TEXTAREA") {
        field.style.height = "auto";
        field.style.height = field.scrollHeight + 4 + "px";
      }
    });
    addEventListener("pagehide", function () { field.value = ""; });
  });
})();
