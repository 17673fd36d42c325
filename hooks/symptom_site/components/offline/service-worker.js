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
 * Some hosts send 404.html with its own status; that must not spoil the list, which is kept as a whole or not at all.
 * @param {Response} response
 */
const isWelcome = (response) => response.status < 400 || response.url.endsWith("/404.html");
precaching.addPlugins([{ cacheWillUpdate: async ({ response }) => (isWelcome(response) ? response : null) }]);

precaching.precache(SITE.entries);

// By path alone: a click inside the site arrives as a plain fetch, and a search result carries its words as `?h=`.
precaching.addRoute({
  cleanURLs: false,
  directoryIndex: "",
  ignoreURLParametersMatching: [/^/],
  urlManipulation: ({ url }) => (url.pathname.endsWith("/index.html") ? [new URL("./", url.origin + url.pathname)] : []),
});

// Only read here: the worker of the checker keeps these files once it has answered.
routing.registerRoute(
  ({ url }) => url.href.startsWith(runtime),
  async ({ request }) => (await caches.match(request.url)) ?? fetch(request),
);

// A page that is not on the list: an address with a slip, or one that only the network knows.
routing.registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.href.startsWith(scope) && /(\/|\.html|\/[^./]+)$/.test(url.pathname),
  async ({ request, url }) => {
    try {
      return await fetch(request);
    } catch (error) {
      const folder = new URL(`${url.pathname}/`, url).href;
      if (precaching.getCacheKeyForURL(folder)) return Response.redirect(folder + url.search);
      const missing = await precaching.matchPrecache("404.html");
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

// A newer version waits until the reader accepts it, or until no page of the site is open.
worker.addEventListener("message", (event) => {
  if (event.data?.type === "update") event.waitUntil(worker.skipWaiting());
});
