import { expect, test } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';

test('tells each listener once, and none that was removed', () => {
  const source = cancelSource();
  const { signal } = source;
  const heard: string[] = [];
  const removed = () => heard.push('removed');
  signal.addEventListener('abort', () => heard.push('first'));
  signal.addEventListener('abort', removed);
  signal.removeEventListener('abort', removed);
  expect(signal.aborted).toBe(false);
  source.cancel();
  source.cancel();
  expect(signal.aborted).toBe(true);
  expect(heard).toEqual(['first']);
});

test('does not tell who comes too late, as on the platform', () => {
  const ours = cancelSource();
  const platform = new AbortController();
  const heard: string[] = [];
  ours.cancel();
  platform.abort();
  ours.signal.addEventListener('abort', () => heard.push('ours'));
  platform.signal.addEventListener('abort', () => heard.push('platform'));
  expect(heard).toEqual([]);
});
