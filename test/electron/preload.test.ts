import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopChannels, enginePortMessage, type DesktopBridge } from '../../contract/desktop.ts';
import { Recording } from './recording.ts';

const recording = new Recording();
const events = new EventEmitter();
const sent: string[] = [];
const exposed = new Map<string, DesktopBridge<object>>();
const posted: unknown[][] = [];
const asked: unknown[] = [];

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: DesktopBridge<object>) => exposed.set(name, api) },
  ipcRenderer: recording.watch('ipcRenderer', {
    invoke: (channel: string, files: unknown) => {
      asked.push(files);
      return Promise.resolve([`answer of ${channel}`]);
    },
    on: (event: string, listener: (...args: unknown[]) => void) => events.on(event, listener),
    off: (event: string) => events.removeAllListeners(event),
    send: (channel: string) => sent.push(channel),
  }),
  webUtils: recording.watch('webUtils', { getPathForFile: () => '/home/me/plans.zip' }),
}));

beforeEach(async () => {
  vi.resetModules();
  for (const list of [sent, posted, asked]) list.length = 0;
  events.removeAllListeners();
  exposed.clear();
  vi.stubGlobal('window', {
    location: { origin: 'app://mailroom' },
    postMessage: (...args: unknown[]) => posted.push(args),
  });
  process.argv.push('--mailroom-version=9.8.7');
  await import('../../preload/index.ts');
});

function bridge(): DesktopBridge<object> {
  const found = exposed.get('mailroom');
  if (found === undefined) throw new Error('nothing was exposed');
  return found;
}

describe('the preload', () => {
  it('S1: gives the page exactly its list, and nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual(['mailroom']);
    expect(Object.keys(bridge()).toSorted()).toEqual([
      'copyFiles',
      'dragFiles',
      'kind',
      'onCommand',
      'openFile',
      'pathOf',
      'pickFiles',
      'pickFolder',
      'requestPort',
      'revealFile',
      'version',
    ]);
    expect([bridge().kind, bridge().version]).toEqual(['desktop', '9.8.7']);
    expect(sent).toEqual([]);
  });

  it('passes each port on to the page of its own origin', () => {
    bridge().requestPort();
    expect(sent).toEqual([desktopChannels.requestPort]);
    events.emit(desktopChannels.port, { ports: ['port'] });
    events.emit(desktopChannels.port, { ports: ['next port'] });
    expect(posted).toEqual([
      [enginePortMessage, 'app://mailroom', ['port']],
      [enginePortMessage, 'app://mailroom', ['next port']],
    ]);
  });

  it('asks for files, and tells where a dropped one is', async () => {
    expect(await bridge().pickFiles()).toEqual([`answer of ${desktopChannels.pickFiles}`]);
    expect(bridge().pathOf({})).toBe('/home/me/plans.zip');
  });

  it('I5: asks about collected files by their ids', async () => {
    const answers = await Promise.all([
      bridge().openFile('7'),
      bridge().revealFile('7'),
      bridge().copyFiles(['7', '8']),
      bridge().dragFiles(['7', '8']),
      bridge().pickFolder(),
    ]);
    const { openFile, revealFile, copyFiles, dragFiles, pickFolder } = desktopChannels;
    expect(answers).toEqual(
      [openFile, revealFile, copyFiles, dragFiles, pickFolder].map((channel) => [`answer of ${channel}`]),
    );
    expect(asked).toEqual(['7', '7', ['7', '8'], ['7', '8'], undefined]);
  });

  it('delivers commands without the event they came in, until the page has enough', () => {
    const heard: unknown[][] = [];
    const stop = bridge().onCommand((...args) => heard.push(args));
    expect(sent).toEqual([desktopChannels.commandsReady]);
    events.emit(desktopChannels.command, { sender: 'secret' }, { kind: 'show', id: '1' });
    expect(heard).toEqual([[{ kind: 'show', id: '1' }]]);
    stop();
    events.emit(desktopChannels.command, {}, { kind: 'show', id: '2' });
    expect(heard.length).toBe(1);
  });

  it('has every call that it makes exercised here', () => {
    expect(recording.missed()).toEqual([]);
  });
});
