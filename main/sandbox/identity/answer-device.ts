import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { addConsent } from './consent-store.ts';
import { decideDevice, findPendingDevice, insertDevice } from './device-store.ts';
import { entraErrorBody, refusals } from './entra-error.ts';
import { readBody, sendJson, sendPage } from './http-message.ts';
import { findIdentityUser, newSecret, type IdentityOptions } from './identity-context.ts';
import { readSetting, writePerson } from './identity-store.ts';
import { devicePage, noticePage } from './pages.ts';

/** Starts a sign-in for a device without a browser. */
export async function answerDeviceCode(
  options: IdentityOptions,
  req: IncomingMessage,
  res: ServerResponse,
  verificationUri: string,
): Promise<void> {
  const form = new URLSearchParams(await readBody(req));
  const clientId = form.get('client_id');
  if (clientId === null || clientId === '') {
    return sendJson(res, 400, entraErrorBody(refusals.missingParameter('client_id'), options.nowMs()));
  }
  const deviceCode = newSecret('device');
  const userCode = newUserCode();
  const lifetimeS = readSetting(options.db, 'deviceCodeLifetimeS');
  const intervalS = readSetting(options.db, 'deviceCodeIntervalS');
  insertDevice(options.db, deviceCode, {
    userCode,
    clientId,
    scopes: form.get('scope') ?? '',
    claims: form.get('claims'),
    expiresAtMs: options.nowMs() + lifetimeS * 1000,
    intervalS,
  });
  return sendJson(res, 200, {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: lifetimeS,
    interval: intervalS,
    message: `To sign in to the sandbox tenant, open ${verificationUri} and enter the code ${userCode}.`,
  });
}

/** The page where a person enters the code and picks an account. */
export async function answerDeviceApproval(
  options: IdentityOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (req.method !== 'POST') {
    return sendPage(res, 200, devicePage(options.listUsers(), '', 'Enter the code that the device shows.'));
  }
  const form = new URLSearchParams(await readBody(req));
  const code = (form.get('user_code') ?? '').trim().toUpperCase();
  const device = findPendingDevice(options.db, code, options.nowMs());
  const user = findIdentityUser(options, form.get('user'));
  if (device === undefined) {
    return sendPage(res, 400, devicePage(options.listUsers(), code, 'This code is not known or has expired.'));
  }
  if (form.has('decline')) {
    decideDevice(options.db, device.hash, 'declined', null);
    return sendPage(res, 200, noticePage('Declined', 'The other device was not signed in.'));
  }
  if (user === undefined) return sendPage(res, 400, devicePage(options.listUsers(), code, 'Pick one of the accounts.'));
  writePerson(options.db, user.id, { consented: 1 });
  addConsent(options.db, user.id, device.scopes);
  decideDevice(options.db, device.hash, 'approved', user.id);
  return sendPage(res, 200, noticePage('Signed in', 'The other device goes on by itself. Close this window.'));
}

/** Nine characters without vowels or look-alikes, so that nobody misreads one. */
function newUserCode(): string {
  const alphabet = 'BCDFGHJKLMNPQRSTVWXZ23456789';
  return Array.from({ length: 9 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
