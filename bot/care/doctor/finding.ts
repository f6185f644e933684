// One thing that was looked for.

export interface DoctorFinding {
  readonly name: string;
  /** `poor`: there, but somebody should look at it. */
  readonly state: 'found' | 'missing' | 'poor';
  /** Version, place or number; what is wrong where something is. */
  readonly detail: string;
  /** What its absence turns off, or what to do; null where nothing is amiss. */
  readonly effect: string | null;
  /** Without it nothing works. */
  readonly essential: boolean;
}

export function found(name: string, detail: string): DoctorFinding {
  return { name, state: 'found', detail, effect: null, essential: false };
}

export function missing(name: string, detail: string, effect: string, essential = false): DoctorFinding {
  return { name, state: 'missing', detail, effect, essential };
}

export function poor(name: string, detail: string, effect: string): DoctorFinding {
  return { name, state: 'poor', detail, effect, essential: false };
}
