// Guesses the type of a cue that has none, if its other fields allow only one. A film alone decides nothing, because
// four types use one.
import { type Cue, cueValue } from '../../../domain/cue.ts';
import { trimsOf } from './trims.ts';
import { kindOfUrl, mediaOf } from './urls.ts';

export interface TypeGuess {
  readonly type: string;
  /** Completes “This cue has no type, but …”. */
  readonly because: string;
}

const BY_ID = /^(SOT|FSQ|GFX|IMG|PKG|NAT)[A-Z0-9]{14}$/;
/** Ids from older tools: `LOCAL-GFX-20250914-123456`, `PROD-SOT-79A4B334B1CB`, `FSQ-0244-001`. */
const BY_OLD_ID = /^(?:(?:LOCAL|PROD)[-_])?(SOT|FSQ|GFX|IMG|PKG|NAT)[-_]/i;
/** Pictures in these folders are generated, so the cue may also be a graphic or a quote. */
const DRAWN = /(?:^|\/)(?:graphics|quotes|generated_quotes)\//i;
const CLIPS: ReadonlySet<string> = new Set(['SOT', 'NAT', 'PKG']);

/** Null if the cue has a type, or its fields allow several. */
export function guessType(cue: Cue): TypeGuess | null {
  if (cue.type !== null) return null;
  const sure = certain(cue);
  const [first] = sure;
  if (first !== undefined) return new Set(sure.map(({ type }) => type)).size === 1 ? first : null;
  const url = mediaOf(cue).used?.value ?? '';
  const kind = kindOfUrl(url);
  if (kind === 'image' && !DRAWN.test(url)) return { type: 'IMG', because: 'its media is a picture' };
  const spoken = ['transcription', 'incue', 'outcue'].some((name) => cueValue(cue, name) !== null);
  if (kind === 'video' && (spoken || trimsOf(cue, 30).isCut))
    return { type: 'SOT', because: 'its film is cut or written down word for word' };
  return null;
}

function certain(cue: Cue): readonly TypeGuess[] {
  const found: TypeGuess[] = [];
  const byId = (BY_ID.exec(cue.assetId ?? '') ?? BY_OLD_ID.exec(cue.assetId ?? ''))?.[1]?.toUpperCase();
  if (byId !== undefined) found.push({ type: byId, because: 'its AssetID names one' });
  if (/[\p{L}\p{N}]/u.test(cueValue(cue, 'quote') ?? ''))
    found.push({ type: 'FSQ', because: 'it holds a quote' });
  if (cueValue(cue, 'gfxtype') !== null) found.push({ type: 'GFX', because: 'it says what graphic to draw' });
  if (cueValue(cue, 'notetext') !== null) found.push({ type: 'NOTE', because: 'it holds a note' });
  const kind = kindOfUrl(mediaOf(cue).used?.value ?? '');
  const contradicts = ({ type }: TypeGuess) =>
    (CLIPS.has(type) && kind === 'image') || (type === 'IMG' && kind !== null && kind !== 'image');
  return found.some(contradicts) ? [...found, NOTHING] : found;
}

/** Added to the guesses if the fields contradict each other. */
const NOTHING: TypeGuess = { type: '', because: '' };
