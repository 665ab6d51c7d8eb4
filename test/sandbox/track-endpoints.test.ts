import { expect, test } from 'vitest';
import { trackEndpoints } from '../../main/sandbox/subscriptions/track-endpoints.ts';

const url = 'https://listener.example/told';

function answer(count: number, slow: number, durationMs: number): ReturnType<typeof trackEndpoints> {
  const endpoints = trackEndpoints();
  for (let at = 0; at < count; at += 1) endpoints.record(url, { atMs: 0, durationMs: at < slow ? durationMs : 5 });
  return endpoints;
}

test('an endpoint is slow over a tenth of late answers, drops over 15 % very late ones, and recovers with time', () => {
  expect(answer(100, 10, 3000).stateOf(url, 0)).toBe('normal');
  expect(answer(100, 11, 3000).stateOf(url, 0)).toBe('slow');
  expect(answer(100, 15, 10_000).stateOf(url, 0)).toBe('slow');
  expect(answer(100, 16, 10_000).stateOf(url, 0)).toBe('drop');
  expect(answer(100, 16, 10_000).stateOf(url, 600_000)).toBe('normal');
  expect(answer(99, 99, 10_000).stateOf(url, 0)).toBe('normal');
});
