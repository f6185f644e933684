// Entry point of the page: builds the query client, the event connection and the keyboard once, and passes them on.
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createKeyboard } from './hands/keyboard.ts';
import { KeyboardProvider } from './hands/use-keys.tsx';
import { AnswerProblem } from './questions/ask.ts';
import { openLine } from './shell/live.ts';
import { applyTheme, readTheme } from './shell/theme.ts';
import { ToastProvider } from './shell/toasts.tsx';
import { WhoProvider } from './shell/who.tsx';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/shell.css';

const MOST_RETRIES = 3;

applyTheme(readTheme());
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // If a session ends while a page is open, show the login instead of an error in every panel.
    onError: (error, { queryKey }) => {
      const isShut = error instanceof AnswerProblem && error.status === 401 && queryKey[0] !== 'session';
      if (isShut) void client.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      // Events mark data as stale; until then an answer stays valid.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        error instanceof AnswerProblem && error.status === 0 && failures < MOST_RETRIES,
    },
  },
});
const live = openLine(client);
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <KeyboardProvider keyboard={createKeyboard(document)}>
        <WhoProvider>
          <ToastProvider>
            <App live={live} />
          </ToastProvider>
        </WhoProvider>
      </KeyboardProvider>
    </QueryClientProvider>
  </StrictMode>,
);
