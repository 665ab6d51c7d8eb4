/** The national clouds. Each keeps its own app registrations, sign-in host and Graph host (docs/entra-setup.md). */
export const clouds = {
  global: { signIn: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  usgov: { signIn: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'usgov-dod': { signIn: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: { signIn: 'https://login.chinacloudapi.cn', graph: 'https://microsoftgraph.chinacloudapi.cn' },
} as const;

export type NationalCloud = keyof typeof clouds;
