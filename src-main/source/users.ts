import { readFileSync, statSync } from 'node:fs'

let known: { readonly stamp: number; readonly names: ReadonlyMap<number, string> } | null = null

/** How a user is shown: by name, or by number where the machine has no name for it. */
export function userText(uid: number | null): string | null {
  return uid === null ? null : (userNames().get(uid) ?? String(uid))
}

/** User names by uid from /etc/passwd, read again when the file changes. Users from other sources (LDAP, systemd) show as numbers. */
export function userNames(file = '/etc/passwd'): ReadonlyMap<number, string> {
  const stamp = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (known?.stamp === stamp) return known.names
  const names = new Map<number, string>()
  try {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [name, , uid] = line.split(':')
      if (name && uid && /^\d+$/.test(uid) && !names.has(Number(uid))) names.set(Number(uid), name)
    }
  } catch {
    // No such file in a container without users: numbers are shown.
  }
  known = { stamp, names }
  return names
}
