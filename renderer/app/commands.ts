import type { JobFilter, ReplayPace, ReplayScope } from '../../contract/jobs.ts';
import type { IngestScope } from '../../contract/ingest.ts';
import type { CommandWords } from '../ui/carried-command.ts';

/**
 * What the command line calls each request of the window that changes something or collects something, by the name of the
 * request; docs/commands.md lists them, and those without a command. Null where it cannot say what is meant here.
 */
export const commands = {
  'accounts.signIn': ({ address = null, beside = [], byCode = false }: SignInWish) => [
    'login',
    ...option('account', address),
    ...beside.map((permission) => `--${permission}`),
    ...flag('device-code', byCode),
  ],
  'accounts.signOut': (address: string, hasUnsent: boolean) => [
    'logout',
    ...option('account', address),
    ...flag('force', hasUnsent),
  ],
  'accounts.addSender': (through: string, address: string) =>
    address.trim() === '' ? null : ['senders', 'add', ...option('account', through), ...named(address.trim())],
  'accounts.checkSender': (address: string) => ['senders', 'check', ...named(address)],
  'accounts.removeSender': (address: string) => ['senders', 'remove', ...named(address)],

  'outbox.list': () => ['outbox', 'list'],
  'outbox.show': (id: string) => ['outbox', 'show', id],
  'outbox.pause': (...ids: string[]) => ['outbox', 'pause', ...ids],
  'outbox.resume': (...ids: string[]) => ['outbox', 'resume', ...ids],
  'outbox.cancel': (...ids: string[]) => ['outbox', 'cancel', ...ids],
  'outbox.sendNow': (id: string) => ['outbox', 'send-now', id],
  'outbox.sendFirst': (...ids: string[]) => ['outbox', 'first', ...ids],
  'outbox.lookNow': (id: string) => ['outbox', 'look', id],
  'outbox.confirm': (id: string, verdict: 'sent' | 'sendAgain') => [
    'outbox',
    'confirm',
    id,
    verdict === 'sent' ? '--sent' : '--send-again',
  ],
  'outbox.resend': (id: string) => ['outbox', 'resend', id, '--draft'],
  'outbox.dismissBounce': (id: string) => ['outbox', 'dismiss', id],
  'compose.reopen': (id: string) => ['outbox', 'undo', id],
  'compose.discard': (id: string) => ['outbox', 'cancel', id],

  'merge.show': (id: string) => ['merge', 'show', id],
  'merge.send': (id: string) => ['merge', 'send', id],
  'merge.pause': (id: string) => ['merge', 'pause', id],
  'merge.stop': (id: string) => ['merge', 'stop', id],
  'merge.discard': (id: string) => ['merge', 'discard', id],
  'merge.create': ({ table, template, to, cc, fileColumn, allowDuplicates, files }: MergeWish) => [
    'merge',
    ...option('csv', table),
    ...option('template', template),
    ...option('to-column', to),
    ...option('cc-column', cc),
    ...option('file-column', fileColumn),
    ...files.flatMap((name) => option('attach', name)),
    ...flag('allow-duplicates', allowDuplicates),
    '--leave-out',
  ],

  'shell.pauseAll': () => ['pause', '--all'],
  'shell.resumeAll': () => ['resume'],
  'shell.pauseFor': (hours: number) => ['pause', `--for=${String(hours)}h`],
  'engine.work': () => ['run'],

  'files.page': (query: string) => ['files', 'search', ...(query.trim() === '' ? [] : named(query.trim()))],
  /** Into the folder where it is typed; null for more ids than a command line takes everywhere. */
  'files.save': (ids: readonly string[], pattern = '{name}') =>
    ids.length > mostIds
      ? null
      : ['files', 'save', ...ids, '--to=.', ...option('pattern', pattern === '{name}' ? '' : pattern)],
  'files.fetchAgain': (id: string) => ['files', 'fetch', id],

  'ingest.follow': (account: string, folder: string, scope: IngestScope) => [
    'ingest',
    'follow',
    ...option('account', account),
    ...option('since', sinceWord(scope)),
    ...named(folder),
  ],
  'ingest.unfollow': (account: string, folder: string) => [
    'ingest',
    'unfollow',
    ...option('account', account),
    ...named(folder),
  ],
  'ingest.checkNow': () => ['ingest', 'check'],
  'ingest.listen': (listener: { readonly port: number; readonly publicUrl: string } | null) =>
    listener === null
      ? ['ingest', 'listen', '--off']
      : ['ingest', 'listen', `--port=${String(listener.port)}`, `--url=${listener.publicUrl}`],

  'jobs.causes': () => ['jobs', 'causes'],
  'jobs.show': (id: string) => ['jobs', 'show', id],
  'jobs.retry': (id: string) => ['jobs', 'retry', id],
  'jobs.unpark': (id: string) => ['jobs', 'unpark', id],
  'jobs.park': (id: string, reason: string) => ['jobs', 'park', id, `--reason=${reason}`],
  'jobs.discard': (id: string, reason: string) => ['jobs', 'discard', id, `--reason=${reason}`],
  'jobs.discardMany': (scope: ReplayScope, reason: string) => {
    const which = scopeWords(scope);
    return which === null ? null : ['jobs', 'discard', ...which, `--reason=${reason}`];
  },
  /** It asks there too before anything moves. */
  'jobs.replays.start': (scope: ReplayScope, { perMinute, cap, stopRule }: ReplayPace, reason: string) => {
    const which = scopeWords(scope);
    if (which === null) return null;
    const rule = stopRule === null ? 'never' : `${String(stopRule.failures)}/${String(stopRule.outOf)}`;
    return [
      'jobs',
      'replay',
      ...which,
      `--rate=${String(perMinute)}`,
      ...option('cap', cap === null ? null : String(cap)),
      `--stop-after=${rule}`,
      ...option('reason', reason),
    ];
  },
  'jobs.replays.stop': (id: string) => ['jobs', 'replays', 'stop', id],
  'jobs.replays.resume': (id: string) => ['jobs', 'replays', 'resume', id],

  'health.now': () => ['health'],
  'health.silence': (alert: string, hours: number, reason: string) => [
    'health',
    'silence',
    alert,
    `--for=${String(hours)}h`,
    `--reason=${reason}`,
  ],
  'health.unsilence': (alert: string) => ['health', 'unsilence', alert],
  'rollout.steer': (order: string, reason: string) => ['rollout', 'steer', order, `--reason=${reason}`],

  'settings.list': () => ['settings', 'list'],
  /** An empty value is a reset. */
  'settings.set': (name: string, value: string) =>
    value === '' ? ['settings', 'reset', name] : ['settings', 'set', name, ...named(value)],
  'settings.reset': (name: string) => ['settings', 'reset', name],
  'support.prepare': () => ['support', '--print'],
  'support.save': (fileName: string) => ['support', `--to=${fileName}`],

  'signatures.remove': (account: string | null, name: string) => [
    'signatures',
    'remove',
    ...option('account', account),
    ...named(name),
  ],
  'templates.list': () => ['templates', 'export', 'mailroom-templates.json'],
  'templates.import': () => ['templates', 'import', 'mailroom-templates.json'],
  'templates.remove': (name: string) => ['templates', 'remove', ...named(name)],

  'recipients.forget': (account: string | null, address: string) => [
    'recipients',
    'forget',
    ...option('account', account),
    ...named(address),
  ],
  'recipients.expandGroup': (account: string | null, address: string) => [
    'recipients',
    'expand',
    ...option('account', account),
    ...named(address),
  ],
} as const satisfies Readonly<Record<string, (...input: never[]) => CommandWords | null>>;

interface SignInWish {
  readonly address?: string | null;
  readonly beside?: readonly ('drive' | 'shared')[];
  readonly byCode?: boolean;
}

interface MergeWish {
  /** Names of files, to be found in the folder where the command is typed. */
  readonly table: string;
  readonly files: readonly string[];
  readonly template: string;
  readonly to: string;
  readonly cc: string;
  readonly fileColumn: string;
  readonly allowDuplicates: boolean;
}

const mostIds = 1_500;

function option(name: string, value: string | null): CommandWords {
  return value === null || value === '' ? [] : [`--${name}=${value}`];
}

function flag(name: string, isSet: boolean): CommandWords {
  return isSet ? [`--${name}`] : [];
}

/** Behind two dashes nothing is read as an option. */
function named(text: string): CommandWords {
  return text.startsWith('-') ? ['--', text] : [text];
}

function sinceWord(scope: IngestScope): string {
  switch (scope.kind) {
    case 'everything':
      return 'all';
    case 'fromNow':
      return 'now';
    case 'lastDays':
      return `${String(scope.days)}d`;
  }
}

/** Null for what `--where` cannot say: words that were searched for, or nothing that narrows. */
function scopeWords(scope: ReplayScope): CommandWords | null {
  if (scope.kind === 'jobs') return scope.ids;
  const where = whereOf(scope.filter);
  if (where === null) return null;
  return [`--where=${where}`, ...option('first', scope.first === undefined ? null : String(scope.first))];
}

/** Terms and-ed, as `--where` reads them: without spaces in a value. */
function whereOf({ cause, kind, mailbox, after, before, text }: JobFilter): string | null {
  const terms = Object.entries({ cause, kind, mailbox, after, before }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return text !== undefined || terms.length === 0 || terms.some((term) => /\s/.test(term)) ? null : terms.join(' ');
}
