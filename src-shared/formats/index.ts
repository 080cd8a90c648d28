import { FailureError } from '../contract/failure.ts'
import {
  budgetOf,
  HEAD_BYTES,
  type FormatContext,
  type Imported,
  type ImportedMoment,
  type Importer,
  type SkippedNote
} from './importer.ts'
import { androidBugreport } from './crash/android-bugreport.ts'
import { apportReport } from './crash/apport-report.ts'
import { coreFilesText } from './tool/core-files-text.ts'
import { createdump } from './crash/createdump.ts'
import { criuLog } from './tool/criu-log.ts'
import { qemuUser } from './tool/qemu-user.ts'
import { ttar } from './archive/ttar.ts'
import { volatilityMaps } from './tool/volatility-maps.ts'
import { cpioTree } from './archive/cpio-tree.ts'
import { crashMemoryMap } from './crash/crash-memory-map.ts'
import { crashVm } from './crash/crash-vm.ts'
import { debuggerVmmap } from './tool/debugger-vmmap.ts'
import { elfCore } from './crash/elf-core.ts'
import { gdbMappings } from './tool/gdb-mappings.ts'
import { jsonRecords } from './tool/json-records.ts'
import { jvmHsErr } from './crash/jvm-hs-err.ts'
import { jvmSystemMap } from './tool/jvm-system-map.ts'
import { lldbRegions } from './tool/lldb-regions.ts'
import { mapsText } from './listing/maps-text.ts'
import { mapFilesList } from './listing/map-files-list.ts'
import { numaMaps } from './listing/numa-maps.ts'
import { minidump } from './crash/minidump.ts'
import { noList } from './tool/no-list.ts'
import { otherSystem } from './tool/other-system.ts'
import { adviceFor, unpackedFile } from './unwrap/packed-file.ts'
import { perfScript } from './tool/perf-script.ts'
import { decodedText, plainText } from './unwrap/plain-text.ts'
import { pmapText } from './listing/pmap-text.ts'
import { procListing } from './listing/proc-listing.ts'
import { psutilText } from './tool/psutil-text.ts'
import { radareMaps } from './tool/radare-maps.ts'
import { reportPage } from './snapshot/report-page.ts'
import { sanitizerMap } from './crash/sanitizer-map.ts'
import { showmap } from './listing/showmap.ts'
import { lineList } from './record/line-list.ts'
import { looseTable } from './record/loose-table.ts'
import { withoutPrefixOfAll } from './unwrap/line-prefix.ts'
import { rowCount } from './record/list-rows.ts'
import { MOST_BYTES } from './record/record-value.ts'
import { mentionsPages } from './record/written-numbers.ts'
import { recordText } from './record/record-text.ts'
import { tableText } from './tool/table-text.ts'
import { tarTree } from './archive/tar-tree.ts'
import { scanmemRegions } from './tool/scanmem-regions.ts'
import { tizenCrash } from './crash/tizen-crash.ts'
import { tombstone } from './crash/tombstone.ts'
import { PASTE, unknownText } from './tool/unknown-text.ts'
import { unifiedDiff } from './tool/unified-diff.ts'
import { valgrindSegments } from './tool/valgrind-segments.ts'
import { vmsnap } from './snapshot/vmsnap.ts'
import { zipTree } from './archive/zip-tree.ts'

/** Every format that can be opened. A new one is one file and a line here. */
export const IMPORTERS: readonly Importer[] = [
  vmsnap,
  zipTree,
  tarTree,
  cpioTree,
  elfCore,
  minidump,
  reportPage,
  jsonRecords,
  psutilText,
  tableText,
  jvmHsErr,
  jvmSystemMap,
  crashMemoryMap,
  apportReport,
  unifiedDiff,
  tizenCrash,
  procListing,
  mapsText,
  numaMaps,
  pmapText,
  gdbMappings,
  debuggerVmmap,
  lldbRegions,
  radareMaps,
  crashVm,
  perfScript,
  coreFilesText,
  createdump,
  criuLog,
  qemuUser,
  volatilityMaps,
  ttar,
  valgrindSegments,
  scanmemRegions,
  mapFilesList,
  sanitizerMap,
  androidBugreport,
  tombstone,
  showmap,
  recordText,
  looseTable,
  lineList
]

const OF_BYTES = IMPORTERS.filter(({ takes }) => takes === 'bytes')
const OF_TABLES = IMPORTERS.filter(({ takes }) => takes === 'table')
const OF_ANY_TEXT = IMPORTERS.filter(({ takes }) => takes === 'any')
const OF_TEXT = IMPORTERS.filter(({ takes }) => takes === undefined)

/** How a row of any text format begins, wherever the text around it ends. */
const LATE_ROW = /^[ \t>[]*(?:0x)?[0-9a-f]{6,16}(?:[-'][0-9a-f]|[ \t]+\d+K?[ \t]|[ \t]+0x)/im
const latin = new TextDecoder('latin1')

/** Where a long report comes to its mappings: the beginning of that part, or null. */
function lateHead(bytes: Uint8Array): Uint8Array | null {
  for (let at = HEAD_BYTES; at < bytes.length; at += HEAD_BYTES) {
    const found = LATE_ROW.exec(latin.decode(bytes.subarray(at, at + HEAD_BYTES)))
    // From here on, with the line before it, which may be a heading.
    if (found !== null) return bytes.subarray(Math.max(0, at + found.index - 256), at + found.index + HEAD_BYTES)
  }
  return null
}

function readBest(
  importers: readonly Importer[],
  bytes: Uint8Array,
  head: Uint8Array,
  name: string,
  context: FormatContext
): Imported | FailureError | null {
  const ranked = importers
    .map((importer) => ({ importer, sure: importer.detect(head, name) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure - a.sure)
  let failure: FailureError | null = null
  for (const { importer } of ranked) {
    try {
      const imported = importer.read(bytes, name, context)
      if (imported.moments.some(({ processes }) => processes.length > 0)) return imported
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      failure ??= error
    }
  }
  return failure
}

const TOO_LARGE_TO_REWRITE =
  'it is too large for what has to be taken from its lines before they are read (another encoding, colours, times, tags): open a part of it'
/** Most of a text that is looked through for what it may be. */
const MOST_LOOKED_THROUGH = 2 * 1024 * 1024
/** Each heading is complete in one of the two pieces. */
const OVERLAP = 4096

/** What a text is that no mappings were found in, wherever in it that shows; null when it is nothing known. */
function adviceForText(bytes: Uint8Array, name: string): string | null {
  const end = Math.min(bytes.length, MOST_LOOKED_THROUGH)
  for (let at = 0; at === 0 || at < end; at += HEAD_BYTES) {
    const piece = plainText(decodedText(bytes.subarray(Math.max(0, at - OVERLAP), at + HEAD_BYTES)))
    const advice = noList(piece, name) ?? otherSystem(piece)
    if (advice !== null) return advice
  }
  return null
}

/** Opens text of any kind. @returns why not, or null when no importer knows it */
function openText(bytes: Uint8Array, name: string, context: FormatContext): Imported | FailureError | null {
  const makeRoom = (needed: number): void => {
    if (budgetOf(context).left('bytes') < needed) throw new FailureError('too-large', name, TOO_LARGE_TO_REWRITE)
  }
  const decoded = decodedText(bytes, makeRoom)
  const table = readBest(OF_TABLES, decoded, decoded.subarray(0, HEAD_BYTES), name, context)
  if (table !== null && !(table instanceof FailureError)) return table
  const foreign = otherSystem(decoded.subarray(0, HEAD_BYTES))
  if (foreign !== null) return new FailureError('bad-input', name, foreign)
  const plain = plainText(decoded, makeRoom)
  const found = readBest(OF_TEXT, plain, plain.subarray(0, HEAD_BYTES), name, context) ?? table
  if (found !== null && !(found instanceof FailureError)) return found
  const late = plain.length > HEAD_BYTES ? lateHead(plain) : null
  const behind = late === null ? null : readBest(OF_TEXT, plain, late, name, context)
  if (behind !== null && !(behind instanceof FailureError)) return behind
  const why = behind ?? found
  // What is too large for its own importer is too large for all.
  return why !== null && why.failure.kind !== 'bad-input' ? why : (openAnyText(decoded, plain, name, context) ?? why)
}

/** A list in a form without an importer; null where there is none, or the text is known to be something else. */
function openAnyText(decoded: Uint8Array, plain: Uint8Array, name: string, context: FormatContext): Imported | null {
  const isBinary = decoded.subarray(0, 4096).includes(0)
  if (isBinary || decoded.length > MOST_BYTES || !mentionsPages(decoded)) return null
  if (adviceForText(decoded, name) !== null) return null
  let best: Imported | null = null
  // What was taken off may have been a part of the form: tags of XML, numbers of a table.
  for (const text of new Set([withoutPrefixOfAll(plain, HEAD_BYTES), plain, decoded])) {
    const found = readBest(OF_ANY_TEXT, text, text.subarray(0, HEAD_BYTES), name, context)
    if (found === null || found instanceof FailureError) continue
    if (best === null || rowCount(found) > rowCount(best)) best = found
  }
  return best
}

/** Opens bytes that are not packed. @returns why not, or null when no importer knows them */
function openUnpacked(bytes: Uint8Array, name: string, context: FormatContext): Imported | FailureError | null {
  return readBest(OF_BYTES, bytes, bytes.subarray(0, HEAD_BYTES), name, context) ?? openText(bytes, name, context)
}

/** Opens a file that lies in an archive. */
function openInner(packed: Uint8Array, name: string, context: FormatContext): Imported | string | null {
  const notes: SkippedNote[] = []
  const budget = budgetOf(context)
  if (!budget.takeAll('tried', packed.length)) throw budget.refusal('tried', name)
  const before = budget.left('bytes')
  const bytes = unpackedFile(packed, name, context, notes)
  if (bytes !== packed && !budget.takeAll('tried', bytes.length)) throw budget.refusal('tried', name)
  const found = openUnpacked(bytes, name, context)
  // Nothing was found in it, so it is not kept.
  if (found === null || found instanceof FailureError) budget.give('bytes', before - budget.left('bytes'))
  if (found === null) return adviceFor(bytes)
  // An archive that holds nothing of use is treated like any other file.
  return found instanceof FailureError ? null : { ...found, notes: [...notes, ...found.notes] }
}

/** Moments are in order of time; where a time is not reported, the file's own order counts. */
function inOrderOfTime(moments: readonly ImportedMoment[]): readonly ImportedMoment[] {
  return moments.every(({ takenAt }) => takenAt !== null)
    ? moments.toSorted((a, b) => a.takenAt! - b.takenAt!)
    : moments
}

/**
 * Opens whatever it is, by its content; the surest importer that finds a process wins.
 * @param name for showing, and where a format has no name of its own
 * @throws FailureError `bad-input` when no importer knows the bytes, `too-large` for what would not fit
 */
export function openBytes(bytes: Uint8Array, name: string, given: FormatContext): Imported {
  const budget = budgetOf(given)
  const context: FormatContext = { ...given, budget }
  if (!budget.tryTake('bytes', bytes.length))
    throw new FailureError('too-large', name, `it has more than ${budget.left('bytes')} bytes: open a part of it`)
  const notes: SkippedNote[] = []
  const unpacked = unpackedFile(bytes, name, context, notes)
  // What lies inside something else holds no third thing: a text in JSON, an archive in an archive.
  const plain: FormatContext = { ...context, openText: undefined, openFile: undefined }
  const asText = (text: Uint8Array, path: string): Imported | null => {
    const imported = openText(text, path, plain)
    return imported instanceof FailureError ? null : imported
  }
  const found = openUnpacked(unpacked, name, {
    ...context,
    openText: asText,
    openFile: (file, path) => openInner(file, path, { ...plain, openText: asText })
  })
  if (found !== null && !(found instanceof FailureError)) {
    return { ...found, moments: inOrderOfTime(found.moments), notes: [...notes, ...found.notes] }
  }
  const advice = adviceFor(unpacked) ?? adviceForText(unpacked, name)
  // What a text is helps more than that it holds no mappings.
  const isExplained = found !== null && found.failure.detail?.includes(PASTE) !== true
  if (found !== null && (isExplained || advice === null)) throw found
  throw new FailureError('bad-input', name, advice ?? unknownText(unpacked.subarray(0, HEAD_BYTES)))
}
