import { isRedacting, type RedactionChoice } from '../../redact/redaction.ts'
import type { MomentMachine } from './machine-text.ts'

/** Names that every machine has; the others are a company's, a user's or a container's own. */
const PUBLIC = /^(?:(?:system|user|machine|init|app|session|background|kubepods)\.(?:slice|scope)|kubepods|docker|lxc)$/

/**
 * Made-up names for the folders of cgroups: the same one for the same folder in all moments, and how they lie in one another
 * stays. Numbers identify nobody.
 */
export function cgroupRedactor(redaction: RedactionChoice): (machine: MomentMachine) => MomentMachine {
  if (!isRedacting(redaction)) return (machine) => machine
  const names = new Map<string, string>()
  const partOf = (part: string): string => {
    if (part === '' || PUBLIC.test(part)) return part
    const known = names.get(part) ?? `group-${names.size + 1}`
    names.set(part, known)
    return known
  }
  const renamed = <Named extends { readonly path: string }>(named: Named): Named => ({
    ...named,
    path: named.path.split('/').map(partOf).join('/')
  })
  return ({ memory, cgroups }) => ({
    memory,
    cgroups: cgroups.map(({ pid, cgroup, path }) => ({ pid, cgroup: renamed(cgroup), path: path.map(renamed) }))
  })
}
