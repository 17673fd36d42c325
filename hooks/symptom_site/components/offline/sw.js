// Keeps the whole site but the checker's Python ready for offline use. Made by the build: see offline.py.
"use strict";

importScripts(
{% for script in scripts %}
  {{ script | tojson }},
{% endfor %}
);

const { precaching, routing } = self.workbox;
const browserFetch = self.fetch.bind(self);

// A copy with wrong bytes, which the browser may hold back for a year, must not bar the right ones for so long.
self.fetch = (request, options) =>
  browserFetch(request, options).catch((error) => {
    if (!request.integrity || request.cache === "reload") throw error;
    return browserFetch(new Request(request, { cache: "reload" }), options);
  });

const scope = self.registration.scope;
const runtimes = new URL("runtime/", scope).href;
const runtime = new URL({{ runtime | tojson }}, scope).href;

// Some hosts send 404.html with its own status; that must not spoil the list, which is kept as a whole or not at all.
const isWelcome = (response) => response.status < 400 || response.url.endsWith("/404.html");
precaching.addPlugins([{ cacheWillUpdate: async ({ response }) => (isWelcome(response) ? response : null) }]);

precaching.precache([
{% for entry in entries %}
  {{ entry | tojson }},
{% endfor %}
]);

// By path alone: a click inside the site arrives as a plain fetch, and a search result carries its words as `?h=`.
precaching.addRoute({
  cleanURLs: false,
  directoryIndex: "",
  ignoreURLParametersMatching: [/^/],
  urlManipulation: ({ url }) => (url.pathname.endsWith("/index.html") ? [new URL("./", url.origin + url.pathname)] : []),
});

// Only read here: the page stores these files, before its checker says that it is ready.
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

self.addEventListener("activate", (event) => {
  const isOutdated = ({ url }) => url.startsWith(runtimes) && !url.startsWith(runtime);
  const tidy = async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) if (isOutdated(request)) await cache.delete(request);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// A newer version waits until the reader accepts it, or until no page of the site is open.
self.addEventListener("message", (event) => {
  if (event.data?.type === "update") event.waitUntil(self.skipWaiting());
});
