// What the theme's scripts put into the page. No browser loads this file: the type check reads it.

interface Window {
  /** Calls back at each page, by a full load or by a click inside the site. */
  document$: { subscribe(open: () => void): void };
  /** The site's address. */
  __md_scope: URL;
}
