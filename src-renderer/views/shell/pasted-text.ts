/** A pasted text as a file of its own; short words are no memory map and are left alone. */
export function receivePasted(text: string, name: string): File | null {
  return /[0-9a-f]{8}/i.test(text) && text.length > 20 ? new File([text], name) : null
}

/** True where a paste belongs to a field that is being typed in. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
