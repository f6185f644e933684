// The person at this browser: one of the people in the settings, remembered here. Decisions are made in that name.
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type Session, sessionQuestion } from '../questions/questions.ts';

const KEY = 'show-build.who';

interface Who {
  /** Key in the settings' people; null = no person chosen. */
  readonly who: string | null;
  readonly people: Session['people'];
  /** The people have been loaded. */
  readonly isKnown: boolean;
  choose(who: string | null): void;
}

const WhoContext = createContext<Who>({ who: null, people: [], isKnown: false, choose: () => {} });

export function WhoProvider({ children }: { readonly children: ReactNode }) {
  const { data } = useQuery(sessionQuestion());
  const people = data?.people ?? NOBODY;
  const isKnown = data !== undefined;
  const [said, setSaid] = useState(() => localStorage.getItem(KEY));
  const who = people.some(({ key }) => key === said) ? said : null;
  const value = useMemo(
    () => ({
      who,
      people,
      isKnown,
      choose(next: string | null) {
        if (next === null) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next);
        setSaid(next);
      },
    }),
    [who, people, isKnown],
  );
  return <WhoContext value={value}>{children}</WhoContext>;
}

const NOBODY: Session['people'] = [];

export function useWho(): Who {
  return useContext(WhoContext);
}
