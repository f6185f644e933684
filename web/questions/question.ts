// Type of a desk question's description for the server: the accepted input, the answer, and the texts for the API's
// documentation. The address is in src/desk/addresses.ts.
import type { z } from 'zod';
import type { ADDRESSES, Addressed, AnswerOf } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import type { Plain } from '../shapes/plain.ts';

/** Has a handwritten route, because its answer depends on more than its arguments, or two share an address. */
type ByHand = 'list' | 'diff' | 'redo' | 'history' | 'exported' | 'page' | 'hold' | 'release';

export type AskedOfDesk = Exclude<Addressed, ByHand>;

type Parameter<N extends Addressed> = Required<Parameters<Desk[N]>>;

/** A nullable argument may be missing: null for the desk. */
type Missing<P> = null extends P ? P | undefined : P;

/** The value that travels under the name K, from the arguments' names A and their types P. */
type Value<A, P, K> = {
  [I in keyof A & keyof P & `${number}`]: A[I] extends K
    ? Missing<P[I]>
    : A[I] extends readonly string[]
      ? K extends A[I][number] & keyof P[I]
        ? P[I][K]
        : never
      : never;
}[keyof A & keyof P & `${number}`];

type NameIn<A> = A extends readonly (infer E)[] ? (E extends readonly (infer K)[] ? K : E) : never;

type Input<A, P extends readonly unknown[]> = A extends '*'
  ? { readonly [K in keyof P[0]]-?: z.ZodType<P[0][K] | undefined> }
  : { readonly [K in NameIn<A> & string]: z.ZodType<Value<A, P, K>> };

export type DeskQuestion<N extends Addressed> = {
  /** One of the documentation's tags. */
  readonly tag: string;
  readonly summary: string;
  /** Schemas of the arguments by their names on the wire. Further names are accepted and ignored. */
  readonly input: Input<(typeof ADDRESSES)[N]['args'], Parameter<N>>;
  readonly bodyBytes?: number;
} & (AnswerOf<N> extends void ? object : { readonly output: z.ZodType<Plain<AnswerOf<N>>> });

/** Descriptions for one part of the desk. */
export type Questions<N extends keyof Desk> = { readonly [K in N & AskedOfDesk]: DeskQuestion<K> };
