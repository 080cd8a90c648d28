export function programsForOthers(folders: readonly string[], arch: number): string[]
