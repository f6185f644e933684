// The tables of codes: each code is used, unique and described, and no other code is made.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DESK_FAULTS } from '../src/domain/fault-codes/desk.ts';
import type { FaultTable } from '../src/domain/fault-codes/fault-facts.ts';
import { GIT_FAULTS } from '../src/domain/fault-codes/git.ts';
import { RECORD_FAULTS } from '../src/domain/fault-codes/record.ts';
import { SERVICE_FAULTS } from '../src/domain/fault-codes/service.ts';
import { STORE_FAULTS } from '../src/domain/fault-codes/store.ts';
import { TOOL_FAULTS } from '../src/domain/fault-codes/tools.ts';
import { TREE_FAULTS } from '../src/domain/fault-codes/tree.ts';
import { FAULTS } from '../src/domain/fault-codes.ts';
import type { ReasonFacts } from '../src/domain/reason-codes/reason-facts.ts';
import { REASONS, reasonFacts } from '../src/domain/reason-codes.ts';
import { CODE_SCHEMAS } from '../web/shapes/codes.ts';
import { ask, serve } from './web/asking.ts';
import { deskDouble } from './web/desk-double.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const LONGEST_SENTENCE = 120;

const AREAS: readonly FaultTable[] = [
  DESK_FAULTS,
  GIT_FAULTS,
  RECORD_FAULTS,
  SERVICE_FAULTS,
  STORE_FAULTS,
  TOOL_FAULTS,
  TREE_FAULTS,
];

const reasons: readonly (readonly [string, ReasonFacts])[] = Object.entries(REASONS);
const faults = Object.entries(FAULTS);
const all: readonly (readonly [string, { readonly means: string }])[] = [...reasons, ...faults];

/** Sources without the tables. */
const sources = ['src', 'bot', 'steps', 'web']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((path) => !/^src\/domain\/(?:reason|fault)-codes/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

describe('the tables of codes', () => {
  it('hold only codes that the program makes', () => {
    const literals = new Set(sources.flatMap(({ text }) => text.match(/'[A-Z][A-Z0-9_]*'/g) ?? []));
    expect(all.filter(([code]) => !literals.has(`'${code}'`)).map(([code]) => code)).toEqual([]);
  });

  it('hold every code that is written in a Fault or a Reason', () => {
    const made = (pattern: RegExp, table: object) =>
      sources.flatMap(({ path, text }) =>
        [...text.matchAll(pattern)]
          .filter(([, code]) => !Object.hasOwn(table, code ?? ''))
          .map(([, code]) => `${path}: ${code}`),
      );
    expect(made(/\bnew Fault\(\s*'\w+',\s*'(\w+)'/g, FAULTS)).toEqual([]);
    expect(made(/\breason\(\s*'(\w+)'/g, REASONS)).toEqual([]);
  });

  it('name each fault code in one area only', () => {
    const codes = AREAS.flatMap((area) => Object.keys(area));
    expect(codes.toSorted()).toEqual([...new Set(codes)].toSorted());
    expect(codes.toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  });

  it('describe each code in one short sentence of its own', () => {
    const isSentence = (means: string) =>
      /^[\p{Lu}“].*\.$/u.test(means) && means.length <= LONGEST_SENTENCE && !/\n|\.\s/.test(means);
    expect(all.filter(([, { means }]) => !isSentence(means))).toEqual([]);
    const sentences = all.map(([, { means }]) => means.toLowerCase());
    expect(sentences.toSorted()).toEqual([...new Set(sentences)].toSorted());
  });

  it('give a gate that a reviewer can open by a button to the reviewer, or to time', () => {
    const others = reasons.filter(
      ([, { choice, acts }]) => choice !== undefined && acts !== (choice === 'pass' ? 'nobody' : 'reviewer'),
    );
    expect(others).toEqual([]);
  });

  it('know nothing of codes of other versions', () => {
    expect(reasonFacts('NEVER_HEARD_OF')).toBeNull();
    expect(reasonFacts('constructor')).toBeNull();
  });
});

describe('the API’s description', () => {
  it('lists every code with its sentence', () => {
    const { ReasonCode, ProblemCode } = CODE_SCHEMAS;
    for (const [code, { means }] of reasons)
      expect(ReasonCode.description).toContain(`\`${code}\`: ${means}`);
    for (const [code, { means }] of faults)
      expect(ProblemCode.description).toContain(`\`${code}\`: ${means}`);
  });

  it('holds each list once, and refers to nothing that it does not hold', async () => {
    const { port } = await serve(deskDouble(), { media: { root: process.cwd(), kept: () => '' } });
    const { text } = await ask(port, '/api/docs/json');
    const { components } = JSON.parse(text) as { components: { schemas: object } };
    expect(components.schemas).toEqual(CODE_SCHEMAS);
    const named = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name));
    const held = Object.keys(CODE_SCHEMAS).map((name) => `#/components/schemas/${name}`);
    expect([...named].toSorted()).toEqual(held.toSorted());
  });
});
