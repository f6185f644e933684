// Shows the gates' reasons for something that was not done.
import type { Outcome } from '../../../src/desk.ts';

export function troubleIn({ reasons, result }: Outcome): readonly string[] {
  if (reasons.length > 0) return reasons.map(({ user }) => user);
  return [result === 'waiting' ? 'it waits' : 'that was refused'];
}

export function OutcomeTrouble({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <div role="alert">
      {reasons.length > 0 && (
        <div className="trouble">
          <p>Not done: {reasons.join('; ')}</p>
        </div>
      )}
    </div>
  );
}
