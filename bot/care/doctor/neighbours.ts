// Checks the other programs that Show-Build connects to if they are set up.
import { connect } from 'node:net';
import type { Settings } from '../../../src/config.ts';
import { isUncounted, uncountedSentence } from '../../../src/tools/language/nearby.ts';
import { type DoctorFinding, found, missing, poor } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export async function checkNeighbours(
  env: Environment,
  language: Settings['language'] | null = null,
): Promise<readonly DoctorFinding[]> {
  return [await checkRedis(env), checkLanguage(env, language)];
}

async function checkRedis({ REDIS_URL: url }: Environment): Promise<DoctorFinding> {
  const effect = 'jobs are run by this program alone, from the database';
  if (!url) return missing('redis', 'REDIS_URL is not set', effect);
  if (!URL.canParse(url)) return poor('redis', 'REDIS_URL is no address', effect);
  const { hostname, port } = new URL(url);
  // Without the password in the address.
  const place = `${hostname}:${port || '6379'}`;
  return (await answers(hostname, Number(port || 6379)))
    ? found('redis', place)
    : poor('redis', `${place} does not answer`, 'no job goes to workers elsewhere until it does');
}

const ANSWER_MS = 1500;

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_MS });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

function checkLanguage(
  { OPENAI_BASE_URL: url, OPENAI_API_KEY: key }: Environment,
  language: Settings['language'] | null,
): DoctorFinding {
  const place = url ? withoutPassword(url) : key ? 'OPENAI_API_KEY, at its maker' : null;
  if (place !== null && language !== null && isUncounted(language, url || null))
    return poor('language model', place, uncountedSentence(language.model));
  if (place !== null) return found('language model', place);
  return missing(
    'language model',
    'neither OPENAI_BASE_URL nor OPENAI_API_KEY is set',
    'slugs and descriptions follow plain rules, or are left alone',
  );
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return 'OPENAI_BASE_URL';
  const { origin, pathname } = new URL(text);
  return origin + pathname;
}
