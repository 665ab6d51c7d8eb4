import { ORPCError } from '@orpc/client';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { failureLines } from '../../main/cli/output.ts';
import { toFailure } from '../../main/cli/failure.ts';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import { sampleError } from './sample-row.ts';

const correlationId = '5a4db0c5-0000-4000-8000-0000000000aa';

describe('toFailure', () => {
  it('SM4: passes on the error and the id of a procedure that failed', () => {
    const error = sampleError('source_missing');
    const thrown = new ORPCError('FAULT', { data: { error, correlationId }, defined: true });
    expect(toFailure(thrown)).toEqual({ error, correlationId });
  });

  it('SM4: gives an error that never reached a procedure an id of its own', () => {
    const thrown = new MailroomError('data_folder_busy', { message: 'Busy.', remediation: 'Wait.' });
    const failure = toFailure(thrown);
    expect(failure.error).toEqual(thrown.structured);
    expect(failure.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('makes a sentence of what the option parser says', () => {
    const thrown = new CommanderError(
      1,
      'commander.unknownOption',
      "error: unknown option '--tp'\n(Did you mean --to?)",
    );
    expect(toFailure(thrown).error).toMatchObject({
      error_code: 'usage_error',
      message: "Unknown option '--tp'. (Did you mean --to?) Nothing was done.",
    });
  });

  it('names the field that the contract refused', () => {
    const data = { issues: [{ message: 'Too long', path: ['message', 'subject'] }] };
    const thrown = new ORPCError('BAD_REQUEST', { message: 'Input validation failed', data });
    expect(toFailure(thrown).error).toMatchObject({ error_code: 'validation_error', field: 'message.subject' });
  });

  it('repeats nothing of an unforeseen error, because its text may hold a secret', () => {
    const failure = toFailure(new TypeError('https://upload.example/?authtoken=secret'));
    expect(failure.error).toMatchObject({ error_code: 'internal_error', details: { kind: 'TypeError' } });
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect(toFailure('just a text').error.error_code).toBe('internal_error');
  });
});

describe('failureLines', () => {
  it('SM4: says what happened and is safe, then what next, and the code only at the end', () => {
    expect(failureLines({ error: sampleError('throttled_429'), correlationId })).toEqual([
      'It happened. Nothing was sent.',
      'Do this next.',
      `Details: throttled_429, ${correlationId}`,
    ]);
  });
});
