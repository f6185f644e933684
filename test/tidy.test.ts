// The rules of the house that a machine can check. Each message says why the rule is there.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verbs } from '../bot/cli/verbs.ts';
import { steps } from '../steps/index.ts';
import { shapeOf } from './shape.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  /** Project paths for relative imports, package names for the others; types included. */
  readonly imports: readonly string[];
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'|createRequire\([^)]*\)\('([^']+)'\)/g;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const sources: readonly Source[] = ['src', 'steps', 'bot', 'web'].flatMap(filesBelow).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    return name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
  });
  return { path, text, imports };
});

/** The rooms of bot/, from the ground up. */
const ROOMS: readonly string[] = [
  'record',
  'cache',
  'show',
  'plan',
  'publish',
  'snapshot',
  'run',
  'history',
  'propose',
  'land',
  'revert',
  'index',
  'webhooks',
  'desk',
  'care',
  'service',
  'cli',
  'main.ts',
];

const shapes = sources.filter(({ path }) => /\.tsx?$/.test(path)).map(({ path }) => shapeOf(root, path));

const MOST_FILE_LINES = 250;
const MOST_FUNCTION_LINES = 70;

const ONE_LIFE = 'one state and its few methods: cut in two, the state would be handed about';

/** What is longer, with its present length. A number here may only go down. */
const LONG: Readonly<Record<string, readonly [lines: number, reason: string]>> = {
  'src/domain/media/common-words.ts': [258, 'a list of words'],
  'steps/description-generation.ts': [334, 'a step is one file; a third of it is wording for the model'],
  'steps/slug-enhancement.ts': [269, 'a step is one file'],
  'src/domain/memory.ts foldDecisions': [82, 'one case for each kind of decision'],
  'src/queue/table-queue.ts tableQueue': [112, ONE_LIFE],
  'src/queue/work.ts work': [110, ONE_LIFE],
  'src/tools/language/language.ts createLanguage': [79, ONE_LIFE],
  'bot/cache/disk-index-store.ts diskIndexStore': [77, ONE_LIFE],
  'bot/history/touches.ts openTouches': [79, ONE_LIFE],
  'bot/record/enhancement-records.ts keptBook': [75, ONE_LIFE],
  'bot/service/landing-loop.ts landingLoop': [102, ONE_LIFE],
  'bot/snapshot/watch.ts watchTree': [92, ONE_LIFE],
  'bot/webhooks/outbox.ts openOutbox': [107, ONE_LIFE],
  'bot/webhooks/webhooks.ts openWebhooks': [72, ONE_LIFE],
  'web/metrics.ts metricsRoute': [75, 'one metric after another'],
};

const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

function offenders(
  where: (path: string) => boolean,
  allowed: (name: string, path: string) => boolean,
): readonly string[] {
  return sources
    .filter(({ path }) => where(path))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => !allowed(name, path)).map((name) => `${path} imports ${name}`),
    );
}

describe('who may import what', () => {
  it('domain imports nothing but itself: rules that need no disk, no Git and no clock can be tested by the thousand', () => {
    expect(
      offenders(
        (path) => path.startsWith('src/domain/'),
        (name) => name.startsWith('src/domain/'),
      ),
    ).toEqual([]);
  });

  it('a step sees texts and tools only: what it cannot import it cannot break', () => {
    const allowed = (name: string) =>
      name.startsWith('src/domain/') ||
      name.startsWith('src/markdown/') ||
      name.startsWith('src/exports/') ||
      name === 'src/step.ts' ||
      name === 'src/errors.ts';
    expect(offenders((path) => path.startsWith('steps/') && path !== 'steps/index.ts', allowed)).toEqual([]);
  });

  it('src knows neither steps nor bot nor web: the library does not lean on what is built from it', () => {
    expect(
      offenders(
        (path) => path.startsWith('src/'),
        (name) => !/^(steps|bot|web)\//.test(name),
      ),
    ).toEqual([]);
  });

  it('web imports src only: the page decides nothing and writes nothing, it hands decisions on', () => {
    expect(
      offenders(
        (path) => path.startsWith('web/'),
        (name) => !/^(steps|bot)\//.test(name),
      ),
    ).toEqual([]);
  });

  it('a library that does I/O has one owner: the folder that answers for it', () => {
    const owners: Readonly<Record<string, string>> = {
      'isomorphic-git': 'src/git/',
      'simple-git': 'src/git/',
      'better-sqlite3': 'src/store/',
      openai: 'src/tools/language/',
      execa: 'src/tools/',
      fastify: 'web/',
      koffi: 'src/tree/',
      '@parcel/watcher': 'bot/',
      pino: 'src/log',
      'gray-matter': 'src/markdown/',
      remark: 'src/markdown/',
      'remark-rehype': 'src/markdown/',
      'rehype-raw': 'src/markdown/',
      'rehype-sanitize': 'src/markdown/',
      'rehype-stringify': 'src/markdown/',
      diff: 'src/diff/',
    };
    const stray = offenders(
      () => true,
      (name, path) => path.startsWith(owners[packageOf(name)] ?? ''),
    );
    expect(stray).toEqual([]);
  });

  it('every dependency is used: what nobody imports is somebody else’s bug to carry', () => {
    const named = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const used = new Set(
      sources.flatMap(({ imports, text }) => [...imports.map(packageOf), ...quoted(text)]),
    );
    const idle = Object.keys({ ...named['dependencies'], ...named['optionalDependencies'] }).filter(
      (name) => !used.has(name),
    );
    expect(idle).toEqual([]);
  });

  it('versions are exact: the same checkout installs the same program', () => {
    const named = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const all = { ...named['dependencies'], ...named['optionalDependencies'], ...named['devDependencies'] };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('a room of bot/ imports from itself and from those before it: a change goes one way, and a room can be read without those above it', () => {
    const roomOf = (path: string) => ROOMS.indexOf(path.split('/')[1] ?? '');
    expect(ROOMS.filter((room) => !sources.some(({ path }) => path.startsWith(`bot/${room}`)))).toEqual([]);
    expect(
      offenders(
        (path) => path.startsWith('bot/'),
        (name, path) => !name.startsWith('bot/') || (roomOf(name) !== -1 && roomOf(name) <= roomOf(path)),
      ),
    ).toEqual([]);
    expect(sources.filter(({ path }) => path.startsWith('bot/') && roomOf(path) === -1)).toEqual([]);
  });

  it('has no import cycles, types included: a cycle is two files that can only be understood together', () => {
    expect(cycles()).toEqual([]);
  });
});

/** Files that open others by name, and what those are. The show's own files are opened by src/tree/plain.ts. */
const OPENERS: Readonly<Record<string, string>> = {
  'bot/care/doctor/system.ts': 'the kernel’s limits',
  'bot/care/maintain.ts': 'the log',
  'bot/cli/package.ts': 'this program',
  'bot/cli/sample.ts': 'this program',
  'bot/show/state-folder.ts': 'writes without waiting',
  'bot/snapshot/watch.ts': 'the kernel’s limits',
  'src/git/durable.ts': 'the repository',
  'src/git/layout.ts': 'the repository',
  'src/git/lock-file.ts': 'the repository',
  'src/git/media-thread.ts': 'new files',
  'src/git/media.ts': 'the flags of plain.ts',
  'src/git/pack-index.ts': 'the repository',
  'src/git/packs.ts': 'the repository',
  'src/git/refs.ts': 'the repository',
  'src/private-file.ts': 'the state',
  'src/tools/print/print.ts': 'what the browser printed',
  'src/tree/disk-thread.ts': 'the flags of plain.ts',
  'src/tree/leftovers.ts': 'the state',
  'src/tree/lock.ts': 'the state',
  'src/tree/new-folder.ts': 'new files, and copies of what plain.ts opened',
  'src/tree/plain.ts': 'itself',
  'src/tree/staging.ts': 'new files, and the state',
  'src/tree/sync.ts': 'folders',
  'src/tree/watched-box.ts': 'the state',
};

describe('how code looks', () => {
  const code = sources.filter(({ path }) => /\.tsx?$/.test(path));

  it('has no any, no enum, no default export, no non-null assertion, no swallowed error', () => {
    const bad: readonly [string, RegExp][] = [
      ['any', /(?::|<|as)\s*any\b/],
      ['enum', /^\s*(?:export\s+)?(?:const\s+)?enum\s/m],
      ['default export', /^export default/m],
      ['swallowed error', /catch\s*(?:\([^)]*\))?\s*\{\s*\}/],
      ['leftover', /\b(?:TODO|FIXME|XXX|console\.log\(|debugger\b)/],
    ];
    // A comment may say "any"; a leftover is one in a comment too.
    const withoutProse = (text: string) =>
      text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, (line) => line.replace(/\bany\b/g, ''));
    const found = code.flatMap(({ path, text }) =>
      bad.filter(([, pattern]) => pattern.test(withoutProse(text))).map(([name]) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('opens files of the show in one place: a pipe that is opened by its name keeps the thread for ever', () => {
    const opens =
      /(?<![.\w])(?:openSync|open|readFileSync|readFile|copyFileSync|copyFile|cpSync|createReadStream)\(/;
    const files = /from 'node:fs(?:\/promises)?'|require\('node:fs'\)/;
    const found = sources.filter(
      ({ text }) => files.test(text) && (opens.test(text) || /\bfs\.openSync\(/.test(text)),
    );
    expect(
      found
        .map(({ path }) => path)
        .filter((path) => !/client\//.test(path))
        .sort(),
    ).toEqual(Object.keys(OPENERS).sort());
  });

  it('starts each file with what it is for and what it refuses', () => {
    const bare = code.filter(({ text }) => !/^(?:#!.*\n)?(?:\/\/|\/\*\*)/.test(text)).map(({ path }) => path);
    expect(bare).toEqual([]);
  });

  it('names files in kebab-case', () => {
    expect(
      sources
        .map(({ path }) => path)
        .filter((path) => !/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.(?:tsx?|mjs)$/.test(path)),
    ).toEqual([]);
  });

  it('keeps a file within 250 lines and a function within 70: what fits on a screen is read whole', () => {
    const long = new Map<string, number>();
    for (const { path, lines, functions } of shapes) {
      if (lines > MOST_FILE_LINES) long.set(path, lines);
      for (const { name, lines: many } of functions)
        if (many > MOST_FUNCTION_LINES) long.set(`${path} ${name}`, many);
    }
    expect(Object.fromEntries(long)).toEqual(
      Object.fromEntries(Object.entries(LONG).map(([name, [lines]]) => [name, lines])),
    );
  });

  it('gives a function five parameters at most: more are a value that has no name yet', () => {
    expect(
      shapes.flatMap(({ path, functions }) =>
        functions.filter(({ parameters }) => parameters > 5).map(({ name }) => `${path} ${name}`),
      ),
    ).toEqual([]);
  });

  it('exports nothing that no other file uses: an export is a promise', () => {
    const users = new Map<string, Set<string>>();
    const tests = filesBelow('test').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
    for (const { path, text } of [...sources, ...tests])
      for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g)))
        users.set(word, (users.get(word) ?? new Set()).add(path));
    const unused = shapes.flatMap(({ path, exportedValues }) =>
      // Vite puts these in place of parts of a library.
      /languages|not-built-in|host-theme/.test(path)
        ? []
        : exportedValues.filter((name) => (users.get(name)?.size ?? 0) < 2).map((name) => `${path} ${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('begins no comment with What, Who or Where: a reader expects a question, and none comes', () => {
    const found = code.flatMap(({ path, text }) =>
      [...text.matchAll(/^\s*(?:\/\/|\/\*\*)\s*((?:What|Who|Whose|Whoever|Whatever|Where|Wherever)\b.*)$/gm)]
        // A comment that goes on from the line above may begin with any word.
        .filter(({ index }) => !/\/\/.*\n$/.test(text.slice(0, index + 1)))
        .map((match) => `${path}: ${match[1]}`),
    );
    expect(found).toEqual([]);
  });

  it('gives one exported name to one type: a reader who has met it knows it', () => {
    const owners = new Map<string, string[]>();
    for (const { path, exportedTypes } of shapes)
      for (const name of exportedTypes) owners.set(name, [...(owners.get(name) ?? []), path]);
    expect([...owners].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });
});

describe('the rooms', () => {
  it('with more than ten files have a page of at most fifteen lines: a stranger must find the way in', () => {
    const folders = new Map<string, number>();
    for (const { path } of sources.filter(({ path }) => path.startsWith('bot/')))
      folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    const pages = new Map(
      manuals().map(({ path, text }) => [dirname(path), text.trimEnd().split('\n').length]),
    );
    // The command line's page is its reference.
    const large = [...folders].filter(([folder, files]) => files > 10 && folder !== 'bot/cli');
    expect(large.filter(([folder]) => (pages.get(folder) ?? 16) > 15)).toEqual([]);
  });
});

describe('the command line', () => {
  const texts = [...sources.map(({ path, text }) => ({ path, text })), ...manuals()];

  it('has every verb that a text names: a hint that fails is worse than none', () => {
    const known = new Set(verbs.map(({ name }) => name));
    const named = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:npx |["“`'])show-build ([a-z]+)/g)].map((match) => ({
        path,
        verb: match[1] ?? '',
      })),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ verb }) => !known.has(verb) && verb !== 'help')).toEqual([]);
  });

  it('reads every option that a verb declares: one that does nothing misleads', () => {
    const code = sources.filter(({ path }) => path.startsWith('bot/cli/')).map(({ text }) => text);
    const isRead = (name: string) => code.some((text) => new RegExp(`(?<!name: )'${name}'`).test(text));
    const declared = new Set(verbs.flatMap(({ options }) => options.map(({ name }) => name)));
    expect([...declared].filter((name) => !isRead(name))).toEqual([]);
  });
});

describe('steps', () => {
  it('are named in steps/ alone: to add one is to write a file, not to teach the bot and the page its name', () => {
    const named = sources
      .filter(({ path }) => /^(?:bot|web)\//.test(path))
      .flatMap(({ path, text }) =>
        steps
          .filter(({ id }) => new RegExp(`['"\`]${id}['"\`]`).test(text))
          .map(({ id }) => `${path} names ${id}`),
      );
    expect(named).toEqual([]);
  });

  it('are named for their files, and follow only steps that there are, without going round', () => {
    const ids = steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [i, step] of steps.entries()) {
      expect(sources.map(({ path }) => path)).toContain(`steps/${step.id}.ts`);
      // In list order nothing can come before itself.
      for (const first of step.after) expect(ids.slice(0, i)).toContain(first);
    }
  });
});

/** Texts for people that name verbs: every README. */
function manuals(): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name === 'README.md' && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:require|createRequire\([^)]*\))\('([^']+)'\)/g)].map((match) =>
    packageOf(match[1] ?? ''),
  );
}

function cycles(): readonly string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((name) => /\.tsx?$/.test(name))]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const other of next.get(path) ?? []) visit(other, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}
