// What the theme's search knows. No browser loads this file: the type check reads it.

interface Lunr {
  stopWordFilter(word: string): string | undefined;
  Token: new (word: string | undefined, about: unknown) => object;
}

interface Window {
  lunr: Lunr;
  /** The index, in a copy of the site for a disk. */
  searchIndex: object;
}

/** A page or a section of it, as the theme's index has it. */
interface Found {
  location: string;
  score: number;
  /** Word of the search → whether it was found here. */
  terms: Record<string, boolean>;
}

/** What the theme's search found: of each page the page itself or its sections. */
interface Results {
  items: Found[][];
}

declare function importScripts(...addresses: string[]): void;
