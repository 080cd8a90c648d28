import type { Range } from './glibc-memory.ts'
import type { JvmProcess } from './jvm-process.ts'

/**
 * Metaspace is given out in root chunks that begin at multiples of their size, of 4 MiB up to JDK 20 and of 16 MiB since
 * (src/hotspot/share/memory/metaspace/chunklevel.hpp): all 4 MiB around a constant pool are metaspace.
 */
const ROOT_CHUNK = 4 * 1024 ** 2
const MOST_CLASSES = 50_000
const MOST_LOADERS = 20_000

/**
 * Where the metaspace is that holds what is not a class itself: around the constant pools of classes. Those in the archive of
 * class data are left out. A constant pool counts only where it points back to its class. An application with very many classes
 * is looked at as far as there is time.
 */
export function metaspaceRanges(jvm: JvmProcess): Range[] {
  const [sharedFrom, sharedTo] = ['base', 'top'].map(
    (end) => jvm.variable(`MetaspaceObj._shared_metaspace_${end}`) ?? 0
  )
  const isShared = (address: number): boolean => address >= sharedFrom! && address < sharedTo!
  const [layoutAt, constantsAt, holderAt, nextAt, firstAt, nextLoaderAt] = [
    'Klass._layout_helper',
    'InstanceKlass._constants',
    'ConstantPool._pool_holder',
    'Klass._next_link',
    'ClassLoaderData._klasses',
    'ClassLoaderData._next'
  ].map((name) => jvm.offset(name) ?? NaN)
  const { words } = jvm
  const chunks = new Set<number>()

  function look(klass: number): void {
    // Less than nothing for arrays, which end before the field.
    const layout = words.half(klass + layoutAt!)
    if (layout === null || layout === 0 || layout >= 0x80000000) return
    const constants = words.word(klass + constantsAt!)
    if (constants === null || isShared(constants)) return
    const chunk = Math.floor(constants / ROOT_CHUNK)
    if (!chunks.has(chunk) && words.word(constants + holderAt!) === klass) chunks.add(chunk)
  }

  let classes = 0
  let loader = jvm.variable('ClassLoaderDataGraph._head')
  for (let loaders = 0; loader !== null && loader !== 0 && loaders < MOST_LOADERS; loaders++) {
    let klass = words.word(loader + firstAt!)
    while (klass !== null && klass !== 0 && classes < MOST_CLASSES && !words.isOver) {
      classes++
      if (!isShared(klass)) look(klass)
      klass = words.word(klass + nextAt!)
    }
    loader = words.word(loader + nextLoaderAt!)
  }
  return [...chunks].map((chunk): Range => [chunk * ROOT_CHUNK, (chunk + 1) * ROOT_CHUNK])
}
