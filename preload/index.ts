import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './create-bridge.ts';
import { forwardPorts } from './forward-ports.ts';

forwardPorts(ipcRenderer, window);
contextBridge.exposeInMainWorld('mailroom', createBridge({ ipcRenderer, webUtils }, process.argv));
