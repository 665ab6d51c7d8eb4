import type { MenuItemConstructorOptions, MessageBoxOptions, OpenDialogOptions } from 'electron';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type {
  ContentsParts,
  ElectronParts,
  EngineChild,
  MenuParts,
  WindowParts,
} from '../../main/electron/electron-parts.ts';
import { ChannelDouble } from './message-port-double.ts';
import type { Recording } from './recording.ts';

interface Behaviour {
  readonly isPackaged?: boolean;
  readonly isFirstInstance?: boolean;
  readonly isReady?: boolean;
  /** Where the system keeps what belongs to its users and programs. */
  readonly systemFolder?: string;
  readonly fork: (modulePath: string) => EngineChild;
}

type Members<Part> = Record<keyof Part, unknown>;
type PageAnswer = (request: Request) => Response | Promise<Response>;

const listening = (emitter: EventEmitter) => (event: string, listener: (...args: unknown[]) => void) => {
  emitter.on(event, listener);
};

/**
 * Stands for Electron: its members are exactly those of `ElectronParts`, which the compiler checks both ways. Everything
 * that a person or the system would do is a method of the double; everything that they would see is a list in it.
 */
export function electronDouble(recording: Recording, behaviour: Behaviour) {
  const seen = {
    quits: 0,
    exits: [] as number[],
    boxes: [] as MessageBoxOptions[],
    opened: [] as string[],
    openedPaths: [] as string[],
    revealed: [] as string[],
    copied: [] as Record<string, Blob>[],
    drags: [] as unknown[],
    openDialogs: [] as OpenDialogOptions[],
    shortcuts: [] as [string, string, { target: string }][],
    notified: [] as { title?: string; body?: string }[],
    trays: [] as { image: string; destroyed: boolean; menu: MenuItemConstructorOptions[] }[],
    menus: [] as MenuItemConstructorOptions[][],
    popups: [] as MenuItemConstructorOptions[][],
    schemes: [] as unknown[],
    identities: [] as string[],
    blockers: [] as string[],
    progress: [] as [number, string | undefined][],
    sent: [] as { channel: string; message: unknown; ports: readonly unknown[] }[],
    windowOptions: [] as unknown[],
    windowCalls: [] as string[],
    replaced: [] as string[],
  };
  /** What the person answers to dialogs, in order. */
  const answers = { boxes: [] as number[], files: [] as string[], openPath: '' };
  const handlers = {
    invoke: new Map<string, (event: unknown, asked?: unknown) => unknown>(),
    page: null as PageAnswer | null,
    permissionRequest: null as ((...args: unknown[]) => void) | null,
    permissionCheck: null as ((...args: unknown[]) => boolean) | null,
    device: null as (() => boolean) | null,
    windowOpen: null as ((details: { url: string }) => { action: string }) | null,
  };
  const events = {
    app: new EventEmitter(),
    ipc: new EventEmitter(),
    power: new EventEmitter(),
    screen: new EventEmitter(),
    window: new EventEmitter(),
    contents: new EventEmitter(),
    notification: new EventEmitter(),
    tray: new EventEmitter(),
  };
  const view = {
    bounds: { x: 0, y: 0, width: 1280, height: 800 },
    workArea: { x: 0, y: 0, width: 1920, height: 1040 },
    isFocused: false,
    isMinimized: false,
    loads: 0,
  };
  const templates = new Map<MenuParts, MenuItemConstructorOptions[]>();

  const app = {
    enableSandbox: () => seen.identities.push('sandbox'),
    exit: (code: number) => seen.exits.push(code),
    getPath: (name: string) => join(behaviour.systemFolder ?? '/nonexistent', name),
    getVersion: () => '9.8.7',
    isPackaged: behaviour.isPackaged ?? false,
    on: listening(events.app),
    quit: () => {
      seen.quits += 1;
      events.app.emit('before-quit', { preventDefault: () => undefined });
    },
    requestSingleInstanceLock: () => behaviour.isFirstInstance ?? true,
    setAppUserModelId: (id: string) => seen.identities.push(`user model ${id}`),
    setAsDefaultProtocolClient: (scheme: string) => seen.identities.push(`client of ${scheme}`),
    setDesktopName: (name: string) => seen.identities.push(`desktop ${name}`),
    whenReady: () => ((behaviour.isReady ?? true) ? Promise.resolve() : Promise.reject(new Error('no display'))),
  } satisfies Members<ElectronParts['app']>;

  const contents = {
    id: 7,
    on: listening(events.contents),
    postMessage: (channel: string, message: unknown, ports: unknown[]) => seen.sent.push({ channel, message, ports }),
    replaceMisspelling: (word: string) => seen.replaced.push(word),
    send: (channel: string, message: unknown) => seen.sent.push({ channel, message, ports: [] }),
    setWindowOpenHandler: (handler: NonNullable<typeof handlers.windowOpen>) => {
      handlers.windowOpen = handler;
    },
    startDrag: (item: unknown) => seen.drags.push(item),
  } satisfies Members<ContentsParts>;
  const watchedContents = recording.watch('webContents', contents);

  const window = {
    focus: () => seen.windowCalls.push('focus'),
    getBounds: () => view.bounds,
    hide: () => seen.windowCalls.push('hide'),
    isFocused: () => view.isFocused,
    isMinimized: () => view.isMinimized,
    loadURL: (url: string) => {
      view.loads += 1;
      seen.windowCalls.push(`load ${url}`);
      return view.loads === 1 ? Promise.resolve() : Promise.reject(new Error('ERR_FAILED'));
    },
    on: listening(events.window),
    once: listening(events.window),
    restore: () => seen.windowCalls.push('restore'),
    setBounds: (bounds: typeof view.bounds) => {
      view.bounds = bounds;
    },
    setProgressBar: (value: number, options?: { mode: string }) => seen.progress.push([value, options?.mode]),
    show: () => seen.windowCalls.push('show'),
    webContents: watchedContents,
  } satisfies Members<WindowParts>;
  const watchedWindow = recording.watch('window', window);

  const parts = {
    app: recording.watch('app', app),
    BrowserWindow: function (options: unknown) {
      recording.used.add('BrowserWindow');
      seen.windowOptions.push(options);
      events.app.emit('web-contents-created', {}, watchedContents);
      return watchedWindow;
    },
    clipboard: recording.watch('clipboard', {
      write: (items: Record<string, Blob>[]) => {
        seen.copied.push(...items);
        return Promise.resolve();
      },
    } satisfies Members<ElectronParts['clipboard']>),
    ClipboardItem: function (formats: Record<string, Blob>) {
      recording.used.add('ClipboardItem');
      return formats;
    },
    dialog: recording.watch('dialog', {
      showMessageBox: (_parent: object, options: MessageBoxOptions) => {
        seen.boxes.push(options);
        return Promise.resolve({ response: answers.boxes.shift() ?? options.cancelId ?? 0 });
      },
      showOpenDialog: (_parent: object, options: OpenDialogOptions) => {
        seen.openDialogs.push(options);
        return Promise.resolve({ filePaths: answers.files });
      },
    } satisfies Members<ElectronParts['dialog']>),
    ipcMain: recording.watch('ipcMain', {
      handle: (channel: string, handler: (event: unknown) => unknown) => handlers.invoke.set(channel, handler),
      on: listening(events.ipc),
    } satisfies Members<ElectronParts['ipcMain']>),
    Menu: recording.watch('Menu', {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => {
        const menu = recording.watch('menu', { popup: () => seen.popups.push(template) } satisfies Members<MenuParts>);
        templates.set(menu, template);
        return menu;
      },
      setApplicationMenu: (menu: MenuParts) => seen.menus.push(templates.get(menu) ?? []),
    } satisfies Members<ElectronParts['Menu']>),
    MessageChannelMain: ChannelDouble,
    nativeTheme: recording.watch('nativeTheme', { shouldUseDarkColors: true } satisfies Members<
      ElectronParts['nativeTheme']
    >),
    Notification: Object.assign(
      function (options: { title?: string; body?: string }) {
        return recording.watch('notification', {
          on: listening(events.notification),
          show: () => seen.notified.push(options),
        });
      },
      { isSupported: () => true },
    ),
    powerMonitor: recording.watch('powerMonitor', {
      on: listening(events.power),
      onBatteryPower: false,
    } satisfies Members<ElectronParts['powerMonitor']>),
    powerSaveBlocker: recording.watch('powerSaveBlocker', {
      start: (kind: string) => seen.blockers.push(kind),
      stop: (id: number) => seen.blockers.splice(id - 1, 1).length > 0,
    } satisfies Members<ElectronParts['powerSaveBlocker']>),
    protocol: recording.watch('protocol', {
      registerSchemesAsPrivileged: (schemes: unknown[]) => seen.schemes.push(...schemes),
    } satisfies Members<ElectronParts['protocol']>),
    safeStorage: recording.watch('safeStorage', {
      decryptStringAsync: (bytes: Buffer) =>
        Promise.resolve({ result: bytes.toString('utf8').slice('v11'.length), shouldReEncrypt: false }),
      encryptStringAsync: (plain: string) => Promise.resolve(Buffer.from(`v11${plain}`)),
      getSelectedStorageBackend: () => 'gnome_libsecret',
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
    } satisfies Members<ElectronParts['safeStorage']>),
    screen: recording.watch('screen', {
      getDisplayMatching: () => ({ workArea: view.workArea }),
      on: listening(events.screen),
    } satisfies Members<ElectronParts['screen']>),
    session: {
      defaultSession: recording.watch('session', {
        protocol: recording.watch('session.protocol', {
          handle: (_scheme: string, handler: PageAnswer) => {
            handlers.page = handler;
          },
        }),
        setDevicePermissionHandler: (handler: () => boolean) => {
          handlers.device = handler;
        },
        setPermissionCheckHandler: (handler: (...args: unknown[]) => boolean) => {
          handlers.permissionCheck = handler;
        },
        setPermissionRequestHandler: (handler: (...args: unknown[]) => void) => {
          handlers.permissionRequest = handler;
        },
      } satisfies Members<ElectronParts['session']['defaultSession']>),
    },
    shell: recording.watch('shell', {
      openExternal: (url: string) => {
        seen.opened.push(url);
        return Promise.resolve();
      },
      openPath: (path: string) => {
        seen.openedPaths.push(path);
        return Promise.resolve(answers.openPath);
      },
      showItemInFolder: (path: string) => seen.revealed.push(path),
      writeShortcutLink: (file: string, operation: string, details: { target: string }) =>
        seen.shortcuts.push([file, operation, details]) > 0,
    } satisfies Members<ElectronParts['shell']>),
    Tray: function (image: string) {
      const tray = { image, destroyed: false, menu: [] as MenuItemConstructorOptions[] };
      seen.trays.push(tray);
      return recording.watch('tray', {
        destroy: () => {
          tray.destroyed = true;
        },
        on: listening(events.tray),
        setContextMenu: (menu: MenuParts) => {
          tray.menu = templates.get(menu) ?? [];
        },
        setToolTip: (text: string) => seen.identities.push(`tray ${text}`),
      } satisfies Members<InstanceType<ElectronParts['Tray']>>);
    },
    utilityProcess: { fork: behaviour.fork },
  } satisfies Members<ElectronParts>;

  // A double has the members that the host uses, and no others.
  return { electron: parts as unknown as ElectronParts, seen, answers, handlers, events, view };
}
