import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SignInStep } from '../../contract/api.ts';
import { useClient } from '../app/connection.tsx';
import { readFault, type Fault } from '../app/fault.ts';
import { ConnectionLost } from '../client/connection-lost.ts';

export type SignInMethod = 'browser' | 'deviceCode';

/** `openBrowser` and `enterCode` wait for the person, who is somewhere else meanwhile. */
export type SignInState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | Exclude<SignInStep, { readonly kind: 'signedIn' }>
  | { readonly kind: 'failed'; readonly fault: Fault };

/** What a sign-in also asks for, beside one's own mail. */
type Beside = 'drive' | 'shared';

export interface SignIn {
  readonly state: SignInState;
  readonly beside: readonly Beside[];
  readonly start: (method: SignInMethod) => void;
  /** Leaving the stream ends the sign-in in the engine too. */
  readonly cancel: () => void;
}

/** One sign-in at a time; it ends with the component that shows it. `withDrive` also asks for OneDrive. */
export function useSignIn(loginHint: string | null, onSignedIn: () => void, beside: readonly Beside[] = []): SignIn {
  const client = useClient();
  const queries = useQueryClient();
  const [state, setState] = useState<SignInState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(method: SignInMethod, leaving: AbortController): Promise<void> {
    const asked = { method, loginHint, withDrive: beside.includes('drive'), withShared: beside.includes('shared') };
    const steps = await client.accounts.signIn(asked, { signal: leaving.signal });
    for await (const step of steps) {
      if (leaving.signal.aborted) return;
      if (step.kind === 'signedIn') {
        setState({ kind: 'idle' });
        await queries.invalidateQueries({ queryKey: ['accounts'] });
        onSignedIn();
        return;
      }
      setState(step);
      if (step.kind === 'openBrowser') openSignInPage(step.url);
    }
  }

  return {
    state,
    beside,
    start(method) {
      running.current?.abort();
      const leaving = new AbortController();
      running.current = leaving;
      setState({ kind: 'starting' });
      run(method, leaving).catch((thrown: unknown) => {
        if (!leaving.signal.aborted) setState({ kind: 'failed', fault: faultOf(thrown) });
      });
    },
    cancel() {
      running.current?.abort();
      setState({ kind: 'idle' });
    },
  };
}

/** A sign-in that ends with its engine changes nothing that would have to be looked at first. */
function faultOf(thrown: unknown): Fault {
  const fault = readFault(thrown);
  if (!(thrown instanceof ConnectionLost)) return fault;
  const message = 'The engine went away before the sign-in ended.';
  return { ...fault, error: { ...fault.error, message, remediation: 'Sign in once it is back.' } };
}

/** The page of the identity service never learns who opened it. */
export function openSignInPage(url: string): void {
  window.open(url, '_blank', 'noopener,noreferrer');
}
