import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { previewPolicy } from '../../main/engine/preview-policy.ts';
import { desktopOf } from './desktop-rig.ts';
import { Recording } from './recording.ts';

it('I4: the page of a preview comes under the same policy as in the browser: its own script, and nobody to reach', async () => {
  const { get } = await desktopOf(new Recording())();
  const answer = await get('/preview/plain.html');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toBe(previewPolicy('plain.html', await answer.text()));
  expect(policy).toContain(`script-src 'sha256-${hash('sha256', 'show()', 'base64')}'`);
  expect(policy).toMatch(/connect-src 'none'.*; sandbox allow-scripts; frame-ancestors 'self'$/);
});
