/**
 * What a real machine does to an app now and then. A test asks for it by words in ELECTRON_DOUBLE_UNKIND, with commas between
 * them; without, the double is as kind as Electron on a good day. `dist/electron` answers those about the environment.
 */
const WORDS = [
  /** Wayland: the event never comes (electron#48859). */
  'no-ready-to-show',
  /** Neither does the end of loading. */
  'no-load',
  /** The single-instance lock is refused though no process holds it: the user's folder can't be written. */
  'no-lock',
  /** `protocol.handle` throws while the app starts. */
  'no-protocol',
  /** What Electron and Chromium print and do for root, without a display, and without a sandbox that they may use. */
  'root',
  'no-display',
  'no-sandbox'
] as const

const asked = (process.env['ELECTRON_DOUBLE_UNKIND'] ?? '').split(',').filter(Boolean)
for (const word of asked) {
  if (!(WORDS as readonly string[]).includes(word)) throw new Error(`The electron double can not be so unkind: ${word}`)
}

export function isUnkind(word: (typeof WORDS)[number]): boolean {
  return asked.includes(word)
}
