// Lists the closed gates, one line each, with the action that opens it. Gates that open with time have a countdown.
import { useQueryClient } from '@tanstack/react-query';
import { Clock, Flag, Lock, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EnhancementDetail, GateReason } from '../../../../src/desk.ts';
import type { GateName } from '../../../../src/domain/gate.ts';
import { span } from '../../../../src/domain/span.ts';
import { Button } from '../../parts/button.tsx';
import { relative } from '../../parts/when.tsx';
import { useDeciding } from '../../questions/deciding.ts';
import { question } from '../../questions/questions.ts';
import { useToasts } from '../../shell/toasts.tsx';

const WORDS = {
  auto: 'Switch it on',
  release: 'Release the episode',
  resume: 'Resume',
  pass: 'Let this one pass',
  accept: 'Accept',
} as const;

export function Gates({ enhancement }: { readonly enhancement: EnhancementDetail }) {
  const { decide, isBusy } = useDeciding();
  const { say } = useToasts();
  const client = useQueryClient();
  if (enhancement.reasons.length === 0) return null;

  const open = async (reason: GateReason) => {
    const done = await choose(reason);
    if (done === null || reason.choice !== 'auto') return;
    const way = { of: 'auto', run: () => void decide('auto', false) };
    say({ tone: 'good', text: 'Safe changes of the whole show now land by themselves.', way });
  };
  const choose = async ({ choice, gate }: GateReason) => {
    const { id, episode, step } = enhancement;
    if (choice === 'auto') return decide('auto', true);
    if (choice === 'release') return decide('release', episode);
    // The server checks the name.
    if (choice === 'pass') return decide('openGate', id, gate as GateName);
    if (choice !== 'resume') return null;
    const { paused } = await client.fetchQuery({ ...question('flow'), staleTime: 0 });
    const isAll = paused.some((each) => each.step === null);
    return decide('resume', isAll ? null : step);
  };

  return (
    <ul
      className="gates"
      aria-label={
        enhancement.reasons.some(({ gate }) => gate !== null) ? 'What it waits for' : 'How it ended'
      }
    >
      {enhancement.reasons.map((reason) => (
        <li key={`${reason.gate} ${reason.code}`}>
          <GateSign reason={reason} />
          <span className="gate-said">
            {capital(reason.user)}
            {reason.opensAtMs !== null && <Countdown untilMs={reason.opensAtMs} />}
          </span>
          {isOffered(reason, enhancement) && (
            <Button small isBusy={isBusy} onClick={() => void open(reason)}>
              {WORDS[reason.choice ?? 'pass']}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** No button for `accept`, which is below, or for `pass` in the review lane, where accepting passes it anyway. */
function isOffered({ choice }: GateReason, { lane }: EnhancementDetail): boolean {
  return choice !== null && choice !== 'accept' && !(choice === 'pass' && lane === 'review');
}

function GateSign({ reason }: { readonly reason: GateReason }) {
  if (reason.gate === null) return <Flag size={16} aria-hidden />;
  if (reason.gate === 'verdict') return <UserRound size={16} aria-hidden />;
  return reason.opensAtMs === null ? <Lock size={16} aria-hidden /> : <Clock size={16} aria-hidden />;
}

const SOON_MS = 120_000;
const SECOND_MS = 1000;
const RARELY_MS = 15_000;

function Countdown({ untilMs }: { readonly untilMs: number }) {
  const [nowMs, setNow] = useState(() => Date.now());
  const isSoon = untilMs - nowMs < SOON_MS;
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), isSoon ? SECOND_MS : RARELY_MS);
    return () => clearInterval(timer);
  }, [isSoon]);
  const leftMs = untilMs - nowMs;
  const said =
    leftMs <= 0
      ? 'any moment now'
      : isSoon
        ? `opens in ${span(Math.ceil(leftMs / SECOND_MS) * SECOND_MS)}`
        : `opens ${relative(untilMs, nowMs)}`;
  return (
    <span className="gate-time" aria-live="off">
      {said}
    </span>
  );
}

function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
