export type NoticePermission = 'allowed' | 'refused' | 'notAsked' | 'elsewhere';

/** Whether this page may show notifications; `elsewhere` where the desktop does it, or the browser cannot. */
export function mayNotify(): NoticePermission {
  if (window.mailroom !== undefined || !('Notification' in window)) return 'elsewhere';
  switch (Notification.permission) {
    case 'granted':
      return 'allowed';
    case 'denied':
      return 'refused';
    case 'default':
      return 'notAsked';
  }
}
