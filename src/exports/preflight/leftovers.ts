// Finds messages that other programs left in a head for people to read.
import type { InfoDocument, SegmentDocument } from '../../markdown/document.ts';
import { type Finding, headFinding } from './finding.ts';

const KEYS = ['system_message', 'system_warnings', 'server_message', 'server_messages'];

export function systemMessages(document: InfoDocument | SegmentDocument): readonly Finding[] {
  return KEYS.flatMap((key) => {
    const about = document.value(key)?.trim() ?? '';
    // An empty YAML block scalar reads as its indicator alone, such as `|` or `>-`.
    return /^[|>]?[+-]?$/.test(about) ? [] : [headFinding('SYSTEM_MESSAGE', document, key, { about })];
  });
}
