import type { ReactElement, ReactNode } from 'react';
import { commands } from '../app/commands.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { formatMoment } from '../ui/format/format-time.ts';
import { textForIt } from './text-for-it.ts';
import { openSignInPage, type SignIn } from './use-sign-in.ts';

export interface SignInProgressProps {
  readonly signIn: SignIn;
  readonly address: string | null;
  readonly label: string;
  /** Whether signing in on another device is offered. */
  readonly canUseCode: boolean;
}

/** The one button, and what takes its place until the sign-in ends. */
export function SignInProgress(props: SignInProgressProps): ReactElement {
  const { signIn, address } = props;
  const { state } = signIn;
  switch (state.kind) {
    case 'idle':
      return <Start {...props} />;
    case 'starting':
      return (
        <Waiting words="Preparing the sign-in page." onCancel={signIn.cancel}>
          {null}
        </Waiting>
      );
    case 'openBrowser':
      return (
        <Waiting words="Finish in your browser." onCancel={signIn.cancel}>
          <Button onPress={() => openSignInPage(state.url)}>Open it again</Button>
          <Button onPress={() => void copy(state.url, 'Link copied')}>Copy link</Button>
        </Waiting>
      );
    case 'enterCode':
      return (
        <Waiting words="Open this page on any device and type the code." onCancel={signIn.cancel}>
          <dl className="sign-in-code">
            <div>
              <dt>Page</dt>
              <dd className="mono">{state.url}</dd>
            </div>
            <div>
              <dt>Code</dt>
              <dd className="sign-in-code-value">{state.code}</dd>
            </div>
          </dl>
          <Button onPress={() => openSignInPage(state.url)}>Open the page</Button>
          <Button onPress={() => void copy(state.code, 'Code copied')}>Copy code</Button>
        </Waiting>
      );
    case 'failed': {
      const text = textForIt({ fault: state.fault, address, atWords: formatMoment(new Date().toISOString()) });
      return (
        <>
          <FaultNote fault={state.fault}>
            <Button look="quiet" onPress={() => void copy(text, 'Text copied')}>
              Copy text for IT
            </Button>
          </FaultNote>
          <Start {...props} />
        </>
      );
    }
  }
}

function Start({ signIn, address, label, canUseCode }: SignInProgressProps): ReactElement {
  return (
    <div className="sign-in-actions">
      <Button
        look="primary"
        autoFocus
        onPress={() => signIn.start('browser')}
        command={commands['accounts.signIn']({ address, beside: signIn.beside })}
      >
        {label}
      </Button>
      {canUseCode ? (
        <Button
          look="quiet"
          onPress={() => signIn.start('deviceCode')}
          command={commands['accounts.signIn']({ address, beside: signIn.beside, byCode: true })}
        >
          Use a code on another device
        </Button>
      ) : null}
    </div>
  );
}

function Waiting(props: {
  readonly words: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="sign-in-waiting">
      <p role="status">{props.words}</p>
      <div className="sign-in-actions">
        {props.children}
        <Button onPress={props.onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

async function copy(text: string, said: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  announce(said);
}
