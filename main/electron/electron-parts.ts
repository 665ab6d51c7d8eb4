import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  MessageChannelMain,
  NativeTheme,
  Notification,
  NotificationConstructorOptions,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
  Tray,
  UtilityProcess,
  WebContents,
} from 'electron';

/**
 * Every call of Electron that the main process makes, and no other: what is not picked here does not compile. Handed in,
 * so that a double can stand in where the binary is not.
 */
export interface ElectronParts {
  readonly app: Pick<
    App,
    | 'enableSandbox'
    | 'exit'
    | 'getVersion'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAppUserModelId'
    | 'setAsDefaultProtocolClient'
    | 'setDesktopName'
    | 'whenReady'
  >;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => WindowParts;
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): Pick<Menu, 'popup'>;
    setApplicationMenu(menu: Menu): void;
  };
  readonly MessageChannelMain: new () => MessageChannelMain;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<Notification, 'on' | 'show'>;
    isSupported(): boolean;
  };
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly safeStorage: Pick<
    SafeStorage,
    'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
  >;
  readonly screen: Pick<Screen, 'getDisplayMatching' | 'on'>;
  readonly session: { readonly defaultSession: SessionParts };
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly Tray: new (image: string) => Pick<Tray, 'destroy' | 'on' | 'setContextMenu' | 'setToolTip'>;
  readonly utilityProcess: {
    fork(
      modulePath: string,
      args: string[],
      options: { serviceName: string; stdio: 'ignore' | 'inherit' },
    ): EngineChild;
  };
}

export type WindowParts = Pick<
  BrowserWindow,
  | 'focus'
  | 'getBounds'
  | 'hide'
  | 'isFocused'
  | 'isMinimized'
  | 'loadURL'
  | 'on'
  | 'once'
  | 'restore'
  | 'setBounds'
  | 'setProgressBar'
  | 'show'
> & { readonly webContents: ContentsParts };

export type ContentsParts = Pick<WebContents, 'id' | 'on' | 'replaceMisspelling' | 'send' | 'setWindowOpenHandler'>;

export interface SessionParts extends Pick<
  Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
> {
  readonly protocol: Pick<Protocol, 'handle'>;
}

export type EngineChild = Pick<UtilityProcess, 'kill' | 'on' | 'postMessage'>;
