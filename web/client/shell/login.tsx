// Login page for access from another machine, with the token that the operator set.
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { tell } from '../questions/ask.ts';

export function Login({ show }: { readonly show: string }) {
  const id = useId();
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await tell('POST', '/session', { token });
      // Start afresh, including the connection to the service; drafts typed in this tab are kept.
      window.location.reload();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <form className="panel" onSubmit={enter}>
        <img src="/icon.svg" alt="" width={48} height={48} />
        <h1>{show}</h1>
        <p className="quiet">
          This desk is reached from another machine, so it asks for the token that it was started with.
        </p>
        <div className="field">
          <label htmlFor={id}>Token</label>
          <input
            id={id}
            type="password"
            autoComplete="current-password"
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-problem`}
          />
        </div>
        <p id={`${id}-problem`} className="bad" role="alert">
          {problem}
        </p>
        <Button kind="main" type="submit" isBusy={isBusy}>
          Enter
        </Button>
      </form>
    </main>
  );
}
