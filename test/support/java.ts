import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const OBJECTS = join(import.meta.dirname, '../truth/programs/Objects.java')
const NAMES = join(import.meta.dirname, 'programs/Names.java')
const FOLDER = '/usr/lib/jvm'

/** Every JDK of the machine by its `java`, each version once. @throws Error where there is none */
export function javas(): string[] {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER) : []
  const byVersion = new Map<string, string>()
  for (const java of ['java', ...names.map((name) => join(FOLDER, name, 'bin/java'))]) {
    const { error, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
    const version = /version "([^"]+)"/.exec(stderr ?? '')?.[1]
    if (error === undefined && version !== undefined && !byVersion.has(version)) byVersion.set(version, java)
  }
  if (byVersion.size === 0) throw new Error('java is missing: install the package default-jdk-headless')
  return [...byVersion.values()]
}

/** Starts a JVM that holds 60 MiB of objects and waits; ready when the promise is kept. To be killed by the caller. */
export function startJava(java: string, ...flags: string[]): Promise<ChildProcess & { readonly pid: number }> {
  return started(java, [...flags, OBJECTS])
}

/** Likewise one with this many threads `request-handler-of-the-pool-N`, six with names of other scripts, and virtual threads. */
export function startNamedThreads(
  java: string,
  count: number,
  ...flags: string[]
): Promise<ChildProcess & { readonly pid: number }> {
  return started(java, [...flags, NAMES, String(count)])
}

async function started(java: string, args: readonly string[]): Promise<ChildProcess & { readonly pid: number }> {
  // Source files are UTF-8 whatever the locale is.
  const child = spawn(java, ['-Xmx256m', '-Dfile.encoding=UTF-8', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      if (bytes.includes('READY')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${java} ended before it was ready`)))
  })
  return child as ChildProcess & { readonly pid: number }
}
