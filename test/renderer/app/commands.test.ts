import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { JobId } from '../../../contract/ids.ts';
import type { JobCause } from '../../../contract/jobs.ts';
import { createProgram } from '../../../main/cli/create-program.ts';
import { readWhere } from '../../../main/cli/read-where.ts';
import { commands } from '../../../renderer/app/commands.ts';
import type { ShortcutId } from '../../../renderer/app/shortcuts.ts';
import { standardPace } from '../../../renderer/jobs/pace-form.ts';
import { findPauses, findVerbs } from '../../../renderer/shell/palette-items.ts';
import type { CommandWords } from '../../../renderer/ui/carried-command.ts';

type CommandName = keyof typeof commands;

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const address = 'team@sandbox.example';
const merge = { template: 'Offer', to: 'email', cc: 'boss', fileColumn: 'pdf', allowDuplicates: true };
const filter = { cause: 'disk_full' as JobCause, kind: 'ingest.message' };

/** Each command as a window would give it, with what is hardest to carry. */
const samples: { readonly [Name in CommandName]: Parameters<(typeof commands)[Name]> } = {
  'accounts.signIn': [{ address, beside: ['drive', 'shared'], byCode: true }],
  'accounts.signOut': [address, true],
  'accounts.addSender': [address, ' -odd@sandbox.example '],
  'accounts.checkSender': [address],
  'accounts.removeSender': [address],
  'outbox.list': [],
  'outbox.show': [id],
  'outbox.pause': [id, id],
  'outbox.resume': [id],
  'outbox.cancel': [id, id],
  'outbox.sendNow': [id],
  'outbox.sendFirst': [id, id],
  'outbox.lookNow': [id],
  'outbox.confirm': [id, 'sendAgain'],
  'outbox.resend': [id],
  'outbox.dismissBounce': [id],
  'compose.reopen': [id],
  'compose.discard': [id],
  'merge.show': [id],
  'merge.send': [id],
  'merge.pause': [id],
  'merge.stop': [id],
  'merge.discard': [id],
  'merge.create': [{ ...merge, table: '-odd.csv', files: ['terms.pdf', 'map.png'] }],
  'shell.pauseAll': [],
  'shell.resumeAll': [],
  'shell.pauseFor': [4],
  'engine.work': [],
  'files.page': ['-plan from:orders "final offer"'],
  'files.save': [['0000000000000001', '0000000000000002'], '{date} {name}'],
  'files.fetchAgain': ['0000000000000001'],
  'ingest.follow': [address, '-odd', { kind: 'lastDays', days: 30 }],
  'ingest.unfollow': [address, 'inbox'],
  'ingest.checkNow': [],
  'ingest.listen': [{ port: 8443, publicUrl: 'https://mail-hook.example.org' }],
  'jobs.causes': [],
  'jobs.show': ['41'],
  'jobs.retry': ['41'],
  'jobs.unpark': ['41'],
  'jobs.park': ['41', '--later'],
  'jobs.discard': ['41', "it's gone"],
  'jobs.discardMany': [{ kind: 'filter', filter }, 'gone'],
  'jobs.replays.start': [{ kind: 'filter', filter, first: 10 }, { ...standardPace, cap: 1 }, '-clean'],
  'jobs.replays.stop': ['7'],
  'jobs.replays.resume': ['7'],
  'health.now': [],
  'health.silence': ['deadLetters', 24, '-known'],
  'health.unsilence': ['deadLetters'],
  'rollout.steer': ['hold', '-freeze'],
  'settings.list': [],
  'settings.set': ['MS_RETRY_BASE_MS', '-1'],
  'settings.reset': ['MS_RETRY_BASE_MS'],
  'support.prepare': [],
  'support.save': ['mailroom-support.zip'],
  'signatures.remove': [address, '-odd'],
  'templates.list': [],
  'templates.import': [],
  'templates.remove': ['-odd'],
  'recipients.forget': [address, address],
  'recipients.expandGroup': [null, address],
};

/** What the window asks for without a command; docs/commands.md says why. */
const withoutCommand = [
  // A message while it is written: `mailroom send` is all of it at once.
  ...['start', 'save', 'attach', 'link', 'tryAnyway', 'sign', 'detach', 'reorder', 'refresh', 'submit', 'move'].map(
    (verb) => `compose.${verb}`,
  ),
  'recipients.restore',
  'templates.fillIn',
  'signatures.save',
  'templates.save',
  'jobs.replayEdited',
  'files.views.save',
  'files.views.remove',
  'sandbox.cause',
  'sandbox.clear',
  'shell.tellPower',
  // How a desktop hands a file or a folder over.
  'files.grantFolder',
  'files.lend',
];

/** Requests that change nothing. Those of them that are worth a command stand among the commands. */
const reading =
  /\.(list|show|watch\w*|follow|read\w*|picture|status|state|page|totals|causes|series|runbook|folders|cost|body|preview\w*|lines|check|checkLink|recorded|now|suggest|judge|tips|dryRun\w*|doctor|verify|exportAll|command|commandLine|count|find|locate)$/;
/** Those of the command line alone. */
const ofCommandLine = ['outbox.submit', 'ingest.round', 'engine.runUntilIdle', 'flags.set'];

function requestsOf(part: object, prefix = ''): readonly string[] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    '~orpc' in value ? [`${prefix}${name}`] : requestsOf(value, `${prefix}${name}.`),
  );
}

async function understood(words: CommandWords): Promise<boolean> {
  let ran = false;
  const program = createProgram(() => {
    ran = true;
    return Promise.resolve();
  });
  await program.parseAsync(['node', 'mailroom', ...words]);
  return ran;
}

function build(name: CommandName): CommandWords | null {
  return (commands[name] as (...input: readonly unknown[]) => CommandWords | null)(...samples[name]);
}

const names = Object.keys(commands) as CommandName[];

describe('L4: every action of the window', () => {
  it('is a command that the command line understands', async () => {
    for (const name of names) expect([name, await understood(build(name) ?? [])]).toEqual([name, true]);
  });

  it('has a command, or is known to have none', () => {
    const known = new Set<string>([...names, ...withoutCommand, ...ofCommandLine]);
    const forgotten = requestsOf(api).filter((name) => !known.has(name) && !reading.test(name));
    expect(forgotten).toEqual([]);
    const gone = [...known].filter((name) => !requestsOf(api).includes(name));
    expect(gone).toEqual([]);
  });

  it('gives its command away somewhere in the window', () => {
    const folder = join(import.meta.dirname, '../../../renderer');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('commands.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    sources.push(readFileSync(join(folder, 'outbox/row-commands.ts'), 'utf8'));
    const isUsed = (name: string): boolean => sources.some((source) => source.includes(`'${name}'`));
    expect(names.filter((name) => !isUsed(name))).toEqual([]);
  });

  it('in the palette carries its command, unless it is a part of writing or a way about the window', async () => {
    const items = [...findVerbs('', false), ...findVerbs('', true)];
    const bare = items.filter(({ command }) => command === null).map(({ shortcut }) => shortcut);
    expect(bare.filter((shortcut) => !['writing', 'way', 'compose.reopen'].includes(keys[shortcut]))).toEqual([]);
    for (const { command } of [...items, ...findPauses('pause')])
      expect(command === null || (await understood(command))).toBe(true);
  });

  it('stands in the documentation', () => {
    const told = readFileSync(join(import.meta.dirname, '../../../docs/commands.md'), 'utf8');
    const verbs = names.map((name) => (build(name) ?? []).filter((word) => /^[a-z-]+$/.test(word)).slice(0, 2));
    expect(verbs.map((words) => words.join(' ')).filter((words) => !told.includes(words.split(' -')[0] ?? ''))).toEqual(
      [],
    );
  });
});

/** Each key: what it does, or a part of writing a message, or a way about the window. A new one is told here. */
const keys: Readonly<Record<ShortcutId, CommandName | 'writing' | 'way'>> = {
  palette: 'way',
  shortcuts: 'way',
  goWrite: 'way',
  goOutbox: 'outbox.list',
  goFiles: 'files.page',
  goJobs: 'jobs.causes',
  goHealth: 'health.now',
  goSettings: 'settings.list',
  nextRegion: 'way',
  previousRegion: 'way',
  filter: 'way',
  transfers: 'way',
  close: 'way',
  write: 'writing',
  merge: 'way',
  send: 'writing',
  schedule: 'writing',
  attach: 'writing',
  link: 'writing',
  template: 'writing',
  copies: 'writing',
  moveUp: 'outbox.sendFirst',
  moveDown: 'outbox.sendFirst',
  undo: 'compose.reopen',
  pauseAll: 'shell.pauseAll',
  retry: 'outbox.resume',
  copyId: 'way',
  copyCommand: 'way',
  stateWords: 'way',
  preview: 'way',
  extendUp: 'way',
  extendDown: 'way',
  selectAll: 'way',
};

describe('L4: the command of a replay', () => {
  const start = commands['jobs.replays.start'];

  it('names the scope, the pace and the reason', () => {
    const within = { ...filter, mailbox: 'a@sandbox.example' };
    expect(start({ kind: 'filter', filter: within, first: 10 }, standardPace, "it's clean")).toEqual([
      'jobs',
      'replay',
      '--where=cause=disk_full kind=ingest.message mailbox=a@sandbox.example',
      '--first=10',
      '--rate=60',
      '--stop-after=5/50',
      "--reason=it's clean",
    ]);
    expect(readWhere('cause=disk_full kind=ingest.message mailbox=a@sandbox.example')).toEqual(within);
    const jobs = { kind: 'jobs' as const, ids: ['41', '42'] as JobId[] };
    expect(start(jobs, { ...standardPace, cap: 1, stopRule: null }, '')?.join(' ')).toBe(
      'jobs replay 41 42 --rate=60 --cap=1 --stop-after=never',
    );
  });

  it('is none where the command line could not choose the same jobs', () => {
    for (const other of [{}, { text: 'plans' }, { mailbox: 'a b' }])
      expect(start({ kind: 'filter', filter: other }, standardPace, '')).toBeNull();
  });
});
