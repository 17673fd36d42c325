// What the service worker finds beside its own code. No browser loads this file: the type check reads it.

/** What the build knows of the site; see offline.py. */
declare const SITE: {
  /** Address of the folder of the checker's Python. */
  runtime: string;
  /** Addresses of Workbox's modules, each after those that it needs. */
  scripts: string[];
  /** Every file that is kept for offline use. */
  entries: import("workbox-precaching/_types.js").PrecacheEntry[];
};

interface ServiceWorkerGlobalScope {
  /** What Workbox's modules, loaded as scripts, leave behind. */
  workbox: { precaching: typeof import("workbox-precaching"); routing: typeof import("workbox-routing") };
}
