// What page, Worker and Python say to each other. No browser loads this file: the type check reads it.

/** Question → what was chosen: options, `none`, `unsure`, or `unsure:<option>` about one sign of a list. */
export type Answers = Record<string, string[]>;

/** What the page asks the engine, as JSON; see symptom_checker/web.py. */
export interface Request {
  type: "step";
  topic: string;
  version: string;
  answers: Answers;
  /** The question that was just answered. */
  from?: string;
  /** The question that stands before the reader, where none was just answered. */
  at?: string;
  /** Whether the reader changed one answer, and wants to see no other question that is answered. */
  is_change: boolean;
  /** Whether the reader has looked at the answers once more, and wants the result. */
  is_checked: boolean;
}

/** What to show next; see symptom_checker/show.py. */
export interface Show {
  /** `each`: yes, no or not sure about each sign of the question's list. */
  kind: "question" | "each" | "check" | "result";
  /** Empty for the second look and for the result. */
  question: string;
  number: number;
  /** 0 where the question is not the next open one. */
  total: number;
  why: Why | null;
}

export interface Why {
  because_of: string[];
  matters_for: "level" | "advice";
}

/** A part of a result, in the order in which it is told; see symptom_checker/telling.py. What is empty is left out. */
export interface Part {
  name: string;
  items?: Item[];
  /** What stands in its fold; a part that has nothing else is a fold itself. */
  more?: Item[];
  level?: string;
  route?: string;
}

export interface Item {
  sort: string;
  id?: string;
  level?: string;
  findings?: string[];
  said?: Said[];
}

export interface Said {
  question: string;
  member: string;
  is_sure: boolean;
}

/** What the page uses of a reply, whether the engine gave it or the build did beforehand. */
export interface Told {
  show: Show;
  /** The level known so far; empty when it is the lowest. */
  known: string;
  parts: Part[];
}

export interface Reply extends Told {
  type: "step";
  assessment: { version: string; level: string; route: string; rules: { id: string }[] };
}

/** What the engine said at build time about the first answers; see `first_replies` in checker.py. */
export interface Precomputed {
  next: Record<string, Told>;
  each: string[];
  emergencies: { signs: string[]; parts: PrecomputedPart[] }[];
  alone: Record<string, string>;
  levels: string[];
}

export interface PrecomputedPart extends Part {
  items?: (Item & { signs: string[] })[];
}

/** What a page does not hold: the first steps, and a piece of HTML for every question and part of a result, by name. */
export interface Later {
  precomputed: Precomputed;
  pieces: Record<string, string>;
}

/** What a page says about its release; see symptom_site/runtime/release.py. */
export interface Release {
  identity: string;
  runtime: string;
  wheel: string;
  scripts: string;
  size: number;
  lock: string;
  sums: Record<string, string>;
  /** Where what the page does not hold stands, and its sum. */
  later: { address: string; sum: string };
  /** The whole library of Python and the whole WebAssembly, as `sums` has what is used of them. */
  whole: Record<string, string>;
  topic: string;
  version: string;
  trials: { answers: Answers; level: string; route: string; rules: string[] }[];
}

/** To the Worker. `bypass`: addresses of which no kept copy is good enough; `isWhole`: read the whole library and WebAssembly; `ping`: say that you live. */
export type ToWorker =
  | { type: "start"; release: Release; bypass: string[]; isWhole: boolean }
  | { type: "ask"; id: number; text: string }
  | { type: "ping" };

/** From the Worker. `loaded`: bytes of the runtime so far; `fetched`: all files are there, and it hears nothing until Python runs; `kept`: nothing more is fetched; `altered`: the file at `address` is not of this release; `incomplete`: a module of the library or a function of the WebAssembly is not there. */
export type FromWorker =
  | { type: "progress"; loaded: number }
  | { type: "alive" }
  | { type: "fetched" }
  | { type: "ready" }
  | { type: "kept" }
  | { type: "answer"; id: number; text: string }
  | { type: "failed"; reason: Reason | "altered" | "incomplete"; message: string; address?: string };

/** A file is missing, the page is of another version, its last starts never ended, or the checker does not work here. */
export type Reason = "missing" | "version" | "crashed" | "broken";

/** What cannot change while the page stands. */
export interface PageFacts {
  precomputed: Precomputed;
  first: string;
}

/** A step to which the browser's Back leads. */
export interface View extends Show {
  isChange?: boolean;
}

/** What is asked of the engine and not yet answered. */
export interface Pending {
  turn: number;
  from?: string;
  at?: string;
  isChange: boolean;
  /** Whether the second look is over. */
  isChecked: boolean;
  /** Whether the reader did not go on, so that the reply belongs where they are. */
  isStaying: boolean;
}

/** All that the quiz knows; see state.mjs. */
export interface State {
  page: PageFacts;
  answers: Answers;
  voice: string;
  views: View[];
  at: number;
  /** The engine's is about the present answers; an precomputed one knows those up to the question that was answered. */
  reply: Told | null;
  pending: Pending | null;
  /** Counts what was asked, so that an old reply is known. */
  turn: number;
  engine: "loading" | "ready" | "failed";
  reason: Reason;
  /** The level known when the engine failed; may be empty. */
  known: string;
  /** Whether the plain list is shown. */
  isPlain: boolean;
  suggestion: { question: string; option: string } | null;
}

export interface Chosen {
  question: string;
  members: string[];
}

export type Event =
  | ({ type: "answer"; voice?: string } & Chosen)
  | { type: "open"; question: string; isChange: boolean }
  | { type: "checked" }
  | { type: "went"; at: number }
  | { type: "mounted"; at: number }
  | { type: "plain"; isPlain: boolean }
  | { type: "suggest"; question: string; option: string }
  | { type: "restart" }
  | { type: "loading" }
  | { type: "ready" }
  | { type: "failed"; reason: Reason; chosen?: Chosen }
  | { type: "reply"; turn: number; reply: Told };

/** What stands on the stage; `same`: what stood there, for the moment until the reply comes. */
export type Screen =
  | { kind: "failed" }
  | { kind: "wait" }
  | { kind: "same" }
  | { kind: "check" | "result"; at: number; told: Told }
  | { kind: "question" | "each"; at: number; view: View };
