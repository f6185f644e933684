// Labels for rows: why a row waits in one sentence, and its confidence.
import type { GateReason, InboxRow } from '../../../src/desk.ts';

/**
 * "waits: Josh edited info.md 40 s ago". Picks one of several reasons: a person typing, else the one that matches
 * `waitsFor`.
 */
export function waits({
  state,
  reasons,
  waitsFor,
}: Pick<InboxRow, 'state' | 'reasons' | 'waitsFor'>): string {
  const typing = reasons.find(({ gate }) => gate === 'settled');
  const own = reasons.find((reason) => kindOf(reason) === waitsFor);
  const said = (typing ?? own ?? reasons[0])?.user ?? '';
  const sentence = said === '' || said.startsWith('waits ') ? said : `waits: ${said}`;
  if (state !== 'accepted') return sentence;
  return sentence === '' ? 'accepted, lands in a moment' : `accepted, ${sentence}`;
}

/** "12 wait: quiet hours until 08:00". */
export function manyWait(many: number, sentence: string): string {
  const those = sentence.replace(/\bby itself\b/, 'by themselves');
  return `${many} ${those.replace(/^(accepted, )?waits: would\b/, '$1would').replace(/^(accepted, )?waits/, '$1wait')}`;
}

/** Short form, for rows whose full reason is listed above. */
export const WAITS_SHORTLY: Readonly<Record<InboxRow['waitsFor'], string>> = {
  person: 'waits for you',
  time: 'waits for time',
  choice: 'waits for a switch',
};

function kindOf({ gate, choice, opensAtMs }: GateReason): InboxRow['waitsFor'] {
  if (gate === 'verdict' && choice !== 'auto') return 'person';
  return opensAtMs === null ? 'choice' : 'time';
}

/** Gates that would still hold it after accepting: those that a verdict does not pass. */
export function laterThan({ reasons }: Pick<InboxRow, 'reasons'>): readonly GateReason[] {
  return reasons.filter(({ gate, choice }) => gate !== 'verdict' && choice !== 'pass');
}

export function sureness({ confidence, model }: Pick<InboxRow, 'confidence' | 'model'>): string {
  if (confidence !== null) return `${Math.round(confidence * 100)} % sure`;
  return isByRule(model) ? 'by rule' : 'by a model';
}

export function isByRule(model: string | null): boolean {
  return model === null || model === 'rules';
}

/** Name of the person who is typing; null if none is. Only for button labels. */
export function typist(reasons: readonly GateReason[]): string | null {
  const settling = reasons.find(({ gate }) => gate === 'settled');
  if (settling === undefined) return null;
  const name = /^(.{1,40}?) edited /.exec(settling.user)?.[1] ?? 'somebody';
  return name === 'Somebody' ? 'somebody' : name;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
