import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { message, oneLine, parseTrailers, quotePath, unquotePath } from '../../src/domain/trailers.ts';

const nasty = fc.constantFrom(
  '\n\nLanded-By: policy',
  'Enhancement-Id: forged',
  'x\r\nStep: evil@1',
  '\u2028Subject: y',
  '\u0085Input: z',
  ' \t \n',
  '---',
  'Reverts:',
  '\ud800',
  '\u202egpj.exe',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 })), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));
const key = fc.constantFrom('Enhancement-Id', 'Episode', 'Step', 'Base', 'Landed-By');
const trailers = fc.array(fc.tuple(key, text), { maxLength: 6 });

function grouped(pairs: readonly (readonly [string, string])[]) {
  const found = new Map<string, string[]>();
  for (const [name, value] of pairs) found.set(name, [...(found.get(name) ?? []), oneLine(value)]);
  return found;
}

test('whatever title, body and values: exactly the given trailers are read back', () => {
  fc.assert(
    fc.property(text, text, trailers, (subject, body, given) => {
      const built = message({ subject, body, trailers: given });
      expect(parseTrailers(built)).toEqual(grouped(given));
      // Through Git and back: nothing that UTF-8 could change, one subject line, one newline at the end.
      expect(Buffer.from(built).toString()).toBe(built);
      expect(built).toMatch(/^[^\n]+\n(\n|$)/);
      expect(built).toMatch(/[^\n]\n$/);
    }),
    { numRuns: 2_000 },
  );
});

test('stock Git reads the same trailers', () => {
  fc.assert(
    fc.property(text, text, trailers, (subject, body, given) => {
      const input = message({ subject, body, trailers: given });
      const out = execFileSync('git', ['interpret-trailers', '--parse', '--no-divider'], {
        input,
        encoding: 'utf8',
      });
      const lines = given.map(([name, value]) => `${name}: ${oneLine(value)}`.trimEnd());
      expect(
        out
          .split('\n')
          .map((line) => line.trimEnd())
          .filter((line) => line !== ''),
      ).toEqual(lines);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a body is no trailer for stock Git either, whatever its key begins with', () => {
  const input = message({ subject: '', body: '0: x' });
  const out = execFileSync('git', ['interpret-trailers', '--parse', '--no-divider'], {
    input,
    encoding: 'utf8',
  });
  expect(out).toBe('');
});

test('only the last paragraph is read, and never the subject', () => {
  expect(parseTrailers('Landed-By: me\n').size).toBe(0);
  expect(parseTrailers('x\n\nStep: a@1\n\nplain words\n').size).toBe(0);
  expect(parseTrailers('x\n\nStep: a@1\nplain words\n').size).toBe(0);
  expect(parseTrailers('x\r\n\r\nStep: a@1\r\nBase: 1\r\nBase: 2\r\n')).toEqual(
    new Map([
      ['Step', ['a@1']],
      ['Base', ['1', '2']],
    ]),
  );
});

test('a body keeps its lines and words', () => {
  const built = message({
    subject: 'repair: 0101/opening',
    body: 'One.\nTwo.\n\n- a\n  - b',
    trailers: [['Step', 'x@1']],
  });
  expect(built).toBe('repair: 0101/opening\n\nOne.\nTwo.\n\n- a\n  - b\n\nStep: x@1\n');
});

test('a body without trailers that ends like trailers is set off', () => {
  const built = message({ subject: 'x', body: 'Why.\n\nLanded-By: mallory\nNote: y' });
  expect(built).toContain('Landed-By: mallory');
  expect(parseTrailers(built).size).toBe(0);
});

test('values and subjects have a bound, and a key must be one', () => {
  expect(oneLine('a'.repeat(50_000))).toHaveLength(20_000);
  expect(oneLine('🎬'.repeat(50), 10)).toBe(`${'🎬'.repeat(4)}…`);
  expect(message({ subject: 'a'.repeat(1_000) }).length).toBeLessThan(250);
  expect(() => message({ subject: 'x', trailers: [['Bad key', 'y']] })).toThrow(RangeError);
});

test('a quoted path is one printable line, and comes back as it was', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (raw) => {
      const path = Buffer.from(raw).toString();
      const quoted = quotePath(path);
      expect(quoted).toBe(oneLine(quoted));
      expect(unquotePath(quoted)).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});

test('the longest path fits in a trailer', () => {
  const path = '\x01'.repeat(4_096);
  const base = `${'0'.repeat(40)} ${quotePath(path)}`;
  const [value = ''] = parseTrailers(message({ subject: 'x', trailers: [['Base', base]] })).get('Base') ?? [];
  expect(unquotePath(value.slice(41))).toBe(path);
});

test('what Git quotes is read, and what is not quoted is not', () => {
  expect(unquotePath('"episodes/0101/Caf\\303\\251 \\"x\\"\\t.md"')).toBe('episodes/0101/Café "x"\t.md');
  for (const bad of ['', '"', 'a', '"a', 'a"', '"a"b"', '"\\"', '"\\q"', '"\\9"', '"\\400"']) {
    expect(unquotePath(bad)).toBeNull();
  }
  expect(quotePath('a/b "c".md')).toBe('"a/b \\"c\\".md"');
});
