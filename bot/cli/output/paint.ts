// Terminal colours. Off if the output is no terminal or NO_COLOR is set.
import type { Screen, World } from '../world.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

export const plain: Paint = (_colour, text) => text;

export function paintFor({ isTty }: Screen, env: World['env']): Paint {
  const isUnwanted = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  if (!isTty || isUnwanted) return plain;
  return (colour, text) => {
    const [on, off] = CODES[colour];
    return text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`;
  };
}
