import type { HostApi } from '#shared/contract/host.ts'

/** The services as one page has them. */
export interface PageServices {
  readonly api: HostApi
  /** The page was closed or reloaded: what it started ends. */
  end(): void
}

/** A page that goes away can't report that it left its lesson, so its subjects are remembered and end with it. */
export function pageServices(services: HostApi): PageServices {
  const started = new Set<string>()
  let hasEnded = false
  return {
    api: {
      ...services,
      async startSubject() {
        const handle = await services.startSubject()
        // The page went while its subject was being started.
        if (hasEnded) await services.stopSubject(handle.id)
        else started.add(handle.id)
        return handle
      },
      async stopSubject(id) {
        started.delete(id)
        await services.stopSubject(id)
      }
    },
    end() {
      hasEnded = true
      // One that can't be stopped is gone already, and nothing waits for it.
      for (const id of started) services.stopSubject(id).catch(() => undefined)
      started.clear()
    }
  }
}
