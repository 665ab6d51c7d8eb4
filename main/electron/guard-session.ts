import { mayHavePermission } from './decide-permission.ts';
import type { SessionParts } from './electron-parts.ts';

/** Everything a page could ask the browser for is denied, but what `mayHavePermission` names. */
export function guardSession(session: SessionParts): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(mayHavePermission(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHavePermission(permission, origin, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
}
