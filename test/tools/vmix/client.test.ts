// Telling vMix over a real connection: what it shows afterwards, and what is said when it does not answer or says no.

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Fault } from '../../../src/errors.ts';
import type { VmixCall } from '../../../src/tools/vmix/calls.ts';
import { createVmixClient } from '../../../src/tools/vmix/client.ts';
import { pushTitles } from '../../../src/tools/vmix/push.ts';
import { startVmix, type VmixInputs } from './server.ts';

async function aVmix(inputs: VmixInputs) {
  const { vmix, ended } = await startVmix(inputs);
  onTestFinished(ended);
  return { vmix, client: createVmixClient({ url: vmix.url, timeoutMs: 300 }) };
}

const never = () => new AbortController().signal;
const text = (value: string, field = 'Head.Text', input = 'TITLES'): VmixCall => ({
  function: 'SetText',
  input,
  field,
  value,
});
const add = (value: string): VmixCall => ({ function: 'ListAdd', input: 'LISTRAW', field: null, value });

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => new Error('it was done'),
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw error;
}

describe('what vMix shows', () => {
  it('is what it was told, whatever signs that has', async () => {
    const { vmix, client } = await aVmix({
      titles: ['TITLES', 'LOWER & THIRD'],
      lists: { LISTRAW: ['V:\\last week.mp4'] },
    });
    const odd = 'a+b & c=d? #1 100% "x" • 🥄 é / \\ ; %41';
    const done: number[] = [];
    const calls: readonly VmixCall[] = [
      text(odd),
      text(odd, 'Sub & More.Text', 'LOWER & THIRD'),
      { function: 'SetImage', input: 'TITLES', field: 'Logo.Source', value: 'V:\\show\\lib\\logo & x.png' },
      { function: 'ListRemoveAll', input: 'LISTRAW', field: null, value: null },
      add('V:\\show\\b.mp4'),
      add('V:\\show\\a b.mp4'),
    ];
    await pushTitles(client, calls, never(), (count) => done.push(count));
    expect(vmix.titles.get('TITLES')).toEqual(
      new Map([
        ['Head.Text', odd],
        ['Logo.Source', 'V:\\show\\lib\\logo & x.png'],
      ]),
    );
    expect(vmix.titles.get('LOWER & THIRD')?.get('Sub & More.Text')).toBe(odd);
    expect(vmix.lists.get('LISTRAW')).toEqual(['V:\\show\\b.mp4', 'V:\\show\\a b.mp4']);
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is the same after a second time', async () => {
    const { vmix, client } = await aVmix({ lists: { LISTRAW: [] } });
    const calls: readonly VmixCall[] = [
      { function: 'ListRemoveAll', input: 'LISTRAW', field: null, value: null },
      add('V:\\a'),
    ];
    await pushTitles(client, calls, never());
    await pushTitles(client, calls, never());
    expect(vmix.lists.get('LISTRAW')).toEqual(['V:\\a']);
  });

  it('takes half a character without stumbling', async () => {
    const { vmix, client } = await aVmix({ titles: ['TITLES'] });
    await client.call(text('half \ud83e'), never());
    expect(vmix.titles.get('TITLES')?.get('Head.Text')).toBe('half \uFFFD');
  });
});

describe('when it fails', () => {
  it('names the input that vMix does not have, and asks no more', async () => {
    const { vmix, client } = await aVmix({ titles: ['TITLES'] });
    const fault = await faultOf(pushTitles(client, [text('a'), text('b', 'x', 'LOWER'), text('c')], never()));
    expect(fault).toMatchObject({ kind: 'refused', code: 'VMIX_REFUSED' });
    expect(fault.message).toBe(
      "vMix refuses SetText for the input “LOWER” (Input 'LOWER' does not exist.); check its name in vMix and in the settings.",
    );
    expect(vmix.titles.get('TITLES')?.get('Head.Text')).toBe('a');
    expect(vmix.asked).toHaveLength(2);
  });

  it('says so when nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const client = createVmixClient({ url: `http://127.0.0.1:${port}`, timeoutMs: 1000 });
    expect(await faultOf(client.call(text('a'), never()))).toMatchObject({
      kind: 'transient',
      code: 'VMIX_SILENT',
      tech: 'ECONNREFUSED',
      message: expect.stringContaining(`http://127.0.0.1:${port}`),
    });
  });

  it.each<[string, VmixInputs['behave']]>([
    ['before it answers', () => {}],
    [
      'in the middle of an answer',
      (response) => response.writeHead(200, { 'content-length': '100' }).write('Function '),
    ],
  ])('gives up waiting %s', async (_, behave) => {
    const { client } = await aVmix({ ...(behave === undefined ? {} : { behave }) });
    expect(await faultOf(client.call(text('a'), never()))).toMatchObject({
      code: 'VMIX_SILENT',
      tech: 'no answer in 300 ms',
    });
  });

  it.each<[string, string, VmixInputs['behave']]>([
    ['a cut connection', 'VMIX_SILENT', (response) => void response.destroy()],
    [
      'a page of something else',
      'VMIX_STRANGE',
      (response) => void response.end('<h1>Welcome to your router</h1>'),
    ],
    [
      'a way elsewhere',
      'VMIX_REFUSED',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['a password', 'VMIX_REFUSED', (response) => void response.writeHead(401).end('Unauthorized')],
    ['more than anybody reads', 'VMIX_STRANGE', (response) => void response.end('x'.repeat(5_000_000))],
  ])('takes %s for what it is', async (_, code, behave) => {
    const { vmix, client } = await aVmix({ ...(behave === undefined ? {} : { behave }) });
    const fault = await faultOf(client.call(text('a'), never()));
    expect(fault.code).toBe(code);
    expect(fault.message.length + fault.tech.length).toBeLessThan(800);
    expect(vmix.asked).toHaveLength(1);
  });

  it('stops when it is asked to', async () => {
    const { client } = await aVmix({ behave: () => {} });
    const stop = new AbortController();
    const reason = new Error('enough');
    const pushing = pushTitles(client, [text('a')], stop.signal);
    setTimeout(() => stop.abort(reason), 50);
    await expect(pushing).rejects.toBe(reason);
    await expect(client.call(text('a'), stop.signal)).rejects.toBe(reason);
  });
});
