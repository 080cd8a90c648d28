import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Writer } from './writer.ts'

/** What happens to a disk that a writer writes to. */
export type Trouble =
  /** It has room for this many bytes. */
  | { readonly kind: 'small'; readonly bytes: number }
  /** There is room for this many pages: a new file's name fits, its content does not. */
  | { readonly kind: 'full'; readonly pages: number }
  /** It may only be read, from the beginning. */
  | { readonly kind: 'read-only' }
  /** It fails after this many milliseconds: from then on it may only be read, whatever is open. Needs a loop device. */
  | { readonly kind: 'fails'; readonly after: number }

export interface DiskOutcome {
  /** A copy of all that was on the disk in the end. */
  readonly folder: string
  /** Exit status of the writer; 124 where it had to be ended. */
  readonly status: number | null
  readonly stderr: string
}

/** A shell script that mounts the disk as the current folder, and what it does once the writer is at it. */
function mounting(
  trouble: Trouble,
  disk: string
): { readonly mount: string; readonly before: string; readonly during: string } {
  const tmpfs = (bytes: number): string => `mount -t tmpfs -o size=${Math.ceil(bytes / 4096) * 4}k tmpfs '${disk}'`
  switch (trouble.kind) {
    case 'small':
      return { mount: tmpfs(trouble.bytes), before: ':', during: ':' }
    case 'full':
      return {
        mount: tmpfs(44 * 1024),
        before: `(dd if=/dev/zero of=filler bs=4k count=${10 - trouble.pages} 2>/dev/null; :)`,
        during: ':'
      }
    case 'read-only':
      return { mount: tmpfs(44 * 1024), before: 'mount -o remount,ro .', during: ':' }
    case 'fails': {
      const image = `${disk}.ext4`
      const make = `truncate -s 8M '${image}' && mkfs.ext4 -q -O ^has_journal '${image}'`
      return {
        mount: `${make} && mount -o loop '${image}' '${disk}' && rmdir '${disk}/lost+found'`,
        before: ':',
        // As if the kernel had found the disk broken (ext4(5)).
        during: `sleep ${(trouble.after / 1000).toFixed(3)}; mount -o remount,abort .`
      }
    }
  }
}

/**
 * Runs a writer on a disk of its own, which no other process sees and which is gone afterwards. Needs root.
 * @param folder for the disk's copy
 * @param old what is in the writer's file before; null for none
 * @param timeout seconds after which the writer is ended
 */
export function onDisk(
  writer: Writer,
  folder: string,
  old: string | null,
  trouble: Trouble,
  timeout: number,
  temporary: 'there' | 'elsewhere'
): DiskOutcome {
  const [disk, copy] = [join(folder, 'disk'), join(folder, 'copy')]
  mkdirSync(disk, { recursive: true })
  const name = writer.fileName ?? 'file'
  const { mount, before, during } = mounting(trouble, disk)
  const script = `${mount} && cd '${disk}' || exit 125
    mkdir -p "$(dirname '${name}')"
    ${old === null ? ':' : `printf %s '${old}' >'${name}'`}
    ${before} || exit 125
    timeout -k 5 ${timeout} "$@" &
    writer=$!
    ${during}
    wait $writer; status=$?
    cp -a '${disk}/.' '${copy}'; exit $status`
  const { status, stderr } = spawnSync(
    'unshare',
    ['-m', '--propagation', 'private', 'sh', '-c', script, 'sh', ...writer.command(join(disk, name))],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary === 'there' ? disk : folder } }
  )
  rmSync(`${disk}.ext4`, { force: true })
  return { folder: copy, status, stderr }
}

/** Names of what a writer left that is none of its files. */
export function leftoversIn(folder: string, writer: Writer): readonly string[] {
  const name = writer.fileName ?? 'file'
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      path !== 'filler' &&
      path !== name &&
      !name.startsWith(`${path}/`) &&
      path !== 'zh' &&
      writer.files?.test(path) !== true
  )
}
