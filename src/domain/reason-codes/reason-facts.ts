// The entry of a reason code in the tables.

export interface ReasonFacts {
  /** The one who must act. `author`: a person who edits the show's files · `nobody`: time or the program itself settles it, or
   *  nothing is left to do */
  readonly acts: 'reviewer' | 'author' | 'operator' | 'nobody' | 'developer';
  /** One sentence for the documentation. */
  readonly means: string;
  /** How a reviewer can open the gate: `accept` it · `auto`: switch automatic landing on · `release` the episode ·
   *  `resume` the step or everything · `pass` this gate for one enhancement. Without it, the gate opens with time, or
   *  through the person who closed it. */
  readonly choice?: 'accept' | 'auto' | 'release' | 'resume' | 'pass';
  /** How the gate opens, for a person who tried to pass it: a clause in which EPISODE stands for the number. Without
   *  it, the gate's own clause applies. */
  readonly opens?: string;
  /** A gate that a person or the settings closed on purpose, whether or not it later opens by itself. */
  readonly chosen?: true;
  /** As the reason why a step has no answer: the step may still bring one, so its open enhancement stays. */
  readonly keepsOpen?: true;
  /** May be gone by the next pass, although nothing in the episode has changed. */
  readonly comesBack?: true;
}
