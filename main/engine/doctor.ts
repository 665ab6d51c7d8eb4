import { statfs } from 'node:fs/promises';
import type { DoctorReport } from '../../contract/api.ts';
import { listSetSettings } from '../core/policy/list-settings.ts';
import { listFlags } from '../core/policy/flags.ts';
import { describeFault } from '../core/faults/describe-fault.ts';
import { ownAccounts, type Services } from './services.ts';

type Check = DoctorReport['checks'][number];

/** Below this, attaching a large file would soon fail. */
const LOW_DISK_BYTES = 1_000_000_000;

/** What is set and by whom, and what does not work. Changes nothing; asks the service one question for each account. */
export async function diagnose(services: Services): Promise<DoctorReport> {
  const checks: Check[] = [
    ...settingChecks(services),
    { name: 'data folder', ok: true, detail: services.loaded.dataDir, remedy: null },
    await diskCheck(services.loaded.dataDir),
    ...(await accountChecks(services)),
    ...flagChecks(services),
    ...paceChecks(services),
    ...queueChecks(services),
    await auditCheck(services),
  ];
  return { ok: checks.every((check) => check.ok), checks };
}

function settingChecks({ loaded }: Services): Check[] {
  const rows = listSetSettings(loaded.settings, loaded.origins).map(({ name, words }) => {
    return { name, ok: true, detail: words, remedy: null };
  });
  return [...rows, ...loaded.notes.map((note) => ({ name: 'note', ok: true, detail: note, remedy: null }))];
}

async function diskCheck(dataDir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const detail = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  const ok = freeBytes >= LOW_DISK_BYTES;
  return { name: 'disk', ok, detail, remedy: ok ? null : 'Free some space: files to send are copied here first.' };
}

async function accountChecks(services: Services): Promise<Check[]> {
  const accounts = ownAccounts(services);
  if (accounts.length === 0) {
    return [{ name: 'account', ok: false, detail: 'No mailbox is connected.', remedy: 'Run "mailroom login".' }];
  }
  return Promise.all(
    accounts.map(async (account): Promise<Check> => {
      const name = `account ${account.address}`;
      if (account.state === 'signInNeeded') {
        return { name, ok: false, detail: 'Sign-in needed; its messages wait.', remedy: 'Run "mailroom login".' };
      }
      const call = {
        account: account.id,
        correlationId: account.id,
        urgency: 'interactive',
        signal: AbortSignal.timeout(15_000),
      } as const;
      const reply = await services.graph.request(call, {
        method: 'GET',
        path: '/me',
        timeoutMs: 10_000,
        read: ({ json }) => json,
      });
      if (reply.ok) return { name, ok: true, detail: `answers; may ${account.scopes.join(', ')}`, remedy: null };
      const error = describeFault(reply.fault, 'asking who is signed in');
      return { name, ok: false, detail: error.message, remedy: error.remediation };
    }),
  );
}

function flagChecks({ flags, clock }: Services): Check[] {
  return listFlags(flags.now(), clock.nowMs()).map(({ name, value, origin, ageMs, problem }) => {
    const age = ageMs === null ? '' : `, ${String(Math.floor(ageMs / 1000))} s ago`;
    const detail = `${String(value)}, set by ${origin}${age}${problem === null ? '' : `. ${problem}`}`;
    const remedy =
      problem === null ? null : 'See "mailroom flags list"; docs/specs/rollout.md says what each flag does.';
    return { name: `flag ${name}`, ok: problem === null, detail, remedy };
  });
}

function paceChecks({ governor }: Services): Check[] {
  return governor.waits().map((wait) => ({
    name: 'pace',
    ok: true,
    detail: `waits for ${wait.because} until ${new Date(wait.untilMs).toISOString()}`,
    remedy: null,
  }));
}

async function auditCheck({ audit, clock }: Services): Promise<Check> {
  const { ok, detail } = await audit.verify(() => clock.sleep(0));
  const remedy =
    'Either the key of this data folder was changed (OAUTH_ENCRYPTION_KEY, or its key file), or somebody changed the database by other means. Keep a copy of it, and ask who could do either.';
  return { name: 'audit log', ok, detail, remedy: ok ? null : remedy };
}

function queueChecks({ jobs, jobIndex, clock }: Services): Check[] {
  const waiting = jobs.count(['waiting', 'ready', 'leased']);
  const dead = jobIndex.totals(clock.nowMs()).open;
  return [
    { name: 'queue', ok: true, detail: `${String(waiting)} jobs to do`, remedy: null },
    {
      name: 'dead jobs',
      ok: dead === 0,
      detail: `${String(dead)} jobs gave up`,
      remedy: dead === 0 ? null : 'See why with "mailroom jobs causes".',
    },
  ];
}
