// The names that people see for steps: the labels that the steps declare. Steps that are no more, in old history, are
// shown by their ids.
import { useQuery } from '@tanstack/react-query';
import { question } from '../questions/questions.ts';

export type StepNamer = (step: string) => string;

export function useStepName(): StepNamer {
  const { data } = useQuery({ ...question('steps'), staleTime: Number.POSITIVE_INFINITY });
  return (step) => data?.find((each) => each.step === step)?.label ?? worded(step);
}

function worded(step: string): string {
  const words = step.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
