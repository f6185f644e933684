// Plans the calls to vMix from the settings and an episode, and sends them one by one. An interrupted push needs no
// repair, since each push sets everything anew.
import type { VmixSettings } from '../../config/settings.ts';
import type { FaultCodeOf } from '../../domain/fault-codes.ts';
import { Fault } from '../../errors.ts';
import { isPicture, listCalls, type TitleFacts, titleCalls, type VmixCall } from './calls.ts';
import type { VmixClient } from './client.ts';

export interface VmixPlan {
  readonly calls: readonly VmixCall[];
  /** One sentence per list entry that can't be added. */
  readonly leftOut: readonly string[];
}

/** Throws a Fault `configuration` if a needed setting is missing. */
export function vmixPlan(facts: TitleFacts, settings: Omit<VmixSettings, 'url' | 'timeoutMs'>): VmixPlan {
  const { input, list, drive, titles } = settings;
  if (input === null && list === null) throw incomplete('VMIX_NOTHING', NOTHING);
  const wantsFiles = list !== null || (input !== null && Object.keys(titles).some(isPicture));
  if (wantsFiles && drive === null) throw incomplete('VMIX_NO_DRIVE', NO_DRIVE);
  const { calls, leftOut } = listCalls(facts.entries, settings);
  return { calls: [...titleCalls(facts, settings), ...calls], leftOut };
}

const NOTHING =
  'Nothing is to be shown in vMix: name a title (vmix.input) or a list (vmix.list) in show-build.yaml.';
const NO_DRIVE =
  "vMix needs to know where the show lies on its machine: write vmix.drive, such as 'V:\\show', into show-build.yaml.";

/** Sends the calls in order and stops at the first failure. */
export async function pushTitles(
  client: VmixClient,
  calls: readonly VmixCall[],
  signal: AbortSignal,
  onDone: (done: number) => void = () => {},
): Promise<void> {
  for (const [i, call] of calls.entries()) {
    await client.call(call, signal);
    onDone(i + 1);
  }
}

function incomplete(code: FaultCodeOf<'configuration'>, sentence: string): Fault {
  return new Fault('configuration', code, sentence);
}
