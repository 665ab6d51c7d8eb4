/** The desktop's own scheme: never file:, which would give a page the rights of every file. */
export const appScheme = 'app';
export const appOrigin = 'app://mailroom';
export const appPage = `${appOrigin}/index.html`;

/** As the security checklist asks: a secure origin with a host, readable by itself alone, and never above its own policy. */
export const appSchemePrivileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } as const;
