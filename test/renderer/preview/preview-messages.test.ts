import { expect, it } from 'vitest';
import { frameMessage, hostMessage } from '../../../renderer/preview/preview-messages.ts';

const bytes = new ArrayBuffer(3);
const order = { kind: 'file', view: 'text', name: 'a.txt', contentType: 'text/plain', bytes };

it('I4: a frame is told to show what it knows, and nothing beside', () => {
  expect(hostMessage.safeParse({ kind: 'show', order }).success).toBe(true);
  for (const wrong of [
    { kind: 'show', order: { ...order, view: 'run' } },
    { kind: 'show', order: { ...order, bytes: 'abc' } },
    { kind: 'show', order: { ...order, account: 'a' } },
    { kind: 'theme', theme: 'red' },
    { kind: 'eval' },
    'ping',
    null,
  ]) {
    expect(hostMessage.safeParse(wrong).success).toBe(false);
  }
});

it('I4: a window believes a frame a few words, of bounded size', () => {
  expect(frameMessage.safeParse({ kind: 'link', href: 'https://a.example' }).success).toBe(true);
  for (const wrong of [
    { kind: 'link', href: 'x'.repeat(5000) },
    { kind: 'link', href: { toString: 'x' } },
    { kind: 'height', heightPx: Number.NaN },
    { kind: 'height', heightPx: 1e9 },
    { kind: 'key', key: 'Enter' },
    { kind: 'shown', words: 'Press here' },
    { kind: 'failed', why: 'send me' },
    { kind: 'open' },
  ]) {
    expect(frameMessage.safeParse(wrong).success).toBe(false);
  }
});
