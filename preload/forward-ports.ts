import { desktopChannels, enginePortMessage } from '../contract/desktop.ts';
import type { PreloadParts } from './create-bridge.ts';

/** Passes each port to the engine on to the page. The page's own origin is named, so that no other one could get it. */
export function forwardPorts(
  ipcRenderer: Pick<PreloadParts['ipcRenderer'], 'on'>,
  page: Pick<Window, 'postMessage'> & { readonly location: Pick<Location, 'origin'> },
): void {
  ipcRenderer.on(desktopChannels.port, (event) => {
    page.postMessage(enginePortMessage, page.location.origin, [...event.ports]);
  });
}
