/** For what is polled: long enough for any machine, and no test waits longer than it has to. */
export const patiently = { timeout: 120_000, interval: 20 } as const;
