// Frame around every page: navigation, the show's name, the connection state, and the chosen person.

import { useQuery } from '@tanstack/react-query';
import {
  CircleHelp,
  Clapperboard,
  Gauge,
  GitMerge,
  History,
  Inbox,
  MonitorSmartphone,
  Moon,
  Search,
  Sun,
  SunMoon,
  Waypoints,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useKeys } from '../hands/use-keys.tsx';
import { Select } from '../parts/choice.tsx';
import { type StepNamer, useStepName } from '../parts/step-name.ts';
import { question } from '../questions/questions.ts';
import { Help } from './help.tsx';
import { type LiveLine, useLine } from './live.ts';
import { LogOutButton } from './log-out.tsx';
import { setTheme, type Theme, useTheme } from './theme.ts';
import { useWho } from './who.tsx';

const PLACES = [
  { path: '/', key: 'i', label: 'Inbox', Icon: Inbox },
  { path: '/episodes', key: 'e', label: 'Episodes', Icon: Clapperboard },
  { path: '/history', key: 'h', label: 'History', Icon: History },
  { path: '/jobs', key: 'j', label: 'Jobs', Icon: Gauge },
  { path: '/flow', key: 'f', label: 'Flow', Icon: Waypoints },
  { path: '/machines', key: 'm', label: 'Machines', Icon: MonitorSmartphone },
  { path: '/conflicts', key: 'c', label: 'Conflicts', Icon: GitMerge },
  { path: '/search', key: 's', label: 'Search', Icon: Search },
] as const;

export function Frame({ live, children }: { readonly live: LiveLine; readonly children: ReactNode }) {
  const [location, go] = useLocation();
  const [isHelp, setHelp] = useState(false);
  const { data: status, isError } = useQuery(question('status'));
  useKeys('Everywhere', [
    ...PLACES.map(({ path, key, label }) => ({
      key: `g ${key}`,
      label: `Go to ${label}`,
      run: () => go(path),
    })),
    { key: '/', label: 'Search', run: () => go('/search') },
    { key: '?', label: 'These keys', run: () => setHelp(true) },
  ]);
  const isHere = (path: string) =>
    path === '/' ? location === '/' || location.startsWith('/enhancements') : location.startsWith(path);
  const { data: inbox } = useQuery(question('inbox', { waitsFor: 'person', limit: 1 }));
  const counts: Readonly<Record<string, number>> = {
    '/': inbox?.work ?? 0,
    '/conflicts': status?.conflicts ?? 0,
  };
  // Rare, so its link stands there only while there is something to see.
  const places = PLACES.filter(
    ({ path }) => path !== '/conflicts' || (counts[path] ?? 0) > 0 || isHere(path),
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="bar">
        <Link href="/" className="brand" aria-label={`${status?.show ?? 'Show-Build'}, inbox`}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>{status?.show ?? (isError ? 'Show-Build' : '')}</span>
        </Link>
        <LineState live={live} auto={status?.auto} paused={status?.paused ?? []} />
        <div className="bar-end">
          <WhoChoice />
          <ThemeButton />
          <button
            type="button"
            className="icon-button keys-button"
            aria-label="Keys"
            title="Keys (?)"
            onClick={() => setHelp(true)}
          >
            <CircleHelp size={20} aria-hidden />
          </button>
          <LogOutButton />
        </div>
      </header>
      <nav className="nav" aria-label="Pages">
        {places.map(({ path, label, Icon }) => (
          <Link key={path} href={path} className="nav-link" aria-current={isHere(path) ? 'page' : undefined}>
            <Icon size={20} aria-hidden />
            <span>{label}</span>
            <Count of={counts[path] ?? 0} what={path === '/' ? 'need somebody' : 'still lie in the folder'} />
          </Link>
        ))}
      </nav>
      <main id="main" className="main" tabIndex={-1}>
        <Notices notices={status?.notices ?? []} isMachines={location.startsWith('/machines')} />
        {children}
      </main>
      {isHelp && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

function Count({ of, what }: { readonly of: number; readonly what: string }) {
  if (of === 0) return null;
  return (
    <span className="count" title={`${of} ${what}`}>
      {of}
    </span>
  );
}

function LineState(props: {
  readonly live: LiveLine;
  /** undefined: not known yet; the text is hidden until then. */
  readonly auto: boolean | null | undefined;
  readonly paused: readonly string[];
}) {
  const stepName = useStepName();
  const line = useLine(props.live);
  const { tone, text, more } =
    line === 'lost'
      ? { tone: 'bad', text: 'Connection lost', more: ', trying again' }
      : props.paused.length > 0
        ? {
            tone: 'warn',
            text: 'Paused',
            more: `: ${props.paused.map((what) => pauseName(what, stepName)).join(', ')}`,
          }
        : props.auto === true
          ? { tone: 'good', text: 'Safe changes land by themselves', more: '' }
          : {
              tone: props.auto === undefined ? 'unknown' : 'plain',
              text: 'Nothing lands by itself',
              more: '',
            };
  return (
    <Link href="/flow" className={`line line-${tone}`}>
      <span className="dot" aria-hidden />
      <span role="status">
        {text}
        <span className="line-more">{more}</span>
      </span>
    </Link>
  );
}

/** Name of a step, or `everything`. */
function pauseName(what: string, stepName: StepNamer): string {
  return what === 'everything' ? what : stepName(what);
}

/** The page of the machines has those about Syncthing in their places. */
function Notices(props: { readonly notices: readonly string[]; readonly isMachines: boolean }) {
  const { isMachines } = props;
  const { data: report, isError } = useQuery({ ...question('machines'), enabled: isMachines });
  const there = isMachines && !isError ? report : undefined;
  const known = new Set([...(there?.problems ?? []).map(({ user }) => user), there?.silent?.why]);
  const notices = props.notices.filter((notice) => !known.has(notice));
  // Shown before the report, they would jump away with it.
  if (notices.length === 0 || (isMachines && report === undefined && !isError)) return null;
  return (
    <section className="notices" aria-label="What needs somebody">
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
    </section>
  );
}

function WhoChoice() {
  const { who, people, isKnown, choose } = useWho();
  if (!isKnown) return <span className="who-space" />;
  if (people.length === 0) return null;
  const options = [
    { value: '', label: 'Who are you?' },
    ...people.map(({ key, name }) => ({ value: key, label: name })),
  ];
  return (
    <Select
      bare
      label="You are"
      value={who ?? ''}
      options={options}
      onChange={(value) => choose(value === '' ? null : value)}
    />
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

function ThemeButton() {
  const theme = useTheme();
  const Icon = theme === 'light' ? Sun : theme === 'dark' ? Moon : SunMoon;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Colours: ${theme}; change to ${NEXT[theme]}`}
      onClick={() => setTheme(NEXT[theme])}
    >
      <Icon size={20} aria-hidden />
    </button>
  );
}
