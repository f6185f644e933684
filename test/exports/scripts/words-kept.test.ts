// Nothing that a person typed vanishes from the host's script unless it is a comment, a note or a cue, whatever other
// programs left around it; or else a finding keeps the episode off the air.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpisodeId, treePath } from '../../../src/domain/ids.ts';
import { mediaShelf } from '../../../src/domain/media/shelf.ts';
import { preflight } from '../../../src/exports/preflight.ts';
import { isInside } from '../../../src/markdown/code.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../../src/markdown/document.ts';
import { scripts, WORD, wordsIn } from '../../markdown/marked-words.ts';
import { runs } from '../../runs.ts';
import { USUAL } from '../../steps/fixtures.ts';
import { compiled, readable } from './show.ts';

const PATH = treePath('episodes/0249/rundown/10 A.md');
const INFO = parseInfo(treePath('episodes/0249/info.md'), '---\nstatus: production\n---\n');

/** As `compiled` heads it. */
const segmentOf = (body: string) =>
  parseSegment(PATH, `---\nstatus: production\norder: 10\n---\n\n${body}\n`);

/** Lines of the text that keep the episode off the air, beside those of the head. */
function blocking(doc: SegmentDocument): readonly string[] {
  const { findings } = preflight({
    episode: '0249' as EpisodeId,
    info: INFO,
    segments: [doc],
    media: mediaShelf([]),
    conflictCopies: [],
    settings: USUAL,
  });
  return findings.flatMap(({ blocks, path, line, code }) =>
    blocks && path === PATH && line !== null ? [code] : [],
  );
}

/** Words missing from one of the host's scripts. */
function missing(words: readonly string[], body: string): readonly string[] {
  const texts = compiled({ items: { '10 A': [{ order: '10' }, `\n${body}`] } });
  const pages = [readable(texts('script-host.html')), texts('script.txt'), texts('script-host.md')];
  return pages.flatMap((page) => {
    const shown = new Set(wordsIn(page));
    return words.filter((word) => !shown.has(word));
  });
}

/** Words that are neither in a comment nor in a cue nor in notes. */
function wordsOutside(doc: SegmentDocument): readonly string[] {
  const comments = doc.silent.filter(({ kind }) => kind === 'comment');
  const cues = doc.cues.map(({ span }) => span);
  const notes = /^.{0,12}(?:notes|description)\b/im.exec(doc.text)?.index ?? doc.text.length;
  return [...doc.text.matchAll(/q\d+z/g)].flatMap(({ 0: word, index }) => {
    const isNote = index > notes && !isInside(doc.script, index);
    return isInside(comments, index) || isInside(cues, index) || isNote ? [] : [word];
  });
}

const MARKS = [
  '%%',
  '%%\n',
  '<!--',
  '-->',
  '<!—',
  '—>',
  '~~',
  '~~~',
  '`',
  '```',
  '==',
  '**',
  '_',
  '\\',
  '#',
  '\n## Notes\n',
  '\n## Script\n',
  '\n##\u00A0Notes\n',
  '\n**Notes**\n',
  '\n---\n',
  '\n...\n',
  '\n---\ntitle: x\n---\n',
  '\nNotes\n---\n',
  '\n<<<<<<< HEAD\n',
  '\n=======\n',
  '\n>>>>>>> b\n',
  '[^1]:',
  '[^1]',
  '^[',
  '[',
  ']',
  '](',
  ')',
  '![',
  '![[',
  ']]',
  '|',
  '{',
  '}',
  '{SOT/',
  '<b ',
  '<small ',
  '<Mark ',
  '<laughs',
  '<del>',
  '</del>',
  '<b>',
  '</b>',
  '<p class="guest">',
  '</p>',
  '<rev>',
  '</rev>',
  '<',
  '>',
  '> ',
  '- ',
  '    ',
  '<!-- Begin Cue -->',
  '<!— Begin Cue —>',
  '<!-- End Cue -->',
  '\n[Type: SOT]\n',
  '\n[Slug: s]\n',
  '\u00A0',
  '\r\n',
];

const OUT = [
  `~~${WORD}~~`,
  `~~${WORD} {SOT/x} ${WORD}~~`,
  `~~${WORD}`,
  `${WORD}~~`,
  `<del>${WORD}</del>`,
  `<s>${WORD}</s>`,
  '<del>',
  '</del>',
  `<font style="text-decoration:line-through">${WORD}</font>`,
  `<span style="text-decoration: line-through">${WORD} <b>${WORD}</b></span>`,
  `%% ${WORD} %%`,
  `<!-- ${WORD} -->`,
];
const AROUND =
  '<p class="guest">|</p>|<br>|<div>|</div>|<b>|</b>|</font>|</span>|<td>|</td>|\n|\n\n|**|_|==|`|[|](x)|- |> |# |JOSH: |[^1]: '.split(
    '|',
  );

describe('a word', () => {
  it('amid any marks is shown, or a finding blocks air', () => {
    fc.assert(
      fc.property(scripts(MARKS, 12), (body) => {
        const doc = segmentOf(body);
        const lost = missing(wordsOutside(doc), body);
        if (lost.length > 0) expect(blocking(doc)).not.toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  it('that is struck out or commented is in no teleprompter, whatever stands around it', () => {
    const piece = fc.constantFrom(...OUT, ...AROUND);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        let count = 0;
        const body = pieces.join(' ').replaceAll(WORD, () => `q${count++}z`);
        const doc = segmentOf(body);
        if (doc.doubts.length > 0) return;
        const page = compiled({ items: { '10 A': [{ order: '10' }, `\n${body}`] } });
        const read = new Set(wordsIn(readable(page('script-teleprompter.html'))));
        const out = doc.silent.filter(({ kind }) => kind === 'struck' || kind === 'comment');
        const words = [...doc.text.matchAll(/q\d+z/g)].filter(({ index }) =>
          out.some(({ start, end }) => start <= index && index < end),
        );
        expect(words.map(([word]) => word).filter((word) => read.has(word))).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  const HIDDEN = [
    `%%${WORD}%%`,
    `%% ${WORD} {SOT/x} ${WORD} %%`,
    `\n\n%%\n${WORD}\n\n${WORD}\n%%\n\n`,
    `<!-- ${WORD}\n\n${WORD} -->`,
    `\n\n<!-- Begin Cue -->\n[Type: RIF]\n[Slug: ${WORD}]\n<!-- End Cue -->\n\n`,
    `\n\n## Notes\n\n${WORD}\n\n## Part\n\n`,
    `\n\n##\u00A0**Description**\n\n${WORD} ~~ %%${WORD}%%\n\n## Part\n\n`,
  ];
  const SHOWN = [
    WORD,
    `~~${WORD} ${WORD}~~`,
    `*${WORD}*`,
    `\`${WORD}\``,
    `\n\n\`\`\`${WORD}\n${WORD}\n\`\`\`\n\n`,
    `^[${WORD}]`,
    `\n\n[^1]: ${WORD}\n    ${WORD}\n\n`,
    `<small ${WORD}>`,
    `a<b ${WORD} c>d`,
    `<del>${WORD}</del>`,
    `[${WORD}](${WORD})`,
    `![[a.png|${WORD}]]`,
    `\n\n- ${WORD}\n- ${WORD}\n\n`,
    `\n\n##\u00A0${WORD}\n\n`,
    `\n\n\`\`\`${WORD}\`\`\`\n\n`,
  ];

  it('in a comment, a note or a cue is shown by none, and every other one by all', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HIDDEN).map((text) => ({ text, isShown: false })),
      fc.constantFrom(...SHOWN).map((text) => ({ text, isShown: true })),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        let count = 0;
        const shown: string[] = [];
        const body = pieces
          .map(({ text, isShown }) =>
            text.replaceAll(WORD, () => {
              const word = `q${count++}z`;
              if (isShown) shown.push(word);
              return word;
            }),
          )
          .join(' ');
        expect(missing(shown, body)).toEqual([]);
        const spoken = new Set(wordsIn(segmentOf(body).spokenText));
        const page = compiled({ items: { '10 A': [{ order: '10' }, `\n${body}`] } })('script-host.html');
        const hidden = wordsIn(readable(page).replace(/\[\[[^\]]*\]\]/g, '')).filter(
          (word) => !shown.includes(word),
        );
        expect(hidden).toEqual([]);
        expect([...spoken].filter((word) => !shown.includes(word))).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });
});
