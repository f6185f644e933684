// Codes of reasons and problems on the wire: any text, since another version may have other codes. The API's
// description lists those of this version, each with its sentence.
import { z } from 'zod';
import { FAULTS } from '../../src/domain/fault-codes.ts';
import { REASONS } from '../../src/domain/reason-codes.ts';

// By their ids, so that the description holds each list once. CODE_SCHEMAS has the schemas of these names.
export const reasonCodeShape = z.string().meta({ id: 'ReasonCode' });
export const problemCodeShape = z.string().meta({ id: 'ProblemCode' });

const reasons = Object.entries(REASONS).map(([code, { means, acts }]) => line(code, means, acts));
const faults = Object.entries(FAULTS).map(([code, { means, kind }]) =>
  line(code, means, [kind].flat().join(', ')),
);

export const CODE_SCHEMAS = {
  ReasonCode: {
    type: 'string',
    description: [
      'Why something did not happen, for programs; in parentheses, who must act. If a failure is the reason, its code, as in ProblemCode. Other versions may have other codes.\n',
      ...reasons,
    ].join('\n'),
  },
  ProblemCode: {
    type: 'string',
    description: [
      'What went wrong, for programs; in parentheses, the kind. If a decision was refused for a reason, its code, as in ReasonCode. HTTP errors may have codes of the HTTP library. Other versions may have other codes.\n',
      ...faults,
    ].join('\n'),
  },
} as const;

function line(code: string, means: string, who: string): string {
  return `- \`${code}\`: ${means} (${who})`;
}
