import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDesktop, type BuiltDesktop, type Desktop, electronHere } from './launch-desktop.ts';

if (electronHere.kind === 'missing') {
  process.stderr.write(`The desktop is not run for real, because ${electronHere.because}. Its tests are skipped.\n`);
}

describe.skipIf(electronHere.kind === 'missing')('the desktop in Electron', () => {
  let built: BuiltDesktop;
  let desktop: Desktop;
  beforeAll(async () => {
    built = buildDesktop();
    desktop = await built.launch();
  }, 120_000);
  afterAll(async () => {
    await desktop?.close();
    built?.remove();
  });

  it('shows its page over its own scheme, with nothing of Node or Electron in it', async () => {
    await desktop.page.waitForSelector('#root > *');
    expect(desktop.page.url()).toMatch(/^app:\/\/mailroom\/index\.html/);
    const globals = await desktop.page.evaluate<string[]>(
      '[typeof require, typeof process, Object.keys(mailroom).toSorted().join()]',
    );
    const own =
      'copyFiles,dragFiles,kind,onCommand,openFile,pathOf,pickFiles,pickFolder,requestPort,revealFile,version';
    expect(globals).toEqual(['undefined', 'undefined', own]);
  });

  it('S1: reaches no network, no other page and no other window', async () => {
    const tried = await desktop.page.evaluate<string[]>(`(async () => {
      const reach = (url) => fetch(url).then(() => 'reached', () => 'refused');
      const opened = open('https://example.com/') === null ? 'refused' : 'opened';
      return [await reach('https://example.com/'), await reach('app://mailroom/index.html'), opened];
    })()`);
    expect(tried).toEqual(['refused', 'refused', 'refused']);
    await desktop.page.evaluate("location.assign('https://example.com/')");
    expect(desktop.page.url()).toMatch(/^app:\/\/mailroom\/index\.html/);
  });

  it('gets a new port when the engine’s process is killed', async () => {
    const next = desktop.page.evaluate<number>(`new Promise((resolve) => {
      addEventListener('message', ({ data, ports }) => {
        if (data === 'mailroom:engine-port') resolve(ports.length);
      });
    })`);
    const pid = await desktop.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Mailroom engine')?.pid,
    );
    if (pid === undefined) throw new Error('the engine has no process');
    process.kill(pid, 'SIGKILL');
    expect(await next).toBe(1);
  });
});
