import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** Asks the system to show a page. Rejects when it has nothing to show it with; the caller prints the address anyway. */
export async function openBrowser(url: string): Promise<void> {
  const [command, ...args] = opener(process.platform);
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.unref();
  await once(child, 'spawn');
}

/** No shell is involved, so an address cannot become a command. */
function opener(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return platform === 'darwin' ? ['open'] : ['xdg-open'];
}
