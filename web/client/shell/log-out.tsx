// Log-out button, if a login was needed. Ends the session at the service too, and reloads so nothing of the show stays
// in the page.
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { tell } from '../questions/ask.ts';
import { sessionQuestion } from '../questions/questions.ts';
import { useToasts } from './toasts.tsx';

export function LogOutButton() {
  const { data: session } = useQuery(sessionQuestion());
  const { say } = useToasts();
  if (session?.needed !== true) return null;
  const leave = async () => {
    try {
      await tell('DELETE', '/session');
      window.location.assign('/');
    } catch (error) {
      say({ tone: 'bad', text: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <button type="button" className="icon-button" aria-label="Log out" onClick={() => void leave()}>
      <LogOut size={20} aria-hidden />
    </button>
  );
}
