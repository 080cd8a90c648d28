import type { ReceivedFile } from '#shared/contract/host.ts'

/** The bytes of files that the user chose or dropped. */
export async function receiveChosen(files: readonly File[]): Promise<ReceivedFile[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })))
}

/** A pasted text as a file of its own; short words are no memory map and are left alone. */
export function receivePasted(text: string, name: string): ReceivedFile | null {
  return /[0-9a-f]{8}/i.test(text) && text.length > 20 ? { name, bytes: new TextEncoder().encode(text) } : null
}

/** True where a paste belongs to a field that is being typed in. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
