import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'

/** Long enough for any browser to begin the download. */
const KEEP_MS = 60_000

function download(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' })
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS)
}

/** Saves bytes under a name: by the host's own dialog, or as a download of the browser. Null when the user declined. */
export async function saveFile(bridge: Bridge, name: string, bytes: Uint8Array): Promise<string | null> {
  if (useHostStore().can('saveFile')) return bridge.invoke('saveFile', name, bytes)
  download(name, bytes)
  return name
}
