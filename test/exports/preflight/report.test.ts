// The report as a person reads it in Obsidian: equal things told once, links that lead to this episode, and text from
// files that stays text.
import { Buffer } from 'node:buffer';
import { describe, expect, it, test } from 'vitest';
import { grouped } from '../../../src/exports/preflight/groups.ts';
import { linkTo, plainText } from '../../../src/exports/preflight/obsidian.ts';
import { preflightNote } from '../../../src/exports/preflight/report.ts';
import { BREAK, CLOSE, checked, INFO, inEpisode, OPENING, type Spoiled } from './episode.ts';

const note = (spoiled: Spoiled = {}) => preflightNote(checked(spoiled));

describe('grouping', () => {
  it('tells what is said of several files once, with all places', () => {
    const noIds = [BREAK, CLOSE, OPENING].map(
      (file) => [file, /SEG\w+/.exec(fileId(file))?.[0] ?? '', ''] as const,
    );
    const groups = grouped(checked({ change: noIds }).findings);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.places.map(({ path }) => path)).toEqual([OPENING, BREAK, CLOSE].map(inEpisode));
  });

  it('keeps apart what is said of different words', () => {
    const change = [[OPENING, 'goes home goes home', '\n\n{SOT/one}\n\n{SOT/two}\n\n']] as const;
    const tokens = grouped(checked({ change }).findings).filter(({ code }) => code === 'CUE_TOKEN');
    expect(tokens.map(({ places }) => places[0]?.lines)).toEqual([[21], [23]]);
  });
});

/** The line of the AssetID as the episode has it. */
function fileId(file: string): string {
  return (
    { [OPENING]: 'SEG2S9PJ7JX945RVC', [BREAK]: 'SEG4KKPJ7JX945RVC', [CLOSE]: 'SEG7H2PJ7JX945RVC' }[file] ?? ''
  );
}

describe('the note', () => {
  it('says the verdict first', () => {
    expect(note()).toMatch(
      /^# Preflight 0101: READY\n\n\*\*The Ferry That Waited\*\* airs 2031-03-02\. Nothing blocks air\. 3 of 3 items on air ready\.\n/,
    );
    const spoiled = { change: [[CLOSE, 'order: 30', 'order:']], media: [] } as const;
    expect(note(spoiled)).toMatch(
      /^# Preflight 0101: NOT READY\n\n.*2 things to mend before air\. 1 of 3 items on air ready\.\n\n## Blocks air\n/,
    );
  });

  it('has the times, and how far they are from the plan', () => {
    expect(note()).toContain('Total 00:06:00:00, planned 00:06:00:00.\n');
    expect(note({ change: [[INFO, '00:06:00:00', '00:05:30:00']] })).toContain(
      'Total 00:06:00:00, planned 00:05:30:00: 00:00:30:00 over.\n',
    );
    expect(note({ change: [[INFO, '00:06:00:00', '']] })).toContain(
      'Total 00:06:00:00, no length is planned.\n',
    );
    expect(note()).toContain(
      '| 00:00:40:00 | – | [[../rundown/20 break\\|20 break]] | 00:05:00:00 | READY |\n',
    );
  });

  it('names what is left out, with the reason', () => {
    expect(note({ change: [[CLOSE, 'status: production', 'status: scheduled']] })).toContain(
      '## Left out\n\n- [[../rundown/30 Close|30 Close]]: its status is scheduled\n',
    );
  });

  it('is the same every time, in whatever order the files come', () => {
    expect(note()).toBe(note());
    expect(note({ conflictCopies: ['a.sync-conflict-20310301-081936-CPK7LWO.md', 'b.md'] })).toBe(
      note({ conflictCopies: ['b.md', 'a.sync-conflict-20310301-081936-CPK7LWO.md'] }),
    );
  });

  it('stays short, whatever is wrong', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `rundown/${40 + i} Extra.md`,
        `---\norder: ${40 + i}\nstatus: production\ntype: ad\ncustomer_name: x\nduration: 00:00:01:00\n---\n\nx\n`,
      ]),
    );
    const text = note({ files });
    expect(text).toContain('and 280 more');
    expect(Buffer.byteLength(text)).toBeLessThan(80_000);
  });

  it('lets no words of a file become markup, a link or a tag', () => {
    const title = '"# *Big* [[x|y]] <script>a</script> %%b%% ==c== #d `e` $f$ [^1] [g](h)"';
    const text = note({ change: [[INFO, 'The Ferry That Waited', title]] });
    const [line = ''] = text.split('\n').slice(2);
    expect(line).toContain('\\# \\*Big\\*');
    expect(line.replace(/\\./g, '').replace(/^\*\*|\*\* airs.*/g, '')).not.toMatch(
      /[*<#`$]|\[\[|\]\]|%%|==|\]\(|\[\^/,
    );
  });
});

describe('links', () => {
  test.each([
    ['episodes/0101/rundown/10 Opening.md', '[[../rundown/10 Opening|10 Opening]]'],
    ['episodes/0101/info.md', '[[../info|info]]'],
    ['episodes/0101/rundown/A&W [draft] #1.md', 'A&W [draft] \\#1'],
  ])('%s', (path, link) => {
    expect(linkTo(path)).toBe(link);
  });

  it('leave words alone', () => {
    expect(plainText('Write [MediaURL: …] for snake_case, 5 > 4.')).toBe(
      'Write [MediaURL: …] for snake_case, 5 > 4.',
    );
    expect(plainText('Put <!-- End Cue --> _here_')).toBe('Put \\<!-- End Cue --> \\_here\\_');
  });
});
