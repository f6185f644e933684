// Error boundary: a page that fails to render shows a message, the frame around it stays, and other pages remain
// reachable.
import { Component, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';

interface BrokenProps {
  /** Address of the page; a new one is tried again. */
  readonly place: string;
  readonly children: ReactNode;
}

interface BrokenState {
  readonly brokenAt: string | null;
}

export class Unbroken extends Component<BrokenProps, BrokenState> {
  override readonly state: BrokenState = { brokenAt: null };

  static getDerivedStateFromError(): Partial<BrokenState> {
    return { brokenAt: '' };
  }

  static getDerivedStateFromProps({ place }: BrokenProps, { brokenAt }: BrokenState): BrokenState {
    if (brokenAt === '') return { brokenAt: place };
    return { brokenAt: brokenAt === place ? place : null };
  }

  override render(): ReactNode {
    if (this.state.brokenAt === null) return this.props.children;
    return (
      <Page title="This page broke">
        <div className="trouble" role="alert">
          <p>Show-Build made a mistake in showing this. Nothing that was decided or typed is lost.</p>
          <Button small onClick={() => window.location.reload()}>
            Load it anew
          </Button>
        </div>
      </Page>
    );
  }
}
