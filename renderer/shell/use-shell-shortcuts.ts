import type { ShellStatus } from '../../contract/shell.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { goTo, openLayer, toggleDrawer, useWindow } from '../app/location.ts';
import { focusRegion } from '../app/regions.ts';
import { useAction } from '../app/use-action.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { announce } from '../ui/announce.ts';
import type { CommandWords } from '../ui/carried-command.ts';

/** The keys that work on every screen. */
export function useShellShortcuts(): void {
  const pauseOrResume = usePauseOrResume();
  useShortcut('palette', () => openLayer('palette'));
  useShortcut('shortcuts', () => openLayer('shortcuts'));
  useShortcut('goWrite', () => goTo('write'));
  useShortcut('goOutbox', () => goTo('outbox'));
  useShortcut('goFiles', () => goTo('files'));
  useShortcut('goJobs', () => goTo('jobs'));
  useShortcut('goHealth', () => goTo('health'));
  useShortcut('goSettings', () => goTo('settings'));
  useShortcut('write', () => goTo('write', 'new'));
  useShortcut('merge', openMerge);
  useShortcut('transfers', toggleDrawer);
  useShortcut('nextRegion', () => focusRegion(1));
  useShortcut('previousRegion', () => focusRegion(-1));
  useShortcut('pauseAll', pauseOrResume);
}

/** From a message that is written, its words are the ones to be merged. */
function openMerge(): void {
  const { place, id } = useWindow.getState().location;
  goTo('merge', place === 'write' && id !== null && id !== 'new' ? `new:${id}` : null);
}

/** Stops or continues everything that moves, and says so. */
export function usePauseOrResume(): () => void {
  const client = useClient();
  const isPaused = useShellStatus()?.paused ?? false;
  const action = useAction(
    () => (isPaused ? client.shell.resumeAll({}) : client.shell.pauseAll({})),
    ({ paused }) => announce(paused ? 'All transfers are paused' : 'Transfers continue'),
  );
  return () => action.run(undefined);
}

export function pauseOrResumeCommand(status: ShellStatus | null): CommandWords {
  return status?.paused === true ? commands['shell.resumeAll']() : commands['shell.pauseAll']();
}
