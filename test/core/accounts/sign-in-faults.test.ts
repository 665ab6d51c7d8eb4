import { describe, expect, it } from 'vitest';
import { signInFailure, signInReasonOf } from '../../../main/core/accounts/sign-in-faults.ts';

describe('a sign-in that did not come about', () => {
  it.each([
    ['access_denied', 'AADSTS65004', 'declined'],
    ['access_denied', 'AADSTS53003', 'policy'],
    ['access_denied', 'AADSTS50105', 'policy'],
    ['access_denied', null, 'declined'],
    ['consent_required', 'AADSTS90094', 'administrator'],
    ['invalid_grant', 'AADSTS65001', 'consent'],
    ['interaction_required', 'AADSTS50079', 'verification'],
    ['authorization_declined', null, 'declined'],
    ['expired_token', 'AADSTS70020', 'late'],
  ])('S3 MP1: tells %s %s from others as %s', (code, number, kind) => {
    expect(signInFailure(code, number)?.details.sign_in).toBe(kind);
  });

  it('S3: leaves what it does not know to general words', () => {
    expect(signInFailure('server_error', 'AADSTS90033')).toBeNull();
    expect(signInFailure('toString', null)).toBeNull();
  });
});

it('MP1: gives a reason where the service named one, and none for an end of time', () => {
  expect(signInReasonOf('invalid_grant', 'AADSTS65001')).toBe('consent');
  expect(signInReasonOf('invalid_grant', 'AADSTS53003')).toBe('policy');
  expect(signInReasonOf('invalid_grant', 'AADSTS50173')).toBeNull();
});
