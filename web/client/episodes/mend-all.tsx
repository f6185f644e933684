// Accepts the open changes that mend findings of one episode, after showing what that does.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { InboxRow } from '../../../src/desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Answered } from '../parts/states.tsx';
import { question } from '../questions/questions.ts';
import { useDecisions } from '../review/deciding.ts';
import { BulkDialog } from '../review/list/bulk-dialog.tsx';
import '../review/inbox.css';

/** As many as the API lists at once. */
const MOST = 1_000;

interface MendAllProps {
  readonly episode: string;
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

export function MendAll({ episode, ids, onClose }: MendAllProps) {
  const query = useQuery(question('inbox', { episode, limit: MOST }));
  if (query.data !== undefined) return <Asked listed={query.data.rows} ids={ids} onClose={onClose} />;
  return (
    <Dialog title="Mend all that can be mended" onClose={onClose}>
      <Answered query={query} rows={3}>
        {() => null}
      </Answered>
    </Dialog>
  );
}

function Asked(props: Omit<MendAllProps, 'episode'> & { readonly listed: readonly InboxRow[] }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const decisions = useDecisions((id) => go(`/enhancements/${id}`));
  // Kept while the dialog is open: the rows that are accepted are those that were shown.
  const [rows] = useState(() => props.listed.filter(({ id }) => props.ids.includes(id)));
  return (
    <BulkDialog
      bulk={{ verb: 'accept', rows, what: 'the changes that mend what preflight found', left: 0 }}
      decisions={decisions}
      onDone={() => void client.invalidateQueries()}
      onClose={props.onClose}
    />
  );
}
