import { kernelName } from '../listing/pmap-row.ts'
import { isNode, type RecordValue } from './record-value.ts'

/** What is written where a mapping has no name. */
const NOTHING =
  /^(?:|[-–—?*]{1,3}|anon(?:ymous)?|anonymous mapping|anon_mmap|none|nil|null|undefined|-?unnamed-?|unknown|empty|n\/a|no file|no name|private|(?:0x)?0|0x[0-9a-f]{1,16}(?: .*)?)$/i
/** The kernel's own names, without the brackets that tools leave out. */
const OWN = /^(?:heap|stack|vdso|vvar|vvar_vclock|vsyscall)$/i
/** Of enumerations: what a value of them wraps. */
const WRAPPERS = /^(?:some|path|file|just|other|filepath|pathbuf|posixpath|str|string)$/i
const QUOTES = /^(["'`]?)([^]*)\1$/
const OF_KERNEL =
  /^\[(?:heap|stack(?::\d{1,10})?|vdso|vvar(?:_vclock)?|vsyscall|vectors|sigpage|uprobes|anon(?:_shmem)?:[^\]]{1,200})\]$/
const SYSTEM_FILE = /^\/|^(?:anon_inode|memfd|socket|pipe):/

/** A name that the kernel gives to what no file is behind: `[heap]`, `[anon:…]`. */
export const isKernelName = (name: string): boolean => OF_KERNEL.test(name)

/** A file's whole path, or a name that the kernel gives to such as have none. */
export const isPathName = (name: string): boolean => SYSTEM_FILE.test(name)

/** `Path("/usr/bin/demo")`, `Some(Heap)`, `TStack(7)`: how programs print what kind of name it is. */
function ofNode(value: Exclude<RecordValue, string>): string {
  const [first] = value.items
  const path = value.pairs.find(([key]) => /^(?:path|name|filename|file)$/i.test(key))?.[1]
  const inner = first ?? path
  if (inner === undefined) return value.name
  const name = isNode(inner) ? ofNode(inner) : inner
  if (/^other$/i.test(value.name) && !name.startsWith('[')) return `[${name}]`
  if (/^t?stack$/i.test(value.name)) return `[stack:${name}]`
  if (/^anon(?:ymous)?$/i.test(value.name)) return name === '' ? '' : `[anon:${name}]`
  return value.name === '' || WRAPPERS.test(value.name) ? name : ''
}

/** Sections of a file, after which people call what they lie in. */
const SECTION = /^\.(?:text|data|rodata|bss|got|plt|init|fini|dynamic)\b/
const HEX_BYTES = /^(?:[0-9a-f]{2}){4,1024}$/i
const decoder = new TextDecoder()

/** gdb's protocol writes names as bytes in hexadecimal. */
function fromHex(text: string): string {
  if (!HEX_BYTES.test(text)) return text
  const bytes = Uint8Array.from(text.match(/../g)!, (two) => Number.parseInt(two, 16))
  const name = decoder.decode(bytes)
  return /^[/[]/.test(name) ? name : text
}

/** What a text calls a mapping, as the kernel would. */
export function nameOf(value: RecordValue, start: bigint): string {
  const whole = (isNode(value) ? ofNode(value) : value).trim()
  const text = fromHex(QUOTES.exec(whole)?.[2]?.trim() ?? whole)
  const bare = text.replace(/^[<([]{1,2}\s?/, '').replace(/\s?[>)\]]{1,2}$/, '')
  if (NOTHING.test(bare) || SECTION.test(bare)) return ''
  if (OWN.test(bare)) return `[${bare.toLowerCase()}]`
  return kernelName(text, start)
}
