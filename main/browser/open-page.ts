import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findChromium } from './find-chromium.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** True where a window can appear at all: Windows, macOS, or a system with a display server. */
export function hasDisplay(platform: NodeJS.Platform, env: Env): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Shows the page as a window of its own where a Chromium is, otherwise in the person's browser. Rejects without any. */
export async function openPage(url: string, platform: NodeJS.Platform, env: Env): Promise<void> {
  const chromium = findChromium(platform, env);
  const [command, ...args] = chromium === null ? [...opener(platform), url] : [chromium, `--app=${url}`];
  // No shell is involved, so an address cannot become a command.
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.unref();
  await once(child, 'spawn');
}

function opener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return platform === 'darwin' ? ['open'] : ['xdg-open'];
}
