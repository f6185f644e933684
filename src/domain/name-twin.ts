// Names that differ only in letter case or Unicode composition: two files on Linux, one on the Macs and Windows machines
// that the show is synced to.

export function areTwins(name: string, other: string): boolean {
  return name !== other && foldedName(name) === foldedName(other);
}

/** The same for all names that some systems take for one. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}
