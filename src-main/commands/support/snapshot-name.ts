/**
 * The name of a collected snapshot, `host-time-pid.vmsnap`: what a folder of many machines needs to be sorted and matched by.
 * Nothing in it needs quotes. @param takenAt milliseconds since 1970 @param pids null is all of the machine
 */
export function snapshotName(host: string | null, takenAt: number, pids: readonly number[] | null): string {
  // A name that begins with a dot would be hidden, and one with a dash taken for an option.
  const plain = (host ?? '').replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[.-]+/, '')
  const time = new Date(takenAt).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const what = pids === null ? 'all' : pids.length === 1 ? String(pids[0]) : `${pids.length}-processes`
  return `${plain.slice(0, 100) || 'host'}-${time}-${what}.vmsnap`
}
