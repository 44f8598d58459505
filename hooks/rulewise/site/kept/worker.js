// Reads from the network whenever there is one, and otherwise from the copies on this device, which say that they are
// copies. The build puts in front of this: const BUILD, a hash of all that is published, and FIRST, what a copy needs.
const HOME = new URL("./", location.href).href;
const PREFIX = `rulewise ${HOME} `;
const READ = `${PREFIX}read ${BUILD}`;
const WHOLE = `${PREFIX}whole ${BUILD}`;
const LIST = `${HOME}offline.json`;
const PATIENCE = 6000; // milliseconds that a page is waited for when there is a copy of it
const copies = new Set(); // windows that show a copy

addEventListener("install", (event) => event.waitUntil(take().then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(clean().then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  const own = request.method === "GET" && request.url.startsWith(HOME) && !/^(?:sw\.js|offline\.json)$/.test(request.url.slice(HOME.length));
  // What the page for keeping the whole site fetches is marked by this mode, and goes into a cache of its own.
  if (own && (request.mode === "navigate" || request.cache !== "reload")) event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  const page = request.mode === "navigate";
  const key = keyOf(request.url);
  if (!page && copies.has(event.clientId)) {
    const copy = await copyOf(key);
    if (copy) return copy;
  }
  try {
    const response = await fetched(request, page && (await copyOf(key)));
    if (response.status >= 500 && (await copyOf(key))) throw new Error(response.statusText);
    if (response.ok && response.type === "basic" && !response.redirected) event.waitUntil(read(key, response.clone()));
    return response;
  } catch (error) {
    const copy = await copyOf(key);
    if (copy && page) {
      copies.add(event.resultingClientId);
      return marked(copy);
    }
    if (copy) return copy;
    if (!page) throw error;
    const folder = `${key}/`;
    if (await copyOf(folder)) return Response.redirect(folder);
    return Response.redirect(`${HOME}offline/?page=${encodeURIComponent(key.slice(HOME.length))}`);
  }
}

// The words of a search stand in the address; they are never part of what is kept.
function keyOf(address) {
  const url = new URL(address);
  return url.origin + url.pathname.replace(/\/index\.html$/, "/");
}

function fetched(request, copy) {
  if (request.mode !== "navigate") return fetch(request);
  const asked = fetch(request, { cache: "no-cache" });
  if (!copy) return asked;
  asked.catch(() => {}); // it may fail after the copy is shown
  return Promise.race([asked, new Promise((_, fail) => setTimeout(() => fail(new Error("too slow")), PATIENCE))]);
}

// The whole site, once it is whole, is never mixed with pages of another day.
async function copyOf(key) {
  const whole = await wholeOf(WHOLE);
  const cache = whole || (await caches.open(READ));
  return cache.match(key, { ignoreVary: true });
}

async function wholeOf(name) {
  if (!(await caches.has(name))) return null;
  const cache = await caches.open(name);
  return (await cache.match(LIST)) ? cache : null;
}

async function read(key, response) {
  if (/\.(?:json|xml|map|gz)$/.test(key) && !key.startsWith(`${HOME}search/`)) return;
  if (!(await wholeOf(WHOLE))) await (await caches.open(READ)).put(key, response);
}

async function marked(copy) {
  const html = (await copy.text()).replace('<p class="rw-offline" hidden>', '<p class="rw-offline">');
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// A new version is taken whole or not at all: until it is here, the version before stays and answers.
async function take() {
  const before = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !name.endsWith(BUILD));
  const now = await caches.open(READ);
  await now.addAll(FIRST.map((path) => new Request(HOME + path, { cache: "no-cache" })));
  for (const name of before) {
    const old = await caches.open(name);
    const list = await old.match(LIST);
    if (list) await renew(old, await list.json());
    else if (name.includes(" read ")) await readAgain(old, now);
  }
}

async function readAgain(old, now) {
  for (const request of await old.keys()) {
    if (await now.match(request)) continue;
    const response = await fetch(request.url, { cache: "no-cache" });
    if (response.ok && !response.redirected) await now.put(request.url, response);
  }
}

async function renew(old, had) {
  const answered = await fetch(LIST, { cache: "no-cache" });
  const list = await answered.clone().json();
  if (list.build !== BUILD) throw new Error("the site has changed again");
  const whole = await caches.open(WHOLE);
  const same = new Map(had.files.map(([path, , hash]) => [path, hash]));
  const left = [...list.files];
  async function next() {
    for (let file = left.shift(); file; file = left.shift()) {
      const address = HOME + file[0];
      if (await whole.match(address)) continue;
      const kept = same.get(file[0]) === file[2] && (await old.match(address));
      const response = kept || (await fetch(address, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      await whole.put(address, response);
    }
  }
  await Promise.all([next(), next(), next(), next()]);
  await whole.put(LIST, answered);
}

async function clean() {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && ![READ, WHOLE].includes(name)) await caches.delete(name);
}
