// Button in a few kinds. `hotkey` is displayed and exposed to screen readers; the button does not listen for it.
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
