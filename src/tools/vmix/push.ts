// From the settings and an episode to a plan for vMix, and the plan carried out, call by call. A push that broke off is
// made good by the next: each begins from nothing.
import type { VmixSettings } from '../../config/settings.ts';
import { Fault } from '../../errors.ts';
import { isPicture, listCalls, type TitleFacts, titleCalls, type VmixCall } from './calls.ts';
import type { VmixClient } from './client.ts';

export interface VmixPlan {
  readonly calls: readonly VmixCall[];
  /** What of the list cannot be added, one sentence each. */
  readonly leftOut: readonly string[];
}

/** Throws a Fault `configuration` where the settings do not say enough. */
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

/** In order, one after the other; stops at the first that fails. */
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

function incomplete(code: string, sentence: string): Fault {
  return new Fault('configuration', code, sentence);
}
