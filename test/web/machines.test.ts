// The machines over HTTP.
import { expect, it } from 'vitest';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';
import { MACHINES } from './double/machines.ts';

it('tells of the machines, of those in the status too', async () => {
  const { url } = await serve(deskDouble({ status: { machines: MACHINES.machines } }));
  const get = async (path: string) => (await fetch(`${url}/api/v1${path}`)).json();
  expect(await get('/machines')).toEqual(MACHINES);
  expect(await get('/status')).toMatchObject({ machines: MACHINES.machines });
  const docs = (await (await fetch(`${url}/api/docs/json`)).json()) as { paths: object };
  expect(docs.paths).toHaveProperty(['/api/v1/machines', 'get', 'responses', '200']);
});
