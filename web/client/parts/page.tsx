// Layout of a page: title (also the window's), actions and contents.
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** One line about the page, below the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Full width, for pages with panes. */
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

/** A box with an optional heading. */
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
