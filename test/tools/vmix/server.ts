// A real HTTP server that speaks vMix's web API: titles with fields, lists of files, and the answers that vMix gives. It
// remembers what it shows, so that a test can look at the screen and not at the wire.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VmixServer {
  readonly url: string;
  /** By input: what its fields show. */
  readonly titles: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By input: its files, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Paths with their queries, in order. */
  readonly asked: readonly string[];
}

export interface VmixInputs {
  readonly titles?: readonly string[];
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  /** Instead of what vMix does. */
  readonly behave?: (response: ServerResponse, count: number) => void;
}

/** Ended by `ended`, which a test hands to `onTestFinished`. */
export async function startVmix(
  inputs: VmixInputs,
): Promise<{ readonly vmix: VmixServer; ended(): Promise<void> }> {
  const titles = new Map((inputs.titles ?? []).map((name) => [name, new Map<string, string>()]));
  const lists = new Map(Object.entries(inputs.lists ?? {}).map(([name, files]) => [name, [...files]]));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (inputs.behave !== undefined) return inputs.behave(response, asked.length);
    const [path, query] = (request.url ?? '').split('?', 2);
    const said = fieldsOf(query ?? '');
    const problem = path === '/api' ? apply(said) : 'Not found';
    response.writeHead(problem === null ? 200 : 500, { 'content-type': 'text/html' });
    response.end(problem ?? 'Function completed successfully.');
  });

  /** Null: done. */
  function apply(said: ReadonlyMap<string, string>): string | null {
    const [name, input] = [said.get('Function'), said.get('Input') ?? ''];
    const title = titles.get(input);
    const list = lists.get(input);
    if (title === undefined && list === undefined) return `Input '${input}' does not exist.`;
    if (name === 'SetText' || name === 'SetImage')
      title?.set(said.get('SelectedName') ?? '', said.get('Value') ?? '');
    else if (name === 'ListRemoveAll') list?.splice(0);
    else if (name === 'ListAdd') list?.push(said.get('Value') ?? '');
    else return `Function '${name}' is unknown.`;
    return null;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    vmix: { url: `http://127.0.0.1:${port}`, titles, lists, asked },
    ended: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Read by hand: a `+` stays one, so that a blank must have come as `%20`. */
function fieldsOf(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').map((pair) => pair.split('=', 2));
  return new Map(pairs.map(([key = '', value = '']) => [decodeURIComponent(key), decodeURIComponent(value)]));
}
