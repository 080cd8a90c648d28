import type { CgroupMemory } from './cgroup-memory.ts'
import type { CgroupIdentity } from './cgroup-path.ts'
import type { GpuMemory } from './gpu-memory.ts'

/** What lies around a process's own mappings: what may limit it, and what it has elsewhere. */
export interface Surroundings {
  /** Null where its cgroup is not known. */
  readonly cgroup: { readonly version: 1 | 2; readonly identity: CgroupIdentity } | null
  /** From its own cgroup to the root; empty where the hierarchy can't be read. */
  readonly path: readonly CgroupMemory[]
  readonly gpu: GpuMemory
  /** 0 … 2000 and −1000 … 1000 (proc_pid_oom_score(5)); null where not reported. */
  readonly oomScore: number | null
  readonly oomScoreAdj: number | null
}
