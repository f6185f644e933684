// What a MediaURL may look like, and what it may never reach.
import { describe, expect, it } from 'vitest';
import { type MediaFile, mediaShelf } from '../../../src/domain/media/shelf.ts';
import { filesOf } from '../../bench/media.mjs';
import { below, EPISODE, shelfOf } from './shelves.ts';

const resolved = (url: string, ...paths: readonly string[]) => below(shelfOf(...paths).resolve(url));

describe('a path', () => {
  it.each([
    '../assets/video/shoot-maga.mp4',
    'shoot-maga.mp4',
    'assets/video/shoot-maga.mp4',
    './../assets/video/./shoot-maga.mp4',
    '/assets/video/shoot-maga.mp4',
    '/episodes/0272/assets/video/shoot-maga.mp4',
    'episodes/0272/assets/video/shoot-maga.mp4',
    '/mnt/sync/disaffected/episodes/0272/assets/video/shoot-maga.mp4',
    '../../0272/assets/video/shoot-maga.mp4',
    '../assets/videos/shoot-maga.mp4',
    '..\\assets\\video\\shoot-maga.mp4',
    '  ../assets/video/shoot-maga.mp4  ',
    '../assets/video/shoot-maga.mp4?cache=1757',
    'shoot-maga.mp4?cache=1757#t=10',
    '../assets/video/shoot-maga.mp4#t=10',
    '../assets/video/shoot%2Dmaga.mp4',
    'SHOOT_MAGA.MP4',
    'shoot maga.mp4',
    'shoot%20maga.mp4',
    'shoot-maga',
  ])('%s', (url) => {
    expect(resolved(url, 'assets/video/shoot-maga.mp4', 'assets/video/other.mp4')).toBe(
      'assets/video/shoot-maga.mp4',
    );
  });

  it('names a source in preshow, in its folder too', () => {
    const files = ['preshow/day one/x.mp4', 'assets/video/y.mp4'];
    expect(resolved('episodes/0272/preshow/day one/x.mp4', ...files)).toBe('preshow/day one/x.mp4');
    expect(resolved('../preshow/day%20one/X.mp4', ...files)).toBe('preshow/day one/x.mp4');
  });

  it('means the rundown folder before the episode', () => {
    const files = ['rundown/assets/x.png', 'assets/x.png'];
    expect(resolved('assets/x.png', ...files)).toBe('rundown/assets/x.png');
    expect(resolved('../assets/x.png', ...files)).toBe('assets/x.png');
  });
});

describe('no path', () => {
  it.each([
    'https://example.org/shoot-maga.mp4',
    'HTTP://example.org/shoot-maga.mp4',
    'blob:https://example.org/1f0c/shoot-maga.mp4',
    'file:///episodes/0272/assets/video/shoot-maga.mp4',
    'C:\\show\\shoot-maga.mp4',
    'Processing...',
    'processing…',
    '',
    '   ',
    '/',
    '.',
    '..',
    '?cache=1',
    '#',
    '%',
    '%ff%fe',
  ])('%s', (url) => {
    expect(resolved(url, 'assets/video/shoot-maga.mp4', 'assets/video/Processing.mp4')).toBeNull();
  });
});

describe('a path that leaves the episode', () => {
  it.each([
    '../../0271/assets/video/shoot-maga.mp4',
    '../../shoot-maga.mp4',
    '../../../../shoot-maga.mp4',
    '..%2F..%2F0271/shoot-maga.mp4',
    '/episodes/0271/assets/video/shoot-maga.mp4',
    'episodes/0271/assets/video/shoot-maga.mp4',
    '/episodes/0272/../0271/shoot-maga.mp4',
    '/mnt/sync/disaffected/episodes/0271/preshow/shoot-maga.mp4',
    '/etc/shoot-maga.mp4',
    '/mnt/sync/disaffected/lib/shoot-maga.mp4',
    '..\\..\\shoot-maga.mp4',
  ])('%s', (url) => {
    expect(resolved(url, 'assets/video/shoot-maga.mp4')).toBeNull();
  });

  it('does not reach files that lie elsewhere, even if they were handed over', () => {
    const files: readonly MediaFile[] = [
      ...filesOf(EPISODE, ['assets/video/a.mp4']),
      ...filesOf('0273', ['assets/video/shoot-maga.mp4']),
    ];
    expect(mediaShelf(files).resolve('../../0273/assets/video/shoot-maga.mp4')).toBeNull();
    expect(mediaShelf(files).resolve('shoot-maga.mp4')).toBeNull();
  });
});

describe('by its name alone', () => {
  it('goes through the folders in their order, then the rest of assets, then the sources', () => {
    const inOrder = ['thumbnails', 'images', 'quotes', 'graphics', 'video', 'audio', 'guest', 'images/guest'];
    const files = [...inOrder.map((folder) => `assets/${folder}/x.png`), 'preshow/x.png'];
    for (let i = 0; i < inOrder.length - 2; i++) expect(resolved('x.png', ...files.slice(i))).toBe(files[i]);
    expect(resolved('x.png', ...files.slice(7))).toBe('assets/images/guest/x.png');
    expect(resolved('x.png', ...files.slice(8))).toBe('preshow/x.png');
  });

  it('knows a source by its exact name only', () => {
    expect(resolved('shoot-maga.mp4', 'preshow/Shoot MAGA.mp4')).toBeNull();
    expect(resolved('Shoot%20MAGA.mp4', 'preshow/cut/Shoot MAGA.mp4')).toBe('preshow/cut/Shoot MAGA.mp4');
    expect(resolved('x.mp3', 'preshow/whisper/x.mp3')).toBeNull();
    expect(resolved('x.mp4', 'captures/x.mp4')).toBe('captures/x.mp4');
  });

  it('is unclear where two fit equally, unless one is spelt so', () => {
    const files = ['assets/images/Pope Ice.png', 'assets/images/pope-ice.png'];
    expect(resolved('pope_ice.png', ...files)).toBeNull();
    expect(resolved('pope-ice.png', ...files)).toBe('assets/images/pope-ice.png');
    expect(resolved('Pope Ice.png', ...files)).toBe('assets/images/Pope Ice.png');
    expect(resolved('x.png', 'assets/guest/x.png', 'assets/loose/x.png')).toBeNull();
    expect(resolved('x.png', 'preshow/a/x.png', 'preshow/b/x.png')).toBeNull();
  });

  it('does not go on to the next folder where two fit', () => {
    expect(
      resolved('a_b.png', 'assets/images/a b.png', 'assets/images/a-b.png', 'assets/quotes/a_b.png'),
    ).toBeNull();
  });

  it('needs the ending that was given; jpg and jpeg are one', () => {
    expect(resolved('x.mov', 'assets/video/x.mp4')).toBeNull();
    expect(resolved('x.jpg', 'assets/images/x.JPEG')).toBe('assets/images/x.JPEG');
    expect(resolved('x.jpg', 'assets/images/x.jpg', 'assets/images/x.jpeg')).toBe('assets/images/x.jpg');
    expect(resolved('charlene.mp3.mp3', 'assets/video/charlene.mp3.mp3')).toBe(
      'assets/video/charlene.mp3.mp3',
    );
  });

  it('without an ending is the one file of that name', () => {
    expect(resolved('x', 'assets/video/x.mp4', 'assets/images/x-2.png')).toBe('assets/video/x.mp4');
    expect(resolved('x', 'assets/video/x.mp4', 'assets/video/x.mp3')).toBeNull();
    expect(resolved('x', 'assets/video/x.mp4', 'preshow/X.mov')).toBeNull();
    expect(resolved('x', 'preshow/X.mov')).toBeNull();
    expect(resolved('x', 'assets/video/x.mp4', 'preshow/whisper/x.mp3')).toBe('assets/video/x.mp4');
    expect(resolved('X', 'preshow/X.mov')).toBe('preshow/X.mov');
  });
});

describe('odd names', () => {
  it('have signs in them that mean something in an address', () => {
    expect(resolved('clip #3.mov', 'assets/video/clip #3.mov', 'assets/video/clip.mov')).toBe(
      'assets/video/clip #3.mov',
    );
    expect(resolved('clip #4.mov', 'assets/video/clip.mov')).toBeNull();
    expect(resolved('why?.png', 'assets/images/why?.png')).toBe('assets/images/why?.png');
    expect(resolved('100%.png', 'assets/images/100%.png')).toBe('assets/images/100%.png');
    expect(resolved('a%20b.png', 'assets/images/a%20b.png', 'assets/images/a b.png')).toBe(
      'assets/images/a%20b.png',
    );
    expect(resolved("H&P • josh's jar.JPG", "assets/images/H&P • josh's jar.jpg")).toBe(
      "assets/images/H&P • josh's jar.jpg",
    );
  });

  it('are the same however their marks are encoded', () => {
    expect(resolved('caf\u00e9.png', 'assets/images/cafe\u0301.png')).toBe('assets/images/cafe\u0301.png');
    expect(resolved('cafe%CC%81.png', 'preshow/caf\u00e9.png')).toBe('preshow/caf\u00e9.png');
    const both = ['assets/images/caf\u00e9.png', 'assets/images/cafe\u0301.png'];
    for (const path of both) expect(resolved(path.split('/').at(-1) ?? '', ...both)).toBe(path);
  });
});
