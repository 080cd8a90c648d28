/** Whether the host of this page answers, and still knows it. */
export type HostState = 'there' | 'stranger' | 'silent'

/** Asks the host for its page, which it gives only to whom it knows: one that was restarted has another secret. */
export async function probeHost(): Promise<HostState> {
  try {
    const answer = await fetch('/', { cache: 'no-store' })
    return answer.ok ? 'there' : 'stranger'
  } catch {
    return 'silent'
  }
}

/** Milliseconds between two looks for a host that was not there when the page came. */
const LOOK_EVERY = 2000

/** Loads the page again as soon as its host answers. */
export function reloadWhenThere(): void {
  setTimeout(() => {
    void probeHost().then((state) => (state === 'there' ? location.reload() : reloadWhenThere()))
  }, LOOK_EVERY)
}
