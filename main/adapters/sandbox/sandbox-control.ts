import { z } from 'zod';
import { MailroomError } from '../../core/mailroom-error.ts';

/** A fault that the sandbox is asked for; docs/sandbox.md lists the actions. `times` 0 means until it is deleted. */
export interface FaultRule {
  readonly match: { readonly method?: string; readonly path?: string };
  readonly action: string;
  readonly times: number;
  readonly status?: number;
  /** Seconds, as in the header that it becomes. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
}

export type SignInOrder =
  | { readonly action: 'revoke'; readonly refresh?: false }
  | { readonly action: 'demandClaims'; readonly inPerson: true }
  | { readonly action: 'setConsent'; readonly consented: false }
  | { readonly action: 'block'; readonly blocked: boolean };

const mailboxes = z.array(
  z.object({ address: z.string(), displayName: z.string(), folders: z.array(z.object({ total: z.int() })) }),
);
const truth = z.object({
  delivered: z.array(
    z.object({
      subject: z.string(),
      recipients: z.array(z.object({ address: z.string() })),
      attachments: z.array(z.object({ name: z.string(), sizeBytes: z.int(), sha256: z.string() })),
      deliveredAt: z.string(),
    }),
  ),
});
const faults = z.array(z.object({ rule: z.object({ action: z.string(), times: z.int() }), used: z.int() }));
const switches = z.object({ messageSizeLimitBytes: z.number(), sendRights: z.boolean() });
const anything = z.unknown();

const TIMEOUT_MS = 10_000;

/** What staff may do to a sandbox tenant, from outside of it. Each is one request. */
export function sandboxControl(origin: string) {
  const control = `${origin}/sandbox/control`;
  return {
    mailboxes: () => ask(`${control}/mailboxes`, mailboxes),
    truth: () => ask(`${control}/truth`, truth),
    faults: () => ask(`${control}/faults`, faults),
    addFault: (rule: FaultRule) => ask(`${control}/faults`, anything, 'POST', rule),
    clearFaults: () => ask(`${control}/faults`, anything, 'DELETE'),
    switches: () => ask(`${control}/switches`, switches),
    change: (changes: Partial<z.infer<typeof switches>>) => ask(`${control}/switches`, switches, 'PATCH', changes),
    /** What an administrator can do to a person's sign-in; docs/sign-in.md lists the actions. */
    steerSignIn: (user: string, order: SignInOrder) =>
      ask(`${origin}/sandbox/identity`, anything, 'POST', { user, ...order }),
  };
}

/** Whether a sandbox tenant is what answers there. */
export async function isSandboxAt(origin: string): Promise<boolean> {
  const asked = await sandboxControl(origin)
    .mailboxes()
    .catch(() => null);
  return asked !== null;
}

async function ask<T>(url: string, shape: z.ZodType<T>, method = 'GET', body?: object): Promise<T> {
  try {
    const answer = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`status ${String(answer.status)}`);
    return shape.parse(await answer.json());
  } catch (error) {
    throw new MailroomError('provider_unavailable', {
      message: 'The sandbox tenant did not do what was asked. No mail is affected.',
      remediation: 'Check that it still runs, and try again.',
      retriable: true,
      cause: error,
    });
  }
}
