// One result of `doctor`: something it looked for.

export interface DoctorFinding {
  readonly name: string;
  /** `poor`: there, but it needs attention. */
  readonly state: 'found' | 'missing' | 'poor';
  /** Version, place or number, or the problem if there is one. */
  readonly detail: string;
  /** The loss without it, or what to do; null if all is well. */
  readonly effect: string | null;
  /** Nothing works without it. */
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
