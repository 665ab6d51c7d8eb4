import { describe, expect, it } from 'vitest';
import { mayNavigate } from '../../main/electron/decide-navigation.ts';
import { mayHavePermission } from '../../main/electron/decide-permission.ts';
import { readExternalLink } from '../../main/electron/external-link.ts';
import { pageHeaders } from '../../main/electron/page-headers.ts';
import { resolveAsset } from '../../main/electron/resolve-asset.ts';

describe('navigation', () => {
  it.each([
    ['app://mailroom/index.html', true],
    ['app://mailroom/index.html#outbox', true],
    ['app://mailroom/', false],
    ['app://mailroom/other.html', false],
    ['app://mailroom/preview/other.html', false],
    ['app://mailroom.evil/index.html', false],
    ['app://evil/index.html', false],
    ['https://mailroom/index.html', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['about:blank', false],
    ['blob:app://mailroom/1', false],
    ['', false],
  ])('S1: to %s is allowed: %s', (url, allowed) => {
    expect(mayNavigate(url, true)).toBe(allowed);
    expect(mayNavigate(url, false), 'in a frame').toBe(false);
  });

  it.each(['plain', 'pdf', 'document'])('I4: to the %s page of previews is allowed in a frame alone', (name) => {
    expect(mayNavigate(`app://mailroom/preview/${name}.html`, false)).toBe(true);
    expect(mayNavigate(`app://mailroom/preview/${name}.html`, true)).toBe(false);
    expect(mayNavigate(`app://evil/preview/${name}.html`, false)).toBe(false);
    expect(mayNavigate(`app://mailroom/preview/${name}.html?x`, false)).toBe(false);
  });
});

describe('a permission', () => {
  it('S1: is given for copying text, to our own page alone', () => {
    expect(mayHavePermission('clipboard-sanitized-write', 'app://mailroom', true)).toBe(true);
    expect(mayHavePermission('clipboard-sanitized-write', 'app://mailroom/', true)).toBe(true);
  });

  it.each<[string, string, boolean]>([
    ['clipboard-sanitized-write', 'app://mailroom', false],
    ['clipboard-sanitized-write', 'https://example.com', true],
    ['clipboard-sanitized-write', 'app://mailroom.evil', true],
    ...['clipboard-read', 'media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen'].map(
      (name): [string, string, boolean] => [name, 'app://mailroom', true],
    ),
    ...['openExternal', 'usb', 'hid', 'serial', 'display-capture', 'fileSystem', 'local-fonts', 'unknown'].map(
      (name): [string, string, boolean] => [name, 'app://mailroom', true],
    ),
  ])('S1: %s is denied for %s, top frame: %s', (permission, origin, isMainFrame) => {
    expect(mayHavePermission(permission, origin, isMainFrame)).toBe(false);
  });
});

describe('a link to the outside', () => {
  it.each([
    ['https://login.example/a?b=c', 'login.example'],
    ['https://xn--pypal-4ve.example/', 'xn--pypal-4ve.example'],
    ['https://pаypal.example/', 'xn--pypal-4ve.example'],
    ['http://127.0.0.1:4711/tenant', '127.0.0.1:4711'],
    ['http://localhost:4711/', 'localhost:4711'],
    ['mailto:help@sandbox.example', 'help@sandbox.example'],
  ])('opens %s and shows %s first', (url, target) => {
    expect(readExternalLink(url)?.target).toBe(target);
  });

  it.each([
    'http://example.com/',
    'http://127.0.0.1.evil.example/',
    'https://user:pass@example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'smb://server/share',
    'app://mailroom/index.html',
    'mailroom:message/1',
    '\\\\server\\share',
    'not a link',
    '',
  ])('does not open %s', (url) => {
    expect(readExternalLink(url)).toBe(null);
  });
});

describe('a file of our scheme', () => {
  const root = '/opt/mailroom/renderer';

  it.each([
    ['app://mailroom/', `${root}/index.html`],
    ['app://mailroom/index.html', `${root}/index.html`],
    ['app://mailroom/assets/a%20b.js?v=1#x', `${root}/assets/a b.js`],
  ])('is found at %s', (address, file) => {
    expect(resolveAsset(root, address)).toBe(file);
  });

  it.each(['app://mailroom/../../etc/passwd', 'app://mailroom/%2e%2e/%2e%2e/etc/passwd'])(
    'stays in the folder for %s, whose dots the address itself takes away',
    (address) => {
      expect(resolveAsset(root, address)).toBe(`${root}/etc/passwd`);
    },
  );

  it.each([
    'app://mailroom/..%2frenderer-evil/x',
    'app://mailroom/assets/..%2f..%2f..%2fetc%2fpasswd',
    'app://mailroom/..%5c..%5cwindows',
    'app://mailroom/a%00.html',
    'app://mailroom/%E0%A4%A',
    'app://mailroom.evil/index.html',
    'app://evil/index.html',
    'file:///opt/mailroom/renderer/index.html',
    'https://mailroom/index.html',
    'nonsense',
  ])('is not found at %s', (address) => {
    expect(resolveAsset(root, address)).toBe(null);
  });
});

describe('every answer of our scheme', () => {
  it('S1: lets the page run its own files and talk to nobody', () => {
    const { 'content-security-policy': policy = '', ...others } = pageHeaders('text/html', 'abc');
    const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
    expect(rules).toMatchObject({
      'default-src': "default-src 'none'",
      'script-src': "script-src 'self'",
      'connect-src': "connect-src 'none'",
      'frame-src': "frame-src 'self'",
      'frame-ancestors': "frame-ancestors 'none'",
      'form-action': "form-action 'none'",
      'base-uri': "base-uri 'none'",
    });
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(others).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });
});
