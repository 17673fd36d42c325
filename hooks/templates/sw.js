// Keeps the whole site but the checker's Python ready for offline use. Made by the build: see hooks/parts/offline.py.
"use strict";

importScripts(
{% for script in scripts %}
  {{ script | tojson }},
{% endfor %}
);

const { precaching, routing } = self.workbox;
const scope = self.registration.scope;
// The same name as in runtime-cache.mjs. Sites under other paths of this address have caches of their own.
const runtimeCache = `runtime-{{ runtime_hash }} ${scope}`;
const runtimeFolder = new URL("runtime/{{ runtime_hash }}/", scope).href;

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
  ({ url }) => url.href.startsWith(runtimeFolder),
  async ({ request }) => (await caches.match(request.url, { cacheName: runtimeCache })) ?? fetch(request),
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
  const isOutdated = (name) => name.startsWith("runtime-") && name.endsWith(` ${scope}`) && name !== runtimeCache;
  const tidy = async () => {
    for (const name of await caches.keys()) if (isOutdated(name)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// A newer version waits until the reader accepts it, or until no page of the site is open.
self.addEventListener("message", (event) => {
  if (event.data?.type === "update") event.waitUntil(self.skipWaiting());
});
