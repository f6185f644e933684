// What becomes of a question, told to whoever watches; and answers that are used again are counted.
import { expect, onTestFinished, test } from 'vitest';
import type { LanguageNews, LanguageRequest } from '../../../src/step.ts';
import { memoryAnswers } from '../../../src/tools/language/cache.ts';
import { createLanguage } from '../../../src/tools/language/language.ts';
import { type LanguageScript, say, startLanguageServer } from './server.ts';

const QUESTION: LanguageRequest = {
  prompt: 'slug-enhancement/segment@1',
  episode: null,
  system: 'Give a slug.',
  content: 'A garden.',
  schema: { type: 'object', properties: { slug: { type: 'string' } }, required: ['slug'] },
  temperature: 0,
  maxTokens: 50,
};

async function watched(script: LanguageScript) {
  const server = await startLanguageServer(script);
  onTestFinished(() => server.close());
  const reused: string[] = [];
  const { ask } = createLanguage({
    baseUrl: server.url,
    apiKey: 'test',
    model: 'test-model',
    timeoutMs: 5_000,
    price: null,
    budget: { reserve: async () => ({ release: () => {} }) },
    cache: { ...memoryAnswers(), reused: (prompt) => void reused.push(prompt) },
    clock: () => 0,
  });
  const asked = (signal: AbortSignal = new AbortController().signal) => {
    const news: LanguageNews[] = [];
    return { news, answer: ask(QUESTION, signal, (each) => void news.push(each)) };
  };
  return { server, reused, asked };
}

test('a new question goes out, the same at that time waits with it, and later it is known', async () => {
  const { server, reused, asked } = await watched([say({ slug: 'garden' })]);
  const [first, second] = [asked(), asked()];
  await Promise.all([first.answer, second.answer]);
  const third = asked();
  await third.answer;
  expect([first.news, second.news, third.news]).toEqual([['asking'], ['asked-already'], ['from-cache']]);
  expect(server.asked).toHaveLength(1);
  expect(reused).toEqual(['slug-enhancement/segment@1']);
});

test('whoever gives up closes the connection only when nobody else waits', async () => {
  const { server, asked } = await watched([{ hang: 'before' }]);
  const [mine, theirs] = [new AbortController(), new AbortController()];
  const answers = [asked(mine.signal).answer, asked(theirs.signal).answer];
  await server.arrived(1);
  mine.abort();
  await expect(answers[0]).rejects.toThrow();
  expect(server.givenUp()).toBe(0);
  theirs.abort();
  await expect(answers[1]).rejects.toThrow();
  await expect.poll(() => server.givenUp()).toBe(1);
});
