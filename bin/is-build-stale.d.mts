export function isBuildStale(built: string, sources: readonly string[]): boolean;
