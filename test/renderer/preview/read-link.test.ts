import { expect, it } from 'vitest';
import { readLink } from '../../../renderer/preview/read-link.ts';

it.each([
  ['https://example.com/a?b#c', 'example.com'],
  ['HTTPS://Example.COM:8443', 'example.com:8443'],
  ['https://pаypal.example/', 'xn--pypal-4ve.example'],
  ['https://real.example\\@evil.example/', 'real.example'],
  ['mailto:help@sandbox.example?subject=x', 'help@sandbox.example'],
])('S1: %s leads to %s', (href, target) => {
  expect(readLink(href)?.target).toBe(target);
});

it.each([
  'http://example.com/',
  'https://real.example@evil.example/',
  'https://:secret@evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ms-msdt:/id',
  'smb://server/share',
  '//example.com',
  'mailroom:compose',
  '',
])('S1: %s is not opened', (href) => {
  expect(readLink(href)).toBe(null);
});
