/* Keeps the last good views of a screen in the browser: asked for from the server first, and shown from here when it is
   away, also after the browser has been started anew. Touches nothing but screens, and never stands in their way. */
"use strict";

/* One store for each place that the product is served at; another version of this file begins with an empty one. */
const NAME = "kartan-screen-", CACHE = NAME + "2 " + self.registration.scope;
const OURS = /\/(sv|en)\/screen(\/slide\/[a-z-]+\.json|\/check|\/)?$/;
const FILE = /\/static\/[0-9a-f]+\/[^/]+$/;
/* Milliseconds that the server has when there is something else to show, and when there is not. */
const PATIENCE = 8000, ALL_PATIENCE = 60000;
/* Answers of each kind that are kept at most; the oldest go first. */
const MOST = { document: 20, view: 400, file: 80 };
/* What a proxy says when the server behind it is away. */
const AWAY = [502, 503, 504];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    const ours = name === NAME + "1" || (name.startsWith(NAME) && name.endsWith(" " + self.registration.scope));
    if (ours && name !== CACHE) await caches.delete(name);
  }
})().catch(() => null).then(() => self.clients.claim())));

const kind = ({ pathname }) => (FILE.test(pathname) ? "file" : /\.json$|\/check$/.test(pathname) ? "view" : "document");

/* The name that an answer is kept under: what a screen reports to the server's log makes no difference. */
function named(address) {
  const url = new URL(address, self.location.href);
  url.searchParams.delete("failed");
  url.hash = "";
  return url.href;
}

/* Whether an answer is what was asked for: not somebody's page for signing in, and not from elsewhere. */
function fits(url, answer) {
  const type = answer.headers.get("Content-Type") || "";
  if (answer.redirected || answer.type !== "basic") return false;
  if (kind(url) === "document") return Boolean(answer.headers.get("X-Screen"));
  return kind(url) === "view" ? type.startsWith("application/json") : /javascript|css/.test(type);
}

/* The server's answer, read to its end within the time given: `good` is whether it may be kept and shown again. */
async function fetched(request, patience) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    const good = answer.ok && fits(new URL(request.url), answer);
    if (!good) return { answer, good };
    const body = await answer.arrayBuffer();
    return { answer: new Response(body, { status: answer.status, headers: answer.headers }), good };
  } finally {
    clearTimeout(timer);
  }
}

async function kept(address) {
  try {
    const answer = await (await caches.open(CACHE)).match(named(address));
    if (!answer) return null;
    const headers = new Headers(answer.headers);
    headers.set("x-kept", "yes");
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
  } catch (fault) {
    return null;
  }
}

/* A document is kept once all its parts are, or it would begin and stop half way. */
async function keep(address, answer) {
  const url = new URL(address);
  if (kind(url) === "document") {
    const text = await answer.clone().text();
    for (const [, part] of text.matchAll(/(?:src|href)="([^"]*\/static\/[^"]*)"/g)) {
      if (!(await file(new Request(new URL(part, address)))).ok) return;
    }
  }
  const cache = await caches.open(CACHE);
  await cache.put(named(address), answer);
  const all = (await cache.keys()).filter((request) => kind(new URL(request.url)) === kind(url));
  for (const request of all.slice(0, Math.max(0, all.length - MOST[kind(url)]))) await cache.delete(request);
}

/* No room, or no store at all: then the screen has none, and goes on. */
const keepIfItCan = (address, answer) => keep(address, answer).catch(() => null);

/* The server's answer while it gives one; else what was kept, where there is something. */
async function newest(event) {
  const { request } = event;
  const old = await kept(request.url);
  let found = null;
  try {
    found = await fetched(request, old ? PATIENCE : ALL_PATIENCE);
  } catch (fault) {
    return old || Response.error();
  }
  const { answer, good } = found;
  if (good) {
    event.waitUntil(keepIfItCan(request.url, answer.clone()));
    return answer;
  }
  // A browser follows a redirection itself. A wrong address is told; a fault of one view is that view's.
  if (answer.type === "opaqueredirect") return answer;
  const ours = answer.status >= 400 && !AWAY.includes(answer.status);
  const told = ours && (answer.status < 500 || /\/slide\//.test(request.url));
  return (!told && old) || answer;
}

async function file(request) {
  const cache = await caches.open(CACHE).catch(() => null);
  const found = cache && (await cache.match(request.url).catch(() => null));
  if (found) return found;
  const { answer, good } = await fetched(request, ALL_PATIENCE);
  if (good) await keepIfItCan(request.url, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (FILE.test(url.pathname)) event.respondWith(file(event.request));
  else if (OURS.test(url.pathname)) event.respondWith(newest(event));
});

/* What a screen fetched before this worker was there to keep it. */
self.addEventListener("message", (event) => event.waitUntil((async () => {
  for (const address of (event.data && event.data.keep) || []) {
    const url = new URL(address, self.location.href);
    if (url.origin !== self.location.origin || (await kept(url.href))) continue;
    try {
      const { answer, good } = await fetched(new Request(url.href), ALL_PATIENCE);
      if (good) await keepIfItCan(url.href, answer);
    } catch (fault) {
      // Nothing is lost: it is kept the next time that it is fetched.
    }
  }
})()));
