// Renders Markdown in a thread of its own, within a time limit: the parser takes minutes for some short texts, such as a
// line of ten thousand hyphens, and nothing else must wait for it.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../errors.ts';
import { type PageAnswer, type PageCall, type PageThreadData, pageThreadText } from './thread.ts';

export interface Renderer {
  /** Begins the thread, so that the time for the next text is its own. */
  begin(): Promise<void>;
  /** Sanitised HTML; null if the text is too deeply nested, or not rendered within the time. One after another. */
  html(call: PageCall, withinMs: number): Promise<string | null>;
}

/** URL prefix under which a browser fetches the show's media. */
const MEDIA = '/api/v1/media/';
/** Lists and quotes within each other: more than a person writes, and less than a browser can lay out. */
const DEEPEST = 100;
/** A page of 1 MB takes a tenth of it. */
const MOST_MEGABYTES = 512;
/** Loading the libraries takes a third of a second, on a busy machine some seconds. */
const READY_MS = 30_000;
/** An idle thread takes some 40 MB. */
const IDLE_MS = 60_000;

const LIBRARIES = [
  'remark',
  'remark-gfm',
  'remark-rehype',
  'rehype-raw',
  'rehype-sanitize',
  'rehype-stringify',
] as const;

interface PageThread {
  readonly worker: Worker;
  /** `late` also when the thread has broken off. */
  next(withinMs: number): Promise<PageAnswer | 'late'>;
}

export function openRenderer(): Renderer {
  let thread: Promise<PageThread> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | null = null;

  async function end(): Promise<void> {
    const ended = thread?.catch(() => null);
    thread = null;
    await (await ended)?.worker.terminate();
  }

  function begun(): Promise<PageThread> {
    thread ??= begin();
    return thread;
  }

  async function render(call: PageCall, withinMs: number): Promise<string | null> {
    if (idle !== null) clearTimeout(idle);
    const { worker, next } = await begun();
    worker.postMessage(call);
    const answer = await next(withinMs);
    if (answer === 'late') await end();
    else idle = setTimeout(() => void end(), IDLE_MS).unref();
    if (typeof answer === 'string') return null;
    if ('html' in answer) return answer.html;
    throw notRendered(answer.error);
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => end());
    return done;
  }

  return {
    begin: () => inTurn(async () => void (await begun())),
    html: (call, withinMs) => inTurn(() => render(call, withinMs)),
  };
}

/** Resolves when it is ready. */
async function begin(): Promise<PageThread> {
  const { resolve } = createRequire(import.meta.url);
  const libraries = LIBRARIES.map((name) => pathToFileURL(resolve(name)).href);
  const workerData: PageThreadData = { libraries, media: MEDIA, deepest: DEEPEST };
  // Passed as text, so that it works the same from TypeScript sources and from the compiled program.
  const worker = new Worker(pageThreadText(), {
    eval: true,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  let give: (answer: PageAnswer | 'late') => void = () => {};
  worker.on('message', (answer: PageAnswer) => give(answer));
  // Out of memory, as a rule; the thread is gone.
  worker.on('error', () => give('late'));
  worker.unref();
  const next = (withinMs: number) =>
    new Promise<PageAnswer | 'late'>((resolve) => {
      const timer = setTimeout(() => give('late'), withinMs);
      give = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
    });
  if ((await next(READY_MS)) === 'ready') return { worker, next };
  await worker.terminate();
  throw notRendered('the thread did not begin');
}

function notRendered(tech: string): Fault {
  return new Fault('bug', 'PAGE_NOT_RENDERED', 'The page could not be laid out; please report it.', { tech });
}
