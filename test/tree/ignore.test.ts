import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyName } from '../../src/domain/conflict-copy.ts';
import { treePath } from '../../src/domain/ids.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { isMedia, isMediaName, isText } from '../../src/tree/media.ts';

describe('kindOfPath', () => {
  it.each([
    'episodes/0236/info.md',
    'episodes/0236/rundown/40 Friends, this is your ticket home.md',
    'episodes/0236/preshow/NOTES ONLY NOT SEGMENT.md',
    'episodes/4913',
    'episodes/4913/info.md',
    'episodes/0236/captures/BLOCK-A.mov',
    'episodes/0236/Old drafts.part/one.md',
    'episodes/0236/.obsidian/app.json',
    'lib/ads/Biltong USA/info.md.md',
    'lib',
    'show-build.yaml',
  ])('content: %s', (path) => expect(kindOfPath(path)).toBe('content'));

  it.each([
    'docker/compose.yml',
    'vault/a.md',
    '.git',
    '.stignore',
    'episodes-old/0001/info.md',
    'episodes/.stversions/0236/info.md',
    'episodes/0236/.git/HEAD',
    'episodes/.trash/0245_20251018_201219/info.md',
    'episodes/0236/rundown/.syncthing.10 Opening.md.tmp',
    'episodes/0236/rundown/~syncthing~10 Opening.md.tmp',
    'episodes/0236/rundown/.show-build-0123abcd',
    'episodes/0236/.obsidian/workspace.json',
    'episodes/0236/.obsidian/workspace-mobile.json',
    'episodes/0236/rundown/.10 Opening.md.swp',
    'episodes/0236/rundown/.10 Opening.md.swo',
    'episodes/0236/rundown/10 Opening.md~',
    'episodes/0236/rundown/~$notes.docx',
    'episodes/0236/rundown/.#10 Opening.md',
    'episodes/0236/rundown/#10 Opening.md#',
    'episodes/0236/rundown/4913',
    'episodes/0236/.DS_Store',
    'episodes/0236/Thumbs.db',
    'episodes/0236/preshow/clip.mp4.part',
    'episodes/0236/preshow/clip.mp4.crdownload',
    'episodes/0236/preshow/a.TMP',
    'episodes/0236/Desktop.ini',
    'episodes/0236/rundown/.a.md.sync-conflict-20250611-081936-CPK7LWO.swp',
  ])('volatile: %s', (path) => expect(kindOfPath(path)).toBe('volatile'));

  it('knows conflict copies and what they are copies of', () => {
    const copy = treePath('episodes/0222/rundown/3B Joe.sync-conflict-20250611-081936-CPK7LWO.md');
    expect(kindOfPath(copy)).toBe('conflict');
    expect(copyName(copy)?.original).toBe('episodes/0222/rundown/3B Joe.md');
    expect(copyName('episodes/0222/rundown/3B Joe.md')).toBeNull();
  });

  it('takes a folder as noise only by the names of programs: all below any other name is content', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ]{0,11}$/);
    const folder = fc.tuple(word, fc.constantFrom('', '.tmp', '.part', '~', '.swp')).map(([a, b]) => a + b);
    fc.assert(
      fc.property(fc.array(folder, { minLength: 1, maxLength: 4 }), (folders) => {
        expect(kindOfPath(`episodes/${folders.join('/')}/x.md`)).toBe('content');
      }),
    );
  });
});

describe('text and media', () => {
  const nul = Buffer.from('a\0b');
  it('goes by the name first', () => {
    expect(isText('notes.md', nul)).toBe(true);
    expect(isText('clip.mp4', Buffer.from('text'))).toBe(false);
    expect(isMediaName('Poster.PSD')).toBe(true);
    expect(isMediaName('titles.aep')).toBe(true);
    expect(isMediaName('fire-lady.mkv')).toBe(true);
    expect(isMediaName('0234.vmix')).toBe(false);
  });
  it('goes by the first 8 KiB where the name does not say', () => {
    expect(isText('checklist', Buffer.from('milk'))).toBe(true);
    expect(isText('blob.bin', nul)).toBe(false);
    expect(isText('late', Buffer.concat([Buffer.alloc(8 * 1024, 'a'), nul]))).toBe(true);
  });
  it('keeps text as text at any size, and small unknown binaries in Git', () => {
    const large = 50 * 1024 * 1024;
    expect(isMedia('transcript.json', Buffer.from('{'), large)).toBe(false);
    expect(isMedia('unknown', Buffer.from('a'), large)).toBe(false);
    expect(isMedia('unknown', nul, large)).toBe(true);
    expect(isMedia('unknown', nul, 1000)).toBe(false);
    expect(isMedia('tiny.png', nul, 10)).toBe(true);
  });
});
