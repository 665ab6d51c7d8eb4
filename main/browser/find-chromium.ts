import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** A browser that can show one page as a window of its own; null when this system has none. */
export function findChromium(platform: NodeJS.Platform, env: Env): string | null {
  return placesOf(platform, env).find((place) => existsSync(place)) ?? null;
}

function placesOf(platform: NodeJS.Platform, env: Env): string[] {
  switch (platform) {
    case 'win32': {
      const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
      const apps = [
        join('Google', 'Chrome', 'Application', 'chrome.exe'),
        join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ];
      return roots.flatMap((root) => apps.map((app) => join(root, app)));
    }
    case 'darwin':
      return macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
    default:
      return (env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  }
}
