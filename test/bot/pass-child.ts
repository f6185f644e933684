// A pass in a program of its own, for faults.test.ts: prints what came of it as one line of JSON. `hold` opens the show
// and keeps it until its input ends.
import { openDesk } from '../../bot/desk/desk.ts';
import { openShow } from '../../bot/service/open-show.ts';
import { Fault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';

const [verb = '', tree = '', state = ''] = process.argv.slice(2);

try {
  const log = createLog({ level: 'silent', destination: {} });
  const { show, close } = await openShow({ tree, state, purpose: 'start', log });
  const desk = openDesk(show);
  if (verb === 'hold') {
    say({ held: true });
    for await (const _chunk of process.stdin);
  } else {
    const { proposed, problems, landed } = await desk.pass({ acceptAll: verb === 'accept-all' }, () => {});
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    say({
      proposed: proposed.map(({ id }) => id),
      landed: landed.length,
      problems,
      notices: show.notices(),
      peakBytes,
    });
  }
  await close();
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say({ code: error.code, message: error.message });
}

function say(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
