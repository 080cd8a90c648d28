import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostDescription, HostMethod, NewWindow, ReceivedFile } from '#shared/contract/host.ts'
import { routeText } from '#shared/contract/route.ts'

/** Milliseconds that a new window has to ask for its files, and to get them. */
const MOST_WAIT = 60_000
/** Word of the address under which a new window asks the one that opened it for files. */
const HAND = 'hand'

const channelOf = (name: string): BroadcastChannel => new BroadcastChannel(`vmatlas-${HAND}-${name}`)

/** Gives the files to the window that asks for them by this name: from page to page, without a way over the host. */
function offerFiles(name: string, files: readonly ReceivedFile[]): void {
  const channel = channelOf(name)
  const giveUp = setTimeout(() => channel.close(), MOST_WAIT)
  channel.onmessage = () => {
    clearTimeout(giveUp)
    channel.postMessage(files)
    channel.close()
  }
}

/** Asks for the files that this page was opened with; none when the window that had them is gone. */
function receiveFiles(name: string): Promise<readonly ReceivedFile[]> {
  const channel = channelOf(name)
  return new Promise((resolve) => {
    const finish = (files: readonly ReceivedFile[]): void => {
      clearTimeout(giveUp)
      channel.close()
      resolve(files)
    }
    const giveUp = setTimeout(() => finish([]), MOST_WAIT)
    channel.onmessage = (message: MessageEvent<readonly ReceivedFile[]>) => finish(message.data)
    channel.postMessage('ready')
  })
}

/** @throws FailureError `denied` where the browser would not let a window come up */
function openWindow({ route, files }: NewWindow): void {
  if (!navigator.userActivation.isActive) {
    throw new FailureError(
      'denied',
      'window',
      'The browser lets a page open a window only right after a click or a key.'
    )
  }
  const name = files.length === 0 ? '' : crypto.randomUUID()
  if (name !== '') offerFiles(name, files)
  const words = [routeText(route), name && `${HAND}=${name}`].filter(Boolean).join('&')
  // Without an opener the new page has a process of its own, and neither waits for the other.
  window.open(`${location.pathname}${words && `#${words}`}`, '_blank', 'noopener')
}

function handOf(address: string): string | null {
  return new RegExp(`[#&]${HAND}=([0-9a-f-]{36})(?:&|$)`).exec(address)?.[1] ?? null
}

/** A browser host's bridge with what the browser itself does: more windows of the same host. */
export function withBrowserWindows(bridge: Bridge): Bridge {
  let hand = handOf(location.hash)
  const describeHost = async (): Promise<HostDescription> => {
    const description = await bridge.invoke('describeHost')
    return { ...description, capabilities: [...description.capabilities, 'windows'] }
  }
  const takeStartFiles = async (): Promise<readonly ReceivedFile[]> => {
    const name = hand
    hand = null
    return name === null ? bridge.invoke('takeStartFiles') : receiveFiles(name)
  }
  return {
    invoke: (async (method: HostMethod, ...args: unknown[]): Promise<unknown> => {
      if (method === 'describeHost') return describeHost()
      if (method === 'openWindow') return openWindow(args[0] as NewWindow)
      if (method === 'takeStartFiles') return takeStartFiles()
      return (bridge.invoke as (method: HostMethod, ...args: unknown[]) => Promise<unknown>)(method, ...args)
    }) as Bridge['invoke'],
    on: (event, listener) => bridge.on(event, listener)
  }
}
