import type { FirstWords } from './compose.ts';
import type { StructuredError } from './errors.ts';

/** What a person chose in the menu bar or the tray: the window does it as if its own button was pressed. */
export const menuCommands = [
  'write',
  'outbox',
  'files',
  'jobs',
  'health',
  'settings',
  'newMessage',
  'attach',
  'send',
  'schedule',
  'showCopies',
  'undoSend',
  'pauseOrResume',
  'filter',
  'transfers',
  'palette',
  'shortcuts',
  'nextRegion',
  'previousRegion',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What a person handed over by Send to, by dropping it on the Dock or by a command line. Never what a page named. */
export interface HandedFiles {
  /** Absolute. Whether a file is there, and is one, the engine says when it is attached. */
  readonly paths: readonly string[];
  /** What is no path, such as the address of a file on a server: the window says that it was not taken. */
  readonly notFiles: readonly string[];
}

/** What the desktop asks its window to do. */
export type DesktopCommand =
  | { readonly kind: 'menu'; readonly command: MenuCommand }
  /** From a `mailto:` link: begin a message with these words. Never with files: a page could name any of this computer. */
  | { readonly kind: 'compose'; readonly words: FirstWords }
  /** Begin one message with all of these. */
  | { readonly kind: 'attach'; readonly files: HandedFiles }
  /** From a `mailroom:` link or a notification: show this message. The id is well formed, and may be unknown. */
  | { readonly kind: 'show'; readonly id: string };

/**
 * The `data` of a `message` event that the window receives from itself, with one MessagePort in `ports`: the wire to the
 * engine. A new one comes after every restart of the engine; the one before it is dead. A port cannot pass the bridge
 * between the preload's world and the page's, a posted message can.
 */
export const enginePortMessage = 'mailroom:engine-port';

export type FileAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly error: StructuredError };

/** A folder that a person chose: its name to show, and a word that stands for it in `files.save`. */
export type FolderAnswer =
  | { readonly kind: 'chosen'; readonly grant: string; readonly name: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly error: StructuredError };

/** `window.mailroom`, in the desktop host only. */
export interface DesktopBridge<FileObject = unknown> {
  readonly kind: 'desktop';
  readonly version: string;
  /** Call once, when listening for `enginePortMessage`. */
  requestPort(): void;
  /** Where a chosen, dropped or pasted file is; an empty string for one that is on no disk. */
  pathOf(file: FileObject): string;
  /** Asks for files with the system's own dialog. Empty when the person cancels. */
  pickFiles(): Promise<string[]>;
  /** Opens a collected file with the system's program for it. Dangerous kinds are refused. */
  openFile(id: string): Promise<FileAnswer>;
  /** Shows a copy of it in its folder. */
  revealFile(id: string): Promise<FileAnswer>;
  /** Puts files on the clipboard, to be pasted as files. Windows takes one at a time. */
  copyFiles(ids: readonly string[]): Promise<FileAnswer>;
  /** While the mouse button is down over them: the system goes on with the drag. */
  dragFiles(ids: readonly string[]): Promise<FileAnswer>;
  /** Asks for the folder of `files.save` with the system's own dialog. */
  pickFolder(): Promise<FolderAnswer>;
  /** Commands from outside the page; those that came before the first listener are delivered to it. Returns the end. */
  onCommand(listener: (command: DesktopCommand) => void): () => void;
}

/** Names of the messages between preload and main process. Nothing else crosses. */
export const desktopChannels = {
  requestPort: 'mailroom:request-port',
  port: 'mailroom:port',
  pickFiles: 'mailroom:pick-files',
  openFile: 'mailroom:open-file',
  revealFile: 'mailroom:reveal-file',
  copyFiles: 'mailroom:copy-files',
  dragFiles: 'mailroom:drag-files',
  pickFolder: 'mailroom:pick-folder',
  commandsReady: 'mailroom:commands-ready',
  command: 'mailroom:command',
} as const;
