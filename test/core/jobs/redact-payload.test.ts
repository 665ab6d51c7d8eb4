import { expect, test } from 'vitest';
import { redactPayload } from '../../../main/core/jobs/redact-payload.ts';

test('shows of a payload the ids that its kind has, and nothing else', () => {
  const payload = {
    messageId: 'AAMk=',
    subscriptionId: null,
    account: 'anna@sandbox.example',
    'secret name': 'secret',
  };
  expect(JSON.parse(redactPayload('ingest.message', payload))).toEqual({
    messageId: 'AAMk=',
    subscriptionId: null,
    account: '•••',
    '•••4': '•••',
  });
  expect(JSON.parse(redactPayload('unknown.kind', { outboxId: 'x' }))).toEqual({ '•••1': '•••' });
  expect(JSON.parse(redactPayload('ingest.message', 'a text'))).toBe('•••');
});
