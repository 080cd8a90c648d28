export function isBuilt(): boolean
export function buildIfNeeded(): void
