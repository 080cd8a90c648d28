import { FailureError } from '../../contract/failure.ts'
import type { Importer } from '../importer.ts'
import { readCopiedMaps } from '../listing/copied-maps.ts'

const BANNER = 'A fatal error has been detected by the Java Runtime Environment'
const HEADING = 'Dynamic libraries:'
const latin = new TextDecoder('latin1')

/** A JVM's hs_err file: the copy of /proc/self/maps below "Dynamic libraries:". */
export const jvmHsErr: Importer = {
  id: 'jvm-hs-err',
  detect: (head) => (latin.decode(head).includes(BANNER) ? 0.98 : 0),
  read(bytes, name, context) {
    // latin1 keeps one character a byte, so offsets in the text are offsets in the bytes.
    const text = latin.decode(bytes)
    const heading = text.indexOf(HEADING)
    if (heading < 0) throw new FailureError('bad-input', name, 'this hs_err file holds no "Dynamic libraries:"')
    const from = text.indexOf('\n', heading) + 1
    const blank = /\n\r?\n/.exec(text.slice(from))
    const to = blank === null ? bytes.length : from + blank.index + 1
    const pid = Number(/\bpid=(\d{1,10})/.exec(text.slice(0, 4096))?.[1] ?? 0)
    const command = /^Command Line: (.{1,4096})/m.exec(text.slice(0, 65536))?.[1]?.trim()
    const imported = readCopiedMaps('jvm-hs-err', bytes, [from, to], name, context, {
      name: 'java',
      ...(pid === 0 ? {} : { pid }),
      ...(command === undefined ? {} : { command: `java ${command}` })
    })
    if (imported.moments.every(({ processes }) => processes.length === 0)) {
      const detail = 'its "Dynamic libraries:" lists no mappings of Linux; it may be from another system'
      throw new FailureError('bad-input', name, detail)
    }
    return imported
  }
}
