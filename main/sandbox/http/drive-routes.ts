import * as drive from '../drive/drive-requests.ts';
import type { Route } from './route.ts';

/** What a drive answers, below its owner's address. Paths are two folders deep, as the one client of it makes them. */
export const driveRoutes: readonly Route[] = [
  { method: 'GET', path: 'drive', scope: 'files', run: drive.getDrive },
  { method: 'GET', path: 'drive/root:/:top/:folder/:file', scope: 'files', run: drive.getItemByPath },
  { method: 'DELETE', path: 'drive/root:/:top/:folder', scope: 'files', run: drive.removeFolder },
  {
    method: 'POST',
    path: 'drive/root:/:top/:folder/:file/createUploadSession',
    scope: 'files',
    run: drive.createDriveUpload,
  },
  { method: 'GET', path: 'drive/items/:item', scope: 'files', run: drive.getItem },
  { method: 'GET', path: 'drive/items/:item/content', scope: 'files', run: drive.getContent },
  { method: 'POST', path: 'drive/items/:item/createLink', scope: 'files', run: drive.createLink },
  { method: 'POST', path: 'drive/items/:item/invite', scope: 'files', run: drive.inviteTo },
];
