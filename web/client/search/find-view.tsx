// Search form, kept in the address, and its hits with the matching words marked.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import type { FoundKind, SearchAnswer, SearchFilter } from '../../../src/desk.ts';
import { useKeys } from '../hands/use-keys.tsx';
import { useAddress } from '../parts/address.ts';
import { Select } from '../parts/choice.tsx';
import { Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { question } from '../questions/questions.ts';
import { Hit, HitInCopy } from './hit.tsx';

const KINDS = [
  { value: '', label: 'Anything' },
  { value: 'segment', label: 'Segments' },
  { value: 'cue', label: 'Cues' },
  { value: 'quote', label: 'Quotes' },
  { value: 'asset', label: 'Media' },
] as const;

const CUES = [
  'SOT',
  'VO',
  'VOX',
  'NAT',
  'PKG',
  'FSQ',
  'STILL',
  'IMG',
  'GFX',
  'MUSIC',
  'LIVE',
  'VIZ',
  'BUMP',
  'STING',
];
const NAMES = ['q', 'kind', 'cue', 'person', 'asset', 'quote', 'episode'] as const;

export function FindView() {
  const [address, set] = useAddress(NAMES);
  const asked = useDeferredValue(address);
  const filter = filterOf(asked);
  const isAsked = Object.keys(filter).length > 0;
  const query = useQuery({
    ...question('search', { ...filter, limit: 100 }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <search className="stack">
        <Words value={address.q} onChange={(q) => set({ q })} />
        <div className="filters">
          <Select label="What" value={address.kind} options={KINDS} onChange={(kind) => set({ kind })} />
          <Select
            label="Cue"
            value={address.cue}
            options={[{ value: '', label: 'Any' }, ...CUES.map((value) => ({ value, label: value }))]}
            onChange={(cue) => set({ cue })}
          />
          <Line label="Person" value={address.person} onChange={(person) => set({ person })} />
          <Line label="Media file" value={address.asset} onChange={(asset) => set({ asset })} />
          <Line label="Quote" value={address.quote} onChange={(quote) => set({ quote })} />
          <Line label="Episode" value={address.episode} onChange={(episode) => set({ episode })} />
        </div>
      </search>
      {isAsked ? (
        <Panel className="panel-flush">
          <Answered query={query}>{(answer) => <Found answer={answer} />}</Answered>
        </Panel>
      ) : (
        <Empty title="Type a word, or choose a cue">
          Every SOT of a guest: cue SOT, and the guest’s name under Person.
        </Empty>
      )}
    </>
  );
}

function Found({ answer: { hits, copies, cut, tookMs } }: { readonly answer: SearchAnswer }) {
  useKeys('Search', [
    { key: 'j', label: 'Next result', run: () => step(1) },
    { key: 'k', label: 'Previous result', run: () => step(-1) },
  ]);
  const many = hits.length + copies.length;
  if (many === 0)
    return (
      <div role="status">
        <Empty title="Nothing found">Fewer words, or fewer fields, find more.</Empty>
      </div>
    );
  return (
    <>
      <p role="status" className="quiet small found-count">
        {`${cut ? 'The first ' : ''}${many} found`} in {Math.max(1, Math.round(tookMs))} ms
      </p>
      <ol className="rows">
        {hits.map((hit) => (
          <li key={`${hit.kind} ${hit.path} ${hit.line} ${hit.slug}`}>
            <Hit hit={hit} />
          </li>
        ))}
        {copies.map((copy) => (
          <li key={copy.path}>
            <HitInCopy copy={copy} />
          </li>
        ))}
      </ol>
    </>
  );
}

function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('.hit a')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[Math.max(0, Math.min(at + by, all.length - 1))]?.focus();
}

function Words({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const ref = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => ref.current?.focus(), []);
  useKeys('Search', [{ key: '/', label: 'To the words', run: () => ref.current?.focus() }]);
  return (
    <div className="field">
      <label htmlFor={id} className="visually-hidden">
        Words
      </label>
      <input
        id={id}
        ref={ref}
        type="search"
        className="search-words"
        placeholder="Words, names, slugs"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            document.querySelector<HTMLElement>('.hit a')?.focus();
          }
        }}
      />
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Line({ label, value, onChange }: LineProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.value);
        }}
      />
    </div>
  );
}

function filterOf(address: Readonly<Record<(typeof NAMES)[number], string>>): SearchFilter {
  const { q, kind, cue, person, asset, quote, episode } = address;
  const all = {
    words: q.trim(),
    kind: kind as FoundKind,
    cueType: cue,
    person: person.trim(),
    asset: asset.trim(),
    quote: quote.trim(),
    episode: /^\d{1,4}$/.test(episode) ? episode : '',
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) as SearchFilter;
}
