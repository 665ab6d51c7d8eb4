import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { desktopChannels, menuCommands } from '../../contract/desktop.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import { WAKE_GRACE_MS } from '../../main/electron/follow-power.ts';
import { TOGETHER_MS } from '../../main/electron/gather-files.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { desktopRow, file } from './desktop-row.ts';
import { callsForFiles, desktopOf, ourFrame, type Rig } from './desktop-rig.ts';
import { Recording } from './recording.ts';
import { patiently } from '../helpers/patiently.ts';

const recording = new Recording();
const desktop = desktopOf(recording);
const id = '0198c5a0-0000-7000-8000-000000000001';

afterEach(() => void vi.useRealTimers());

describe('the start of the desktop', () => {
  it('S4: leaves everything to the first one that runs', async () => {
    const { seen } = await desktop({ isFirstInstance: false });
    expect([seen.quits, seen.schemes, seen.windowOptions]).toEqual([1, [], []]);
  });

  it('GW6: ends when there is nothing to show a window on, and says where, not in words that it does not know', async () => {
    const { seen, lines } = await desktop({ isReady: false });
    expect([seen.exits, lines[0], lines.length]).toEqual([[1], 'desktop did not start', 2]);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: 'process.crashed', errorName: 'Error' });
    expect(lines[1]).not.toContain('no display');
  });

  it('S1: makes its scheme secure and never above its own policy', async () => {
    const { seen } = await desktop();
    const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true };
    expect(seen.schemes).toEqual([{ scheme: 'app', privileges }]);
  });

  it('S1: opens one window that is shut in', async () => {
    const { seen } = await desktop();
    expect(seen.identities).toContain('sandbox');
    expect(seen.windowOptions).toMatchObject([
      {
        name: 'main',
        windowStatePersistence: true,
        minWidth: 900,
        minHeight: 600,
        backgroundColor: '#14171B',
        webPreferences: {
          contextIsolation: true,
          sandbox: true,
          nodeIntegration: false,
          webviewTag: false,
          webSecurity: true,
          spellcheck: true,
          additionalArguments: ['--mailroom-version=9.8.7'],
        },
      },
    ]);
    expect(seen.windowCalls).toContain('load app://mailroom/index.html');
  });

  it('tells each system who it is, and takes its links when it is installed', async () => {
    const linux = await desktop({ platform: 'linux' });
    expect(linux.seen.identities).toEqual(['sandbox', 'desktop app.mailroom.Mailroom']);
    const windows = await desktop({ platform: 'win32', isPackaged: true });
    expect(windows.seen.identities).toEqual(['sandbox', 'user model app.mailroom.Mailroom', 'client of mailroom']);
  });

  it('shows the window when its page is ready', async () => {
    const { events, seen } = await desktop();
    expect(seen.windowCalls).not.toContain('show');
    events.window.emit('ready-to-show');
    expect(seen.windowCalls).toContain('show');
  });

  it('says why the engine cannot open, and tries again when asked to', async () => {
    const rig = await desktop();
    const error = structuredError('data_folder_busy', { message: 'Busy.', remediation: 'Wait.' });
    rig.answers.boxes.push(0, 1);
    rig.engine().say({ kind: 'failed', error });
    await vi.waitFor(() => expect(rig.engines.length).toBe(2), patiently);
    expect(rig.seen.boxes).toMatchObject([{ message: 'Busy.', detail: 'Wait.', buttons: ['Try again', 'Quit'] }]);
    rig.engine().say({ kind: 'failed', error });
    await vi.waitFor(() => expect(rig.seen.quits).toBe(2), patiently);
  });
});

it('S2: the engine’s key goes to the key store of the system, and comes back', async () => {
  const { engine } = await desktop();
  engine().say({ kind: 'keyring', id: 1, question: { kind: 'seal', plain: 'key' } });
  const sealed = Buffer.from('v11key').toString('base64');
  await vi.waitFor(
    () => expect(engine().told.at(-1)).toEqual({ kind: 'keyring', id: 1, answer: { kind: 'sealed', sealed } }),
    patiently,
  );
  engine().say({ kind: 'keyring', id: 2, question: { kind: 'open', sealed } });
  await vi.waitFor(
    () => expect(engine().told.at(-1)).toMatchObject({ id: 2, answer: { kind: 'opened', plain: 'key' } }),
    patiently,
  );
});

describe('the page', () => {
  it('S1: comes under the strict policy, with a nonce of its own each time', async () => {
    const { get } = await desktop();
    const first = await get('/index.html');
    const second = await get('/');
    const [html, again] = [await first.text(), await second.text()];
    expect(html).toMatch(/nonce="[\w+/=]{24}"/);
    expect(html).not.toBe(again);
    const nonce = /nonce="([^"]+)"/.exec(html)?.[1];
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect((await get('/app.js')).headers.get('content-type')).toBe('text/javascript');
  });

  it.each([
    ['/missing.js', 'GET'],
    ['/..%2findex.html', 'GET'],
    ['/index.html', 'POST'],
  ])('S1: is not found at %s by %s', async (path, method) => {
    const { get } = await desktop();
    const answer = await get(path, method);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('S1: gets no permission but to copy, and no device', async () => {
    const { handlers } = await desktop();
    const answers: boolean[] = [];
    const own = { requestingUrl: 'app://mailroom/', isMainFrame: true };
    handlers.permissionRequest?.(null, 'media', (given: boolean) => answers.push(given), own);
    handlers.permissionRequest?.(null, 'clipboard-sanitized-write', (given: boolean) => answers.push(given), own);
    expect(answers).toEqual([false, true]);
    expect(handlers.permissionCheck?.(null, 'geolocation', 'app://mailroom', own)).toBe(false);
    expect(handlers.device?.()).toBe(false);
  });

  it('S1: cannot become another page, open a window or hold a webview', async () => {
    const { events, handlers, seen, lines } = await desktop();
    const prevented: string[] = [];
    const navigate = (url: string): boolean =>
      events.contents.emit('will-frame-navigate', {
        url,
        isMainFrame: true,
        preventDefault: () => prevented.push(url),
      });
    navigate('app://mailroom/index.html');
    navigate('https://evil.example/');
    events.contents.emit('will-attach-webview', { preventDefault: () => prevented.push('webview') });
    expect(prevented).toEqual(['https://evil.example/', 'webview']);
    expect(handlers.windowOpen?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect([seen.boxes, seen.opened]).toEqual([[], []]);
    expect(lines).toEqual(['navigation refused', 'link refused']);
  });

  it('opens a link outside once the person has seen where it leads', async () => {
    const { handlers, seen, answers } = await desktop();
    answers.boxes.push(0, 1);
    expect(handlers.windowOpen?.({ url: 'https://login.example/a' })).toEqual({ action: 'deny' });
    await vi.waitFor(() => expect(seen.opened).toEqual(['https://login.example/a']), patiently);
    expect(seen.boxes[0]).toMatchObject({ message: 'Open login.example?' });
    handlers.windowOpen?.({ url: 'https://login.example/b' });
    await vi.waitFor(() => expect(seen.boxes.length).toBe(2), patiently);
    expect(seen.opened.length).toBe(1);
  });

  it('S5: has a menu of its own for text, with the spelling', async () => {
    const { events, seen } = await desktop();
    const clicked = { isEditable: true, selectionText: '', misspelledWord: 'teh', dictionarySuggestions: ['the'] };
    events.contents.emit('context-menu', {}, clicked);
    const [the] = seen.popups[0] ?? [];
    expect(the?.label).toBe('the');
    the?.click?.(undefined as never, undefined, undefined as never);
    expect(seen.replaced).toEqual(['the']);
    events.contents.emit('context-menu', {}, { ...clicked, isEditable: false });
    expect(seen.popups.length).toBe(1);
  });

  it('is loaded again when its process dies', async () => {
    vi.useFakeTimers();
    const { events, view, lines } = await desktop();
    events.contents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.advanceTimersByTimeAsync(500);
    expect(view.loads).toBe(2);
    expect(lines).toEqual(['page ended reason=crashed deaths=1', 'page did not load']);
  });

  it('S10: is moved onto the screen that is left', async () => {
    const { events, view } = await desktop();
    view.bounds = { x: 2000, y: 100, width: 1280, height: 800 };
    events.screen.emit('display-removed');
    expect(view.bounds).toEqual({ x: 640, y: 100, width: 1280, height: 800 });
    view.workArea = { x: 0, y: 0, width: 1024, height: 700 };
    events.screen.emit('display-metrics-changed');
    expect(view.bounds).toEqual({ x: 0, y: 0, width: 1024, height: 700 });
  });
});

describe('the preload’s messages', () => {
  it('bring the page a port, and a new one after the engine died', async () => {
    vi.useFakeTimers();
    const rig = await desktop();
    rig.send(desktopChannels.requestPort);
    rig.engine().end(9);
    await vi.advanceTimersByTimeAsync(500);
    expect(rig.ports().map((ports) => ports.length)).toEqual([1, 1]);
    rig.send(desktopChannels.requestPort);
    rig.engine().end(9);
    await vi.advanceTimersByTimeAsync(1000);
    expect(rig.ports().length).toBe(4);
  });

  it('bring the page the paths that a person chose', async () => {
    const rig = await desktop();
    rig.answers.files.push('/home/me/plans.zip');
    expect(await rig.ask(desktopChannels.pickFiles)).toEqual(['/home/me/plans.zip']);
  });

  it.each<[string, object]>([
    ['a frame that has gone', { senderFrame: null }],
    ['a destroyed frame', { senderFrame: { ...ourFrame, isDestroyed: () => true } }],
    ['a detached frame', { senderFrame: { ...ourFrame, detached: true } }],
    ['another window', { sender: { id: 8 } }],
    ['a frame in our page', { senderFrame: { ...ourFrame, parent: ourFrame } }],
    ['a page of the web', { senderFrame: { ...ourFrame, origin: 'https://evil.example' } }],
    ['a file', { senderFrame: { ...ourFrame, origin: 'file://' } }],
    ['a page without an origin', { senderFrame: { ...ourFrame, origin: 'null' } }],
  ])('S1: do nothing when they come from %s', async (_name, event) => {
    const rig = await desktop({ argv: ['/opt/mailroom', `mailroom:message/${id}`] });
    for (const channel of rig.handlers.invoke.keys()) {
      await expect(rig.ask(channel, '1', event)).rejects.toThrow(/^sender_refused/);
    }
    rig.send(desktopChannels.requestPort, event);
    rig.send(desktopChannels.commandsReady, event);
    expect([rig.seen.sent, rig.seen.openDialogs, rig.engine().asked]).toEqual([[], [], []]);
    expect(rig.lines.length).toBe(rig.handlers.invoke.size + 2);
  });
});

describe('commands to the page', () => {
  it('S5: come from the menu, whose shortcuts the page itself handles', async () => {
    const rig = await desktop();
    rig.send(desktopChannels.commandsReady);
    const items = (rig.seen.menus[0] ?? []).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const own = items.filter((item) => item.click !== undefined);
    for (const item of own) item.click?.(undefined as never, undefined, undefined as never);
    const sent = rig.commands().map((command) => (command.kind === 'menu' ? command.command : command.kind));
    expect(sent.toSorted()).toEqual([...menuCommands].toSorted());
    expect(own.filter((item) => item.registerAccelerator !== false || item.accelerator === undefined)).toEqual([]);
  });

  it('S4: come from a link that started Mailroom, once the page listens', async () => {
    const rig = await desktop({ argv: ['/opt/mailroom', 'mailto:a@sandbox.example?attach=/etc/passwd'] });
    expect(rig.commands()).toEqual([]);
    rig.send(desktopChannels.requestPort);
    rig.send(desktopChannels.commandsReady);
    expect(rig.commands()).toMatchObject([{ kind: 'compose', words: { to: ['a@sandbox.example'] } }]);
    expect(rig.lines).toEqual(['link: ignored attachment']);
  });

  it('S4: come from a second start and from the system, which also show the window', async () => {
    const rig = await desktop();
    rig.send(desktopChannels.commandsReady);
    rig.view.isMinimized = true;
    rig.events.app.emit('second-instance', {}, ['/opt/mailroom', `mailroom:message/${id}`]);
    rig.events.app.emit('open-url', { preventDefault: () => undefined }, 'mailto:a@sandbox.example');
    rig.events.app.emit('activate');
    expect(rig.commands().map(({ kind }) => kind)).toEqual(['show', 'compose']);
    expect(rig.seen.windowCalls.filter((call) => call === 'focus').length).toBe(3);
    expect(rig.seen.windowCalls).toContain('restore');
  });
});

describe('files that the system hands over', () => {
  const plans = { kind: 'attach', files: { paths: ['/home/me/plans.zip'], notFiles: [] } };

  it('U12: of the first start begin a message, once the page listens', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const rig = await desktop({ argv: ['/opt/mailroom', '--flag', 'plans.zip'], isPackaged: true });
    await vi.advanceTimersByTimeAsync(TOGETHER_MS);
    expect(rig.commands()).toEqual([]);
    rig.send(desktopChannels.commandsReady);
    expect(rig.commands()).toEqual([plans]);
  });

  it('U12: of a second start are looked for in its own folder, and show the window at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const rig = await desktop({ isPackaged: true });
    rig.send(desktopChannels.commandsReady);
    const words = ['/opt/mailroom', '--original-process-start-time=1', 'film.mp4', 'smb://server/a.zip'];
    rig.events.app.emit('second-instance', {}, words, '/srv/films');
    expect([rig.commands(), rig.seen.windowCalls.at(-1)]).toEqual([[], 'focus']);
    await vi.advanceTimersByTimeAsync(TOGETHER_MS);
    const files = { paths: ['/srv/films/film.mp4'], notFiles: ['smb://server/a.zip'] };
    expect(rig.commands()).toEqual([{ kind: 'attach', files }]);
  });

  it('U12: that come one by one begin one message, those that come later another', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const rig = await desktop({ platform: 'darwin', isPackaged: true });
    rig.send(desktopChannels.commandsReady);
    const open = (path: string) => rig.events.app.emit('open-file', { preventDefault: () => undefined }, path);
    for (const path of ['/home/me/a.zip', '/home/me/b.zip', '/home/me/a.zip']) open(path);
    await vi.advanceTimersByTimeAsync(TOGETHER_MS);
    open('/home/me/plans.zip');
    await vi.advanceTimersByTimeAsync(TOGETHER_MS);
    const both = { paths: ['/home/me/a.zip', '/home/me/b.zip'], notFiles: [] };
    expect(rig.commands()).toEqual([{ kind: 'attach', files: both }, plans]);
  });

  it('S4 U12: are not taken from a command line that a link may have made', async () => {
    const rig = await desktop({ isPackaged: true });
    rig.send(desktopChannels.commandsReady);
    const words = ['/opt/mailroom', 'mailto:a@sandbox.example', '/etc/passwd'];
    rig.events.app.emit('second-instance', {}, words, '/');
    expect(rig.commands()).toMatchObject([{ kind: 'compose', words: { to: ['a@sandbox.example'] } }]);
    expect(rig.lines).toEqual(['link: ignored what stood beside it']);
  });

  it('U12: on Windows come from an entry in Send to, which is made once for each user', async () => {
    const systemFolder = temporaryFolder();
    const { seen } = await desktop({ platform: 'win32', isPackaged: true, systemFolder });
    const shortcut = join(systemFolder, 'appData', 'Microsoft', 'Windows', 'SendTo', 'Mailroom.lnk');
    expect(seen.shortcuts).toMatchObject([[shortcut, 'create', { target: join(systemFolder, 'exe') }]]);
    mkdirSync(dirname(shortcut), { recursive: true });
    writeFileSync(shortcut, '');
    const again = await desktop({ platform: 'win32', isPackaged: true, systemFolder });
    const inDevelopment = await desktop({ platform: 'win32' });
    expect([again.seen.shortcuts, inDevelopment.seen.shortcuts]).toEqual([[], []]);
  });
});

describe('what the system shows of the outbox', () => {
  it('S7: is the bar, and a notification of an end that leads to the message', async () => {
    const rig = await desktop({ platform: 'win32' });
    rig.send(desktopChannels.commandsReady);
    rig.engine().show(desktopRow(1, { state: 'uploading', confirmedBytes: 1e6, totalBytes: 4e6 }));
    await vi.waitFor(() => expect(rig.seen.progress).toEqual([[0.25, 'normal']]), patiently);
    rig.engine().show(desktopRow(1, { state: 'sent', confirmedBytes: 4e6, totalBytes: 4e6 }));
    await vi.waitFor(() => expect(rig.seen.notified.length).toBe(1), patiently);
    const actions = [{ type: 'button', text: 'Show the message' }];
    expect(rig.seen.notified).toEqual([{ title: 'In Sent Items', body: 'Plans', actions }]);
    expect(rig.seen.progress.at(-1)).toEqual([-1, 'none']);
    rig.events.notification.emit('click');
    rig.events.notification.emit('action');
    expect(rig.commands()).toEqual([
      { kind: 'show', id },
      { kind: 'show', id },
    ]);

    rig.view.isFocused = true;
    rig.engine().show(desktopRow(2), desktopRow(2, { state: 'failed' }));
    await vi.waitFor(() => expect(rig.seen.progress.length).toBe(4), patiently);
    expect(rig.seen.notified.length).toBe(1);
  });

  it('goes on with a new engine, and remembers what the old one said', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const rig = await desktop();
    rig.engine().show(desktopRow(1, { state: 'sending' }));
    await vi.waitFor(() => expect(rig.seen.progress.length).toBe(1), patiently);
    rig.engine().end(9);
    await vi.advanceTimersByTimeAsync(500);
    rig.engine().show(desktopRow(1, { state: 'unconfirmed' }));
    await vi.waitFor(() => expect(rig.seen.progress.length).toBe(2), patiently);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rig.seen.notified).toMatchObject([{ title: 'Unconfirmed' }]);
  });

  it('U14: keeps the machine awake while bytes move', async () => {
    const rig = await desktop();
    rig.engine().show(desktopRow(1, { state: 'uploading', attachments: [file('uploading')] }));
    await vi.waitFor(() => expect(rig.seen.blockers).toEqual(['prevent-app-suspension']), patiently);
    rig.events.power.emit('on-battery');
    rig.events.power.emit('on-ac');
    expect(rig.seen.blockers.length).toBe(1);
    rig.engine().show(desktopRow(1, { state: 'accepted', attachments: [file('attached')] }));
    await vi.waitFor(() => expect(rig.seen.blockers).toEqual([]), patiently);
  });

  it('U4: goes on after sleep, once the service answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const rig = await desktop();
    rig.events.power.emit('suspend');
    rig.events.power.emit('resume');
    await vi.advanceTimersByTimeAsync(WAKE_GRACE_MS);
    await vi.waitFor(() => expect(rig.engine().asked).toEqual(['doctor', 'work']), patiently);
    rig.engine().network = 'offline';
    rig.events.power.emit('resume');
    await vi.advanceTimersByTimeAsync(WAKE_GRACE_MS);
    await vi.waitFor(() => expect(rig.engine().asked).toEqual(['doctor', 'work', 'doctor']), patiently);
  });
});

function close(rig: Rig): void {
  rig.events.window.emit('close', { preventDefault: () => undefined });
}

function isEnded(rig: Rig): boolean {
  return rig.engine().told.at(-1)?.kind === 'close';
}

describe('quitting the desktop', () => {
  const moving = desktopRow(1, { state: 'uploading', attachments: [file('uploading')] });

  async function withUpload(platform: NodeJS.Platform = 'linux'): Promise<Rig> {
    const rig = await desktop({ platform });
    rig.engine().show(moving);
    await vi.waitFor(() => expect(rig.seen.progress.length).toBe(1), patiently);
    return rig;
  }

  it('ends the engine first, without a question when nothing moves', async () => {
    const rig = await desktop();
    close(rig);
    await vi.waitFor(() => expect(rig.seen.quits).toBe(2), patiently);
    expect([isEnded(rig), rig.seen.boxes]).toEqual([true, []]);
  });

  it('S6: asks once while something moves, and goes on in the tray', async () => {
    const rig = await withUpload();
    rig.answers.boxes.push(0);
    close(rig);
    close(rig);
    await vi.waitFor(() => expect(rig.seen.trays.length).toBe(1), patiently);
    expect(rig.seen.boxes).toMatchObject([
      { message: '1 upload will pause and continue next time.', buttons: ['Keep running in tray', 'Quit'] },
    ]);
    expect(isEnded(rig)).toBe(false);
    rig.events.tray.emit('click');
    expect(rig.seen.windowCalls).toContain('hide');

    const [open, quit] = rig.seen.trays[0]?.menu ?? [];
    open?.click?.(undefined as never, undefined, undefined as never);
    expect(rig.seen.windowCalls.at(-1)).toBe('focus');
    rig.answers.boxes.push(0, 1);
    quit?.click?.(undefined as never, undefined, undefined as never);
    await vi.waitFor(() => expect(rig.seen.boxes.length).toBe(2), patiently);
    quit?.click?.(undefined as never, undefined, undefined as never);
    await vi.waitFor(() => expect(rig.seen.trays).toMatchObject([{ destroyed: true }]), patiently);
    expect(isEnded(rig)).toBe(true);
  });

  it('only hides the window on macOS', async () => {
    const rig = await withUpload('darwin');
    close(rig);
    expect([rig.seen.windowCalls.at(-1), rig.seen.boxes, rig.seen.quits]).toEqual(['hide', [], 0]);
  });

  it.each([
    ['the computer shuts down', (rig: Rig) => rig.events.power.emit('shutdown')],
    ['the session of Windows ends', (rig: Rig) => rig.events.window.emit('session-end')],
  ])('asks nothing when %s', async (_name, happen) => {
    const rig = await withUpload();
    happen(rig);
    await vi.waitFor(() => expect(rig.seen.quits).toBe(1), patiently);
    expect([isEnded(rig), rig.seen.boxes]).toEqual([true, []]);
  });
});

// The double has exactly the members that the sources may use, so what is left here was never exercised.
it('S1: every call of Electron that the main process makes was exercised above, or for collected files', () => {
  expect(recording.missed()).toEqual(callsForFiles);
});
