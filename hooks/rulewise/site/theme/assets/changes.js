// The changes page, for one role, stage or grade; the choice stands in the address, so that it can be kept and sent.
(function () {
  "use strict";
  var form = document.querySelector(".rw-filter");
  var names = ["role", "stage", "grade"];
  var items = Array.from(document.querySelectorAll(".rw-change"));
  var folds = Array.from(document.querySelectorAll(".rw-older"));
  var said = form.querySelector("[role=status]");
  function choice(name) { return form.querySelector("[name=" + name + "]"); }
  function has(item, name) {
    var wanted = choice(name).value;
    return !wanted || item.dataset[name].split(" ").indexOf(wanted) >= 0;
  }
  function show() {
    var shown = items.filter(function (item) {
      item.hidden = !names.every(function (name) { return has(item, name); });
      return !item.hidden;
    }).length;
    var all = names.every(function (name) { return !choice(name).value; });
    folds.forEach(function (fold) { if (!all) fold.open = true; });
    said.textContent = all ? "" : shown + " of " + items.length + " pages shown";
  }
  function read() {
    var asked = new URLSearchParams(location.search);
    names.forEach(function (name) {
      choice(name).value = asked.get(name) || "";
      if (choice(name).selectedIndex < 0) choice(name).value = "";
    });
    show();
  }
  form.addEventListener("change", function () {
    var asked = new URLSearchParams();
    names.forEach(function (name) { if (choice(name).value) asked.set(name, choice(name).value); });
    var query = asked.toString();
    history.replaceState(null, "", query ? "?" + query : location.pathname);
    show();
  });
  read();
})();
