// Left side of the inbox: open or landed changes, filters, and bulk actions.
import { CheckCheck, ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { InboxRow } from '../../../../src/desk.ts';
import { Button } from '../../parts/button.tsx';
import { Segments } from '../../parts/choice.tsx';
import { Loading, Trouble } from '../../parts/states.tsx';
import type { InboxAddress } from '../address.ts';
import type { DecisionControls } from '../deciding.ts';
import type { OtherRows } from '../entries.ts';
import type { EpisodeGroup, GroupEntry } from '../groups.ts';
import type { LandedRows, OpenRows } from '../rows.ts';
import type { SelectedActs } from '../selected-acts.ts';
import { Filters } from './filters.tsx';
import { FirstLook } from './first-look.tsx';
import { LandedList } from './landed-list.tsx';
import { Nothing } from './nothing.tsx';
import { OpenList } from './open-list.tsx';

interface InboxListProps {
  readonly ref: RefObject<HTMLElement | null>;
  readonly address: InboxAddress;
  readonly open: OpenRows;
  readonly others: OtherRows | null;
  /** The listed rows that are not hidden by a pending decision. */
  readonly rows: readonly InboxRow[];
  readonly groups: readonly EpisodeGroup[];
  readonly order: readonly GroupEntry[];
  readonly landed: LandedRows;
  readonly decisions: DecisionControls;
  readonly chosen: string | null;
  readonly selected: ReadonlySet<string>;
  readonly unfolded: ReadonlySet<string>;
  select(entry: GroupEntry, on: boolean): void;
  clear(): void;
  unfold(entry: GroupEntry): void;
  accept(entry: GroupEntry): void;
  ask(verb: 'accept' | 'reject', rows: readonly InboxRow[], what: string): void;
  askAll(): void;
  readonly many: SelectedActs;
}

export function InboxList(props: InboxListProps) {
  const { ref, address, open, landed } = props;
  const tabs = [
    { value: 'open', label: `Open${open.inbox === null ? '' : ` ${open.inbox.work}`}` },
    { value: 'landed', label: `Landed${landed.fresh === 0 ? '' : ` ${landed.fresh} new`}` },
  ] as const;
  return (
    <section ref={ref} className="inbox-list" aria-label="What there is" aria-busy={open.isOld}>
      <header className="inbox-head">
        <div className="row inbox-tabs">
          <h1>Inbox</h1>
          <Segments label="What is shown" value={address.shows} options={tabs} onChange={address.show} />
        </div>
        {address.shows === 'open' && <Filters inbox={open.inbox} address={address} />}
        {address.shows === 'open' && <Many {...props} />}
      </header>
      {address.shows === 'open' ? <Open {...props} /> : <Landed {...props} />}
    </section>
  );
}

function Many({ address, rows, clear, askAll, many }: InboxListProps) {
  const those = many.rows;
  if (those.length === 0)
    return (
      <div className="inbox-many">
        <Button
          small
          hotkey="A"
          icon={<CheckCheck size={16} aria-hidden />}
          disabled={rows.every(({ summary }) => summary)}
          onClick={askAll}
        >
          Accept all shown…
        </Button>
        {address.isFiltered && (
          <Button small kind="bare" onClick={() => showAll(address)}>
            Show all
          </Button>
        )}
      </div>
    );
  return (
    <div className="inbox-many">
      <span className="small" role="status">
        {those.length} selected
      </span>
      <Button small kind="main" hotkey="a" onClick={many.accept}>
        Accept {those.length}
      </Button>
      <Button small kind="bad" hotkey="r" onClick={many.reject}>
        Reject {those.length}
      </Button>
      <Button small kind="bare" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}

function Open(props: InboxListProps) {
  const { address, open, others, groups, landed } = props;
  if (open.inbox === null)
    return open.error ? <Trouble error={open.error} again={open.again} /> : <Loading rows={8} />;
  return (
    <div className="inbox-rows">
      {!address.isFiltered && <FirstLook inbox={open.inbox} others={others?.total ?? 0} />}
      {groups.every((group) => group.rows.length === 0) && (
        <Nothing
          isFiltered={address.isFiltered && (others?.total ?? 0) === 0}
          landed={landed.rows ?? []}
          showLanded={() => address.show('landed')}
        />
      )}
      <Groups {...props} groups={groups} isOthers={false} />
      <More rows={open} />
      {others !== null && others.total > 0 && (
        <Others others={others}>
          <Groups {...props} groups={others.groups} isOthers />
          <More rows={others} />
        </Others>
      )}
    </div>
  );
}

/** Rows that need nobody, as one line until it is unfolded. */
function Others({ others, children }: { readonly others: OtherRows; readonly children: ReactNode }) {
  const { isUnfolded, total, fold } = others;
  const Mark = isUnfolded ? ChevronDown : ChevronRight;
  return (
    <section className="inbox-others" aria-label="What needs nothing from you">
      <button type="button" className="inbox-fold" data-fold aria-expanded={isUnfolded} onClick={fold}>
        <Mark size={16} aria-hidden />
        <span>
          {total.toLocaleString('en')} {total === 1 ? 'needs' : 'need'} nothing from you
        </span>
      </button>
      {isUnfolded && children}
    </section>
  );
}

function More({ rows: { hasMore, isMore, more, inbox } }: { readonly rows: OpenRows }) {
  if (!hasMore) return null;
  return (
    <Button isBusy={isMore} onClick={more} className="inbox-more">
      Show more of {inbox?.total}
    </Button>
  );
}

function Groups(props: InboxListProps & { readonly isOthers: boolean }) {
  const { address, groups, order, decisions, chosen, selected, unfolded } = props;
  const hands = {
    chosen,
    selected,
    unfolded,
    troubles: decisions.troubles,
    hrefOf: address.hrefOf,
    select: props.select,
    unfold: props.unfold,
    accept: props.accept,
  };
  return (
    <OpenList
      groups={groups}
      hands={hands}
      stop={stopOf(order, chosen)}
      isOthers={props.isOthers}
      acceptEpisode={(group) =>
        props.ask(
          'accept',
          group.rows,
          `all of ${group.episode} that ${group.rows.length === 1 ? 'is' : 'are'} shown`,
        )
      }
    />
  );
}

function Landed({ landed, chosen, order, decisions, address }: InboxListProps) {
  if (landed.rows === null) return landed.error ? <Trouble error={landed.error} /> : <Loading rows={8} />;
  return (
    <div className="inbox-rows">
      <LandedList
        rows={landed.rows}
        visitMs={landed.visitMs}
        chosen={chosen}
        stop={stopOf(order, chosen)}
        troubles={decisions.troubles}
        hrefOf={(id) => address.hrefOf({ id, isBundle: false })}
        takeBack={({ id, title }) => void decisions.decide('revert', [{ id, title, revision: null }])}
      />
    </div>
  );
}

function showAll({ set }: InboxAddress): void {
  set({ episode: '', step: '', sure: '', waits: '' });
}

/** Row where Tab enters the list: the chosen one, else the first. */
function stopOf(order: readonly GroupEntry[], chosen: string | null): string | null {
  return order.some(({ id }) => id === chosen) ? chosen : (order[0]?.id ?? null);
}
