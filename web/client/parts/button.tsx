// Buttons, in the few kinds that there are. `hotkey` is shown on it, and told to screen readers; it does not listen.
import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Looks {
  readonly kind?: 'main' | 'plain' | 'bad' | 'bare';
  readonly small?: boolean;
  readonly hotkey?: string;
  readonly icon?: ReactNode;
  readonly isBusy?: boolean;
}

export function Button({
  kind = 'plain',
  small = false,
  hotkey,
  icon,
  isBusy = false,
  children,
  className = '',
  ...rest
}: Looks & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={`button button-${kind} ${small ? 'button-small' : ''} ${className}`}
      aria-busy={isBusy}
      {...(hotkey === undefined ? {} : { 'aria-keyshortcuts': hotkey })}
      {...rest}
      disabled={isBusy || rest.disabled === true}
    >
      {icon}
      <span>{children}</span>
      {hotkey !== undefined && <kbd aria-hidden>{hotkey}</kbd>}
    </button>
  );
}
