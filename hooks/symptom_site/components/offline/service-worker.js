// Keeps the whole site but the checker's Python ready for offline use. The build writes it to sw.js, below the
// constant SITE: see offline.py and service-worker.d.ts.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

importScripts(...SITE.scripts);

const { precaching, routing } = worker.workbox;
const browserFetch = worker.fetch.bind(worker);

// The browser may hold back a copy with wrong bytes for a year. Then the file is fetched once more, past that copy.
worker.fetch = (request, options) =>
  browserFetch(request, options).catch((error) => {
    if (!(request instanceof Request) || !request.integrity || request.cache === "reload") throw error;
    return browserFetch(new Request(request, { cache: "reload" }), options);
  });

const scope = worker.registration.scope;
const runtimes = new URL("runtime/", scope).href;
const runtime = new URL(SITE.runtime, scope).href;

/**
 * Some hosts send 404.html with its own status; that must not spoil the list.
 * @param {Response} response
 */
const isWelcome = (response) => response.status < 400 || response.url.endsWith("/404.html");

/**
 * Pages, with their styles and scripts, are kept all together or not at all. The rest may be lacking.
 * @param {string} url
 */
const isNeeded = (url) => /(\/|\.(html|css|js|mjs))$/.test(new URL(url).pathname);

/** How many files are fetched at once: one alone would wait for the way to the server each time. */
const AT_ONCE = 4;

/**
 * Give each entry once, whoever asks; nothing more after an error of one who asked.
 * @template T
 * @param {Iterable<T>} entries
 */
function* inOrder(entries) {
  yield* entries;
}

/** Workbox's list, without its rule that one lost file bars all, and with a look at each copy. */
class Copies extends precaching.PrecacheController {
  /** @param {ExtendableEvent} event */
  async install(event) {
    const done = this.fill(isCopyRight);
    event.waitUntil(done);
    await done;
    return { updatedURLs: [], notUpdatedURLs: [] };
  }

  /**
   * Fetch what is not kept yet; rejects where one of the files that are needed cannot be had as it was built.
   * @param {(kept: Response, integrity?: string) => Promise<boolean>} isGood tells whether a copy may stay
   */
  async fill(isGood) {
    const cache = await caches.open(this.strategy.cacheName);
    const waiting = inOrder(SITE.entries);
    const keepNext = async () => {
      // An error ends the order, so no other file is fetched then.
      for (const { url, integrity, revision } of waiting) {
        const request = new Request(url, { integrity, cache: revision ? "reload" : "default", credentials: "same-origin" });
        const key = this.getCacheKeyForURL(request.url) ?? request.url;
        const kept = await cache.match(key);
        if (kept && (await isGood(kept, integrity))) continue;
        await fetchAndKeep(cache, key, request).catch((error) => {
          if (isNeeded(request.url)) throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
  }

  /** Give the addresses of which there is no copy. */
  async missing() {
    const cache = await caches.open(this.strategy.cacheName);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    return [...this.getURLsToCacheKeys()].filter(([, key]) => !kept.has(key)).map(([url]) => url);
  }
}

/**
 * @param {Cache} cache
 * @param {string} key
 * @param {Request} request
 */
async function fetchAndKeep(cache, key, request) {
  const response = await worker.fetch(request);
  if (!isWelcome(response)) throw new Error(`${request.url}: the server answered ${response.status}`);
  const { status, statusText, headers } = response;
  // No browser opens a page from an answer that was sent on from another address.
  await cache.put(key, response.redirected ? new Response(response.body, { status, statusText, headers }) : response);
}

/**
 * @param {Response} kept
 * @param {string} [integrity]
 */
async function isCopyRight(kept, integrity) {
  if (!integrity) return true;
  const digest = await crypto.subtle.digest("SHA-256", await kept.arrayBuffer());
  return integrity === `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** A copy is looked at each time it is used: one that is not as it was built goes, and the network gives it anew. */
const lookAtEach = {
  /** @param {{ cacheName: string, request: Request, cachedResponse?: Response }} found */
  async cachedResponseWillBeUsed({ cacheName, request, cachedResponse }) {
    const integrity = copies.getIntegrityForCacheKey(request.url);
    if (!cachedResponse || (await isCopyRight(cachedResponse.clone(), integrity))) return cachedResponse;
    await (await caches.open(cacheName)).delete(request);
    return null;
  },
  // The network's file is not what was built either: it may be of the next release, which is better than none.
  /** @param {{ request: Request }} asked */
  async handlerDidError({ request }) {
    return worker.fetch(request).catch((error) => {
      const first = new URL(SITE.entries[0].url, scope).href;
      // No such page can be had. The page for the worst moment has the signs, and leads to the others.
      if (request.mode === "navigate" && request.url !== first) return Response.redirect(first);
      throw error;
    });
  },
};

const copies = new Copies({ plugins: [lookAtEach] });
copies.precache(SITE.entries);

// By path alone: a click inside the site arrives as a plain fetch, and a search result carries its words as `?h=`.
routing.registerRoute(
  new precaching.PrecacheRoute(copies, {
    cleanURLs: false,
    directoryIndex: "",
    ignoreURLParametersMatching: [/^/],
    urlManipulation: ({ url }) => (url.pathname.endsWith("/index.html") ? [new URL("./", url.origin + url.pathname)] : []),
  }),
);

// Only read here: the worker of the checker keeps these files once it has answered, and checks whatever copy it gets.
routing.registerRoute(
  ({ url }) => url.href.startsWith(runtime),
  async ({ request }) => (await browserCopy(request)) ?? (await caches.match(request.url)) ?? fetch(request),
);

/**
 * Give the browser's own copy, with which it keeps what it has compiled of the file. Nothing asks the network here.
 * @param {Request} request
 */
async function browserCopy(request) {
  if (request.cache === "reload") return undefined;
  const held = await browserFetch(new Request(request, { cache: "only-if-cached", mode: "same-origin" })).catch(() => undefined);
  return held?.ok ? held : undefined;
}

// A page that is not on the list: an address with a slip, or one that only the network knows.
routing.registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.href.startsWith(scope) && /(\/|\.html|\/[^./]+)$/.test(url.pathname),
  async ({ request, url }) => {
    try {
      return await fetch(request);
    } catch (error) {
      const folder = new URL(`${url.pathname}/`, url).href;
      if (copies.getCacheKeyForURL(folder)) return Response.redirect(folder + url.search);
      const missing = await copies.matchPrecache("404.html");
      if (!missing) throw error;
      return new Response(missing.body, { status: 404, statusText: "Not Found", headers: missing.headers });
    }
  },
);

worker.addEventListener("activate", (event) => {
  /** @param {Request} request */
  const isOutdated = ({ url }) => url.startsWith(runtimes) && !url.startsWith(runtime);
  const tidy = async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) if (isOutdated(request)) await cache.delete(request);
    }
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});

worker.addEventListener("message", (event) => {
  // A newer version waits until the reader accepts it, or until no page of the site is open.
  if (event.data?.type === "update") event.waitUntil(worker.skipWaiting());
  // A page asks what is lacking: the browser may have deleted copies, and a file may not have come at first.
  if (event.data?.type === "look") event.waitUntil(look(event));
});

/**
 * Tell what is not kept, after one more try, and from when the copy of a page is.
 * @param {ExtendableMessageEvent} event
 */
async function look({ data: { page, language }, ports: [answer] }) {
  if ((await copies.missing()).length) await copies.fill(async () => true).catch(() => {});
  const missing = await copies.missing();
  answer.postMessage({ missing, isWhole: !missing.some(isNeeded), day: await dayOf(page, language) });
}

/**
 * Give the day on which the server sent the copy of a page, in words; nothing where that is not known. Written here, it
 * costs the page none of the time in which its browser first reads how days are written.
 * @param {string} page
 * @param {string} language
 */
async function dayOf(page, language) {
  const kept = page ? await copies.matchPrecache(page) : undefined;
  const day = new Date(kept?.headers.get("date") ?? "");
  return Number.isNaN(day.getTime()) ? "" : day.toLocaleDateString(language || undefined, { dateStyle: "long" });
}
