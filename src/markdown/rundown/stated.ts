// Compares a length that a person wrote with the counted one. Only reports the difference and corrects nothing.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { formatDuration, readDuration } from '../../domain/duration.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { InfoDocument, SegmentDocument } from '../document.ts';

const FAR_OFF = 0.1;

/** `countedMs` 0: nothing to compare with. An empty, zero or pending value is not reported. */
export function statedDiagnostics(
  doc: SegmentDocument | InfoDocument,
  key: 'duration' | 'total_runtime',
  countedMs: number,
  fps: number,
): readonly Diagnostic[] {
  const stated = doc.value(key) ?? '';
  const shown = oneLine(stated, 40);
  const at = { path: doc.path, line: headLine(doc, key) };
  const reading = readDuration(stated, fps);
  if (reading.ms === null) {
    if (reading.problem === 'empty' || reading.problem === 'pending') return [];
    return [
      {
        ...at,
        code: 'DURATION_UNCLEAR',
        severity: 'warning',
        message: `“${shown}” is not clear as a duration`,
        todo: 'Write hours, minutes, seconds and frames: 00:01:15:00.',
      },
    ];
  }
  const { ms } = reading;
  if (ms === 0 || countedMs === 0 || Math.abs(countedMs - ms) <= ms * FAR_OFF) return [];
  return [
    {
      ...at,
      code: 'DURATION_MISMATCH',
      severity: 'note',
      message: `${shown} stands here, but words and cues come to ${formatDuration(countedMs, fps)}`,
      todo: 'Check the length, or empty the value to have it counted.',
    },
  ];
}

/** 1-based line of a head key; null if the key is absent. */
export function headLine(doc: SegmentDocument | InfoDocument, key: string): number | null {
  return doc.head.entries.find((entry) => entry.name === key)?.line ?? null;
}
