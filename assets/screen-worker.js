/* Keeps the last good views of a screen in the browser: asked for from the server first, and shown from here when it is
   away, also after the browser has been started anew. Touches nothing but screens. */
"use strict";

const CACHE = "kartan-screen-1";
const OURS = /\/(sv|en)\/screen(\/slide\/[a-z-]+\.json|\/check|\/)?$/;
const FILE = /\/static\/[0-9a-f]+\/[^/]+$/;
const PATIENCE = 8000;
/* Answers that are kept at most; the oldest go first. */
const VIEWS = 160, FILES = 40;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("kartan-screen-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

/* The name that an answer is kept under: what a screen reports to the server's log makes no difference. */
function named(address) {
  const url = new URL(address);
  url.searchParams.delete("failed");
  url.hash = "";
  return url.href;
}

async function keep(address, answer) {
  const cache = await caches.open(CACHE);
  // Put last again, so that what is used is not the oldest.
  await cache.delete(named(address));
  await cache.put(named(address), answer);
  await prune(cache, (url) => !FILE.test(url.pathname), VIEWS);
  await prune(cache, (url) => FILE.test(url.pathname), FILES);
}

async function prune(cache, counts, most) {
  const found = (await cache.keys()).filter((request) => counts(new URL(request.url)));
  for (const request of found.slice(0, Math.max(0, found.length - most))) await cache.delete(request);
}

async function kept(address) {
  const answer = await (await caches.open(CACHE)).match(named(address));
  if (!answer) return null;
  const headers = new Headers(answer.headers);
  headers.set("x-kept", "yes");
  return new Response(answer.body, { status: answer.status, headers });
}

async function fetched(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(request.mode === "navigate" ? request.url : request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

/* The server's answer while it gives one; a page that it fails to give is shown as it last was. */
async function newest(request) {
  let answer = null;
  try {
    answer = await fetched(request);
  } catch (fault) {
    const old = await kept(request.url);
    if (old) return old;
    throw fault;
  }
  if (answer.status >= 500 && request.mode === "navigate") return (await kept(request.url)) || answer;
  if (answer.ok) await keep(request.url, answer.clone());
  return answer;
}

async function file(request) {
  const found = await (await caches.open(CACHE)).match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await keep(request.url, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (FILE.test(url.pathname)) event.respondWith(file(event.request));
  else if (OURS.test(url.pathname)) event.respondWith(newest(event.request));
});

/* What a screen fetched before this worker was there to keep it. */
self.addEventListener("message", (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  for (const address of (event.data && event.data.keep) || []) {
    const url = new URL(address, self.location.href);
    if (url.origin !== self.location.origin || (await cache.match(named(url.href)))) continue;
    try {
      const answer = await fetch(url.href);
      if (answer.ok) await keep(url.href, answer);
    } catch (fault) {
      // Nothing is lost: it is kept the next time that it is fetched.
    }
  }
})()));
