// Copies for reading without a connection: has them made, says when one is read, and lets the reader keep or remove them.
(function () {
  "use strict";
  var home = new URL("../", document.currentScript.src).href;
  var line = document.querySelector(".rw-offline");
  var place = document.querySelector(".rw-keep");
  if (location.protocol === "file:") {
    if (place) say("You are reading a copy that somebody gave you as files. Copies are kept on the site itself.");
    return;
  }
  var isCopy = !line.hidden;
  function tell(hidden, text) {
    line.hidden = hidden;
    line.querySelector("strong").textContent = text;
  }
  addEventListener("offline", function () { tell(false, "You are offline."); });
  addEventListener("online", function () { tell(!isCopy, "You are online again."); });

  if (!("serviceWorker" in navigator) || !window.caches) {
    if (place) say("This browser keeps no copies here: it may be too old, in a private window, or the site not on HTTPS.");
    return;
  }
  if (wants()) navigator.serviceWorker.register(home + "sw.js", { updateViaCache: "none" }).catch(function () { /* no copies, then */ });
  if (place) show();

  function wants(yes) {
    try {
      if (yes !== undefined) localStorage.setItem("rw-keep", yes ? "yes" : "no");
      return localStorage.getItem("rw-keep") !== "no";
    } catch (error) { return true; /* storage may be shut */ }
  }

  function say(text) {
    place.hidden = false;
    place.replaceChildren(element("p", text));
  }

  function element(name, text, onclick) {
    var made = document.createElement(name);
    made.textContent = text;
    if (onclick) {
      made.type = "button";
      made.className = "rw-button";
      made.addEventListener("click", onclick);
    }
    return made;
  }

  function ours(kind) {
    return caches.keys().then(function (names) {
      return names.filter(function (name) { return name.startsWith("rulewise " + home + " " + kind); });
    });
  }

  function listed() {
    return fetch(home + "offline.json", { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
  }

  // The list goes in last: a cache that holds it is whole.
  async function whole(build) {
    var found = null;
    for (var name of await ours("whole ")) {
      var list = await (await caches.open(name)).match(home + "offline.json");
      if (list && (!found || name.endsWith(build))) found = await list.json();
    }
    return found;
  }

  function dayOf(list) {
    return new Date(list.day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }

  function sizeOf(list) { return (list.bytes / 1e6).toFixed(list.bytes < 1e7 ? 1 : 0) + " MB"; }

  async function show(note) {
    var now = await listed().catch(function () { return null; });
    var kept = await whole(now ? now.build : "");
    var pages = 0;
    for (var name of await ours("read ")) pages += (await (await caches.open(name)).keys()).filter(function (key) { return key.url.endsWith("/"); }).length;
    var missed = new URLSearchParams(location.search).get("page");
    var parts = [element("h2", "On this device")];
    if (missed !== null) parts.push(element("p", "The page that you asked for is not kept here: " + missed));
    parts.push(element("p", kept ? "The whole site, as of " + dayOf(kept) + ": " + sizeOf(kept) + "." : pages ? "Pages that you have read: " + pages + "." : "Nothing yet."));
    if (now && (!kept || kept.build !== now.build))
      parts.push(element("button", "Keep the whole site as of " + dayOf(now) + " (" + sizeOf(now) + ")", keep));
    if (kept || pages) parts.push(element("button", "Remove all that is kept", remove));
    var status = element("p", note || (now ? "" : "There is no connection, so nothing can be added."));
    status.setAttribute("role", "status");
    place.replaceChildren.apply(place, parts.concat(status));
    place.hidden = false;
  }

  async function keep() {
    var bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Keeping the whole site");
    var status = place.querySelector("[role=status]");
    status.before(bar);
    place.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
    status.textContent = "Keeping the whole site. Stay on this page until it is done.";
    wants(true);
    try {
      await (await navigator.serviceWorker.register(home + "sw.js", { updateViaCache: "none" })).update();
      if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
      await fill(bar);
      await show("The whole site is kept. It can be read without a connection.");
    } catch (error) {
      await show(error.name === "QuotaExceededError"
        ? "There is no room for the whole site on this device."
        : "Keeping the site was broken off. What came so far is not lost: press the button again.");
    }
  }

  // Files of one build only: if the site is published anew meanwhile, what was begun is left and the new one is taken.
  async function fill(bar) {
    var list = await listed();
    var cache = await caches.open("rulewise " + home + " whole " + list.build);
    var left = list.files.slice();
    bar.max = list.bytes;
    bar.value = 0;
    async function next() {
      for (var file = left.shift(); file; file = left.shift()) {
        if (!(await cache.match(home + file[0]))) {
          var answer = await fetch(home + file[0], { cache: "reload" });
          if (!answer.ok) throw new Error(file[0] + ": " + answer.status);
          await cache.put(home + file[0], answer);
        }
        bar.value += file[1];
      }
    }
    await Promise.all([next(), next(), next(), next()]);
    var again = await listed();
    if (again.build !== list.build) return fill(bar);
    await cache.put(home + "offline.json", new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
  }

  async function remove() {
    wants(false);
    for (var name of await ours("")) await caches.delete(name);
    var registration = await navigator.serviceWorker.getRegistration(home);
    if (registration) await registration.unregister();
    await show("All is removed, and nothing more is kept until you ask for it here.");
  }
})();
