// The frame of one page: its title (of the window too), what can be done on it, and its contents.
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** Beside the title: one line of what this is. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** The whole width, for pages with panes. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, note, actions, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Show-Build`;
  }, [title]);
  return (
    <div className={`page ${wide ? 'page-wide' : ''}`}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {note !== undefined && <p className="quiet">{note}</p>}
        </div>
        {actions !== undefined && actions !== false && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A white sheet with a heading. */
export function Panel(props: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const { title, actions, children, className = '' } = props;
  return (
    <section className={`panel ${className}`}>
      {title !== undefined && (
        <header className="panel-head">
          <h2>{title}</h2>
          {actions !== undefined && <div className="row">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
