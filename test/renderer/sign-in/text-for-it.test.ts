import { expect, it } from 'vitest';
import type { CorrelationId } from '../../../contract/ids.ts';
import { textForIt } from '../../../renderer/sign-in/text-for-it.ts';

it('gives IT the code, the number and the correlation id in one text', () => {
  const correlationId = '6c1b0f5e-9f5f-4b39-9d7e-3a3b2d1c0a99' as CorrelationId;
  const text = textForIt({
    address: 'finance@contoso.example',
    atWords: 'Monday at 14:02',
    fault: {
      correlationId,
      error: {
        error_code: 'sign_in_failed',
        message: 'A rule of your organization forbids this sign-in.',
        remediation: 'Ask the administrator.',
        field: null,
        details: { aadsts: 'AADSTS53003', oauth_code: 'access_denied' },
        retriable: false,
      },
    },
  });
  expect(text.split('\n')).toEqual([
    'Mailroom could not sign in to Microsoft 365.',
    '',
    'A rule of your organization forbids this sign-in.',
    'Ask the administrator.',
    '',
    'account: finance@contoso.example',
    'code: sign_in_failed',
    'aadsts: AADSTS53003',
    'oauth code: access_denied',
    `correlation id: ${correlationId}`,
    'time: Monday at 14:02',
  ]);
});
