import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Clipboard,
  ClipboardItem,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessageChannelMain,
  NativeTheme,
  Notification,
  NotificationConstructorOptions,
  OpenDialogOptions,
  PowerMonitor,
  PowerSaveBlocker,
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
    | 'getPath'
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
  readonly clipboard: Pick<Clipboard, 'write'>;
  readonly ClipboardItem: new (items: Record<string, Blob>) => ClipboardItem;
  readonly dialog: {
    showMessageBox(parent: object, options: MessageBoxOptions): Promise<{ readonly response: number }>;
    showOpenDialog(parent: object, options: OpenDialogOptions): Promise<{ readonly filePaths: string[] }>;
  };
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): MenuParts;
    setApplicationMenu(menu: MenuParts | null): void;
  };
  readonly MessageChannelMain: new () => MessageChannelMain;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<Notification, 'on' | 'show'>;
    isSupported(): boolean;
  };
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'onBatteryPower'>;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly safeStorage: Pick<
    SafeStorage,
    'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
  >;
  readonly screen: Pick<Screen, 'getDisplayMatching' | 'on'>;
  readonly session: { readonly defaultSession: SessionParts };
  readonly shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'writeShortcutLink'>;
  readonly Tray: new (image: string) => TrayParts;
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

export type MenuParts = Pick<Menu, 'popup'>;

export interface TrayParts extends Pick<Tray, 'destroy' | 'on' | 'setToolTip'> {
  setContextMenu(menu: MenuParts | null): void;
}

export type ContentsParts = Pick<
  WebContents,
  'id' | 'on' | 'postMessage' | 'replaceMisspelling' | 'send' | 'setWindowOpenHandler' | 'startDrag'
>;

export interface SessionParts extends Pick<
  Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
> {
  readonly protocol: Pick<Protocol, 'handle'>;
}

export type EngineChild = Pick<UtilityProcess, 'kill' | 'on' | 'postMessage'>;
