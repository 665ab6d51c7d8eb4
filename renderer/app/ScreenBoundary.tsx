import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { describeCrash } from './describe-crash.ts';
import './FaultNote.css';

export interface ScreenBoundaryProps {
  /** What is in here, as the crash report names it. Another screen is another `key`. */
  readonly place: string;
  readonly children: ReactNode;
}

interface Crash {
  readonly details: string;
  readonly thrown: unknown;
}

/**
 * A screen that crashes takes nothing else along: the window lives, and with it the drafts, which are kept beside the
 * screen and not in it. What crashes again right after "Try again" is loaded anew with the whole page.
 */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly crash: Crash | null }> {
  override readonly state: { readonly crash: Crash | null } = { crash: null };
  private tries = 0;

  static getDerivedStateFromError(thrown: unknown): { readonly crash: Crash } {
    return { crash: { thrown, details: '' } };
  }

  override componentDidCatch(thrown: unknown, { componentStack }: ErrorInfo): void {
    const details = describeCrash(thrown, this.props.place, Date.now(), componentStack ?? '');
    this.setState({ crash: { thrown, details } });
  }

  private readonly tryAgain = (): void => {
    this.tries += 1;
    if (this.tries > 1) window.location.reload();
    else this.setState({ crash: null });
  };

  override render(): ReactNode {
    const { crash } = this.state;
    return crash === null ? this.props.children : <CrashNote details={crash.details} onTryAgain={this.tryAgain} />;
  }
}

function CrashNote(props: { readonly details: string; readonly onTryAgain: () => void }): ReactElement {
  const copy = (): void => {
    void navigator.clipboard.writeText(props.details).then(() => announce('Details copied'));
  };
  return (
    <section className="crash" data-region="detail" aria-label="This screen">
      <div className="fault" role="alert">
        <p className="fault-words">Something we did not foresee. Your draft is saved.</p>
        <div className="fault-actions">
          <Button look="quiet" onPress={props.onTryAgain}>
            Try again
          </Button>
          <Button look="quiet" onPress={copy}>
            Copy details
          </Button>
        </div>
      </div>
    </section>
  );
}
