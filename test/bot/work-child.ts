// A service in a program of its own, for work-killed.test.ts, which has it killed while a model thinks.
import { openShow } from '../../bot/service/open-show.ts';
import { startService } from '../../bot/service/service.ts';
import { createLog } from '../../src/log.ts';
import { descriptionGeneration } from '../../steps/description-generation.ts';

const [tree = '', state = ''] = process.argv.slice(2);
const log = createLog({ level: 'silent', destination: {} });
const { show } = await openShow({ tree, state, purpose: 'start', log, steps: [descriptionGeneration] });
await startService(show, { localWork: true });
