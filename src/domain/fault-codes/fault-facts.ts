// The entry of a fault code in the tables.

/** transient: outside conditions, try again · configuration: for the operator · usage: for the person who typed the
 *  command · refused: the request can't be granted at present · bug: a defect in this program */
export type FaultKind = 'transient' | 'configuration' | 'usage' | 'refused' | 'bug';

export interface FaultFacts {
  /** All of them, where a code is used with several. */
  readonly kind: FaultKind | readonly FaultKind[];
  /** One sentence for the documentation. */
  readonly means: string;
}

export type FaultTable = Readonly<Record<string, FaultFacts>>;
