// Messages that programs have left in a head for somebody to read.
import type { InfoDocument, SegmentDocument } from '../../markdown/document.ts';
import { type Finding, headFinding } from './finding.ts';

const KEYS = ['system_message', 'system_warnings', 'server_message', 'server_messages'];

export function systemMessages(document: InfoDocument | SegmentDocument): readonly Finding[] {
  return KEYS.flatMap((key) => {
    const about = document.value(key)?.trim() ?? '';
    // A block of text that holds nothing reads as its sign alone.
    return /^[|>]?[+-]?$/.test(about) ? [] : [headFinding('SYSTEM_MESSAGE', document, key, { about })];
  });
}
