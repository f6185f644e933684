// Reviewers' remarks on earlier answers, as lines of a prompt.
import { oneLine } from '../one-line.ts';

const MOST_REMARKS = 5;
const LONGEST = 300;

/** The newest remarks, each on a line of its own; empty if there are none. */
export function remarksInWords(remarks: readonly string[]): string {
  const lines = remarks
    .map((remark) => oneLine(remark, LONGEST))
    .filter((remark) => remark !== '')
    .slice(-MOST_REMARKS);
  if (lines.length === 0) return '';
  return `\n\nThe editors did not want earlier answers. They said:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
