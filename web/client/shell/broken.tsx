// Where a mistake of ours ends: the page that made it says so, the frame around it stays, and another page can be gone to.
import { Component, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';

interface BrokenProps {
  /** Another place is another try. */
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
