import { expect, it } from 'vitest';
import { pinoLog, type LogLevel } from '../../../main/adapters/log/pino-log.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import type { LogFields } from '../../../main/core/ports/log.ts';

function logged(
  write: (log: ReturnType<typeof pinoLog>) => void,
  level: LogLevel = 'debug',
): Record<string, unknown>[] {
  const lines: string[] = [];
  write(pinoLog(level, (line) => void lines.push(line)));
  return lines.map((line) => {
    expect(line).toMatch(/^\{.*\}\n$/);
    const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    return rest;
  });
}

it('writes one JSON line for an event, with the fields that have something to say', () => {
  const fields = { jobId: '12', userId: 'a1b2-c3', correlationId: null, ms: 3, httpStatus: 429, requestId: undefined };
  expect(logged((log) => log.info('job.done', fields))).toEqual([
    { level: 'info', event: 'job.done', jobId: '12', userId: 'a1b2-c3', ms: 3, httpStatus: 429 },
  ]);
});

it('withholds a value that has not the shape of its field, and drops fields that nobody knows', () => {
  // What the types keep out, as a careless caller might bring it in.
  const wrong = {
    jobId: '12; DROP',
    userId: 'sender@sandbox.example',
    messageId: 'https://outlook.example/upload?token=1',
    attachmentId: 'plans for May.pdf',
    correlationId: 'Bearer abc',
    kind: '/home/sandbox/plans',
    code: 'two words',
    requestId: 'x'.repeat(65),
    ms: Number.NaN,
    bytes: '12',
    subject: 'Plans',
    path: '/home/sandbox',
  } as unknown as LogFields;
  expect(logged((log) => log.warn('job.retried', wrong))).toEqual([
    {
      level: 'warn',
      event: 'job.retried',
      ...Object.fromEntries(
        Object.keys(wrong)
          .slice(0, 10)
          .map((name) => [name, '[withheld]']),
      ),
    },
  ]);
});

it('says of an error its kind, its code and its places in our own files, and nothing of its message', () => {
  const secret = 'planted@sandbox.example\n    at leak (/srv/sandbox/planted.ts:1:2)';
  const system = Object.assign(new TypeError(secret), { code: 'ENOSPC' });
  const ours = new MailroomError('disk_full', { message: secret, remediation: secret, cause: system });
  const [first, second, third] = logged((log) => {
    log.error('job.crashed', { error: system });
    log.error('job.crashed', { error: ours });
    log.error('job.crashed', { error: secret });
  });
  expect(first).toMatchObject({ level: 'error', event: 'job.crashed', errorName: 'TypeError', errorCode: 'ENOSPC' });
  expect(second).toMatchObject({ errorName: 'MailroomError', errorCode: 'disk_full' });
  expect(third).toEqual({ level: 'error', event: 'job.crashed', errorName: 'string' });
  expect(JSON.stringify([first, second, third])).not.toContain('planted');
});

it('names the places where an error of our own code came from, and none of other code', () => {
  const thrown = new MailroomError('disk_full', { message: 'Full.', remediation: 'Free some.' });
  const [line] = logged((log) => log.error('job.crashed', { error: thrown }));
  expect(line?.['at']).toMatch(/^test\/adapters\/log\/pino-log\.test\.ts:\d+:\d+$/);
});

function everything(log: ReturnType<typeof pinoLog>): void {
  log.debug('job.claimed');
  log.info('job.done');
  log.warn('job.retried');
  log.error('job.died');
}

function events(level: LogLevel): unknown[] {
  return logged(everything, level).map(({ event }) => event);
}

it('says no more than its level', () => {
  expect(events('warn')).toEqual(['job.retried', 'job.died']);
  expect(events('silent')).toEqual([]);
});
