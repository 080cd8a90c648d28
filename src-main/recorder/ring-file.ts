import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
  type Stats
} from 'node:fs'
import { endReasonText, type EndReason } from '#shared/memory/end-reason.ts'
import { endReasonWords } from '#shared/memory/end-reason-words.ts'
import { isKept } from '#shared/history/thinning.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'
import { ZipWriter, type ZipSource } from '#shared/formats/archive/zip-writer.ts'
import { keepOwnerAndMode, PRIVATE, writeTargetOf } from '#main/output/write-target.ts'
import { WriteError } from '#main/output/write-synchronously.ts'
import { manifestSource, type SnapshotFacts } from '#main/capture/manifest-source.ts'
import { zipSource } from '#main/capture/zip-packer.ts'
import type { ManifestMoment } from '#main/capture/collect-moment.ts'

/** A file of the archive and where its packed bytes are on the disk. */
interface StoredFile extends Omit<ZipSource, 'deflated'> {
  readonly at: number
  readonly length: number
}

/** When a recorded process ended, milliseconds since 1970, and why; null where that is not known. */
export interface RecordedEnd {
  readonly at: number
  readonly reason: EndReason | null
}

const endFile = ({ at, reason }: RecordedEnd): object => ({
  at,
  why: endReasonWords(reason),
  reason: endReasonText(reason)
})

interface StoredMoment {
  readonly number: number
  /** It has a mark of the user. */
  readonly isPinned: boolean
  readonly files: readonly StoredFile[]
}

/** This many moments more than wanted are kept before the file is rewritten. */
const SLACK = 1.25

/**
 * A snapshot that grows moment by moment and is complete after each: new files overwrite the directory of the archive, and a
 * new directory follows them, in one write. If that write is cut off, the archive has no directory, but every moment before
 * can be read from its own headers; a moment counts only with its `moment.json`, which is written last.
 *
 * When there are too many moments, those that are kept are written to another file, which then replaces this one.
 * On a full disk the directory of what was there before is written back: the file stays complete, and takes nothing more.
 */
export class RingFile {
  #path: string
  /** The file that is being made, beside the one that it will be. */
  #fresh = ''
  #before: Stats | undefined
  readonly #facts: SnapshotFacts
  readonly #keep: number
  readonly #thins: boolean
  #descriptor = -1
  #parts: Uint8Array[] = []
  #writer = this.#newWriter()
  /** Where the next file of the archive goes. */
  #end = 0
  #moments: StoredMoment[] = []
  #taken = 0
  #others: StoredFile[] = []
  /** The directory that is at the end of the file now. */
  #tail: Uint8Array = new Uint8Array(0)
  #isFull = false

  /**
   * @param keep at most this many moments, when it is closed
   * @param thins of older moments fewer and fewer are kept; else the oldest ones go
   */
  constructor(path: string, facts: SnapshotFacts, keep: number, thins: boolean) {
    this.#path = path
    this.#facts = facts
    this.#keep = keep
    this.#thins = thins
  }

  get momentCount(): number {
    return this.#moments.length
  }

  /** Bytes on the disk. */
  get size(): number {
    return this.#descriptor < 0 ? 0 : fstatSync(this.#descriptor).size
  }

  /** The folder of the next moment in the archive. */
  get nextFolder(): string {
    return `m${this.#taken + 1}`
  }

  /** Adds a moment whose files are in `nextFolder`. @throws FailureError `too-large`; Error of the system */
  add(moment: ManifestMoment, files: readonly ZipSource[]): void {
    const reported = zipSource(`${moment.folder}/moment.json`, encode(moment))
    const number = this.#taken++
    const isFirst = this.#descriptor < 0
    if (isFirst) this.#begin()
    const isPinned = moment.events?.some(({ kind }) => kind === 'mark') ?? false
    const stored = { number, isPinned, files: this.#append([...files, reported]) }
    try {
      this.#writeDirectory()
      // It gets its name when there is something in it.
      if (isFirst) this.#takeName()
    } catch (error) {
      if (isFirst) this.#discard()
      throw error
    }
    this.#moments.push(stored)
    if (this.#moments.length > Math.ceil(this.#keep * SLACK)) this.#rewrite()
  }

  /** Adds what is known at the end: when and how the process ended. */
  close(end: RecordedEnd | null): void {
    if (this.#descriptor < 0) return
    if (end !== null && !this.#isFull) {
      this.#others.push(...this.#append([zipSource('end.json', encode(endFile(end)))]))
      this.#writeDirectory()
    }
    if (this.#moments.length > this.#keep && !this.#isFull) this.#rewrite()
    fsyncSync(this.#descriptor)
    closeSync(this.#descriptor)
    this.#descriptor = -1
  }

  #newWriter(): ZipWriter {
    return new ZipWriter((bytes) => void this.#parts.push(bytes))
  }

  #begin(): void {
    const target = writeTargetOf(this.#path)
    if (target.kind === 'in-place') {
      throw new FailureError(
        'bad-input',
        this.#path,
        'it is no regular file; a recording goes back and forth in its file'
      )
    }
    this.#path = target.path
    this.#fresh = target.fresh
    this.#before = target.before
    this.#descriptor = openSync(this.#fresh, 'wx+', PRIVATE)
    this.#end = 0
    this.#parts = []
    this.#writer = this.#newWriter()
    this.#append([manifestSource(this.#facts, [])])
  }

  #takeName(): void {
    if (this.#before !== undefined) keepOwnerAndMode(this.#descriptor, this.#before)
    renameSync(this.#fresh, this.#path)
  }

  /** Removes the file that was being made: what was there before stays. */
  #discard(): void {
    closeSync(this.#descriptor)
    this.#descriptor = -1
    rmSync(this.#fresh, { force: true })
  }

  /** Queues files; they are written with the directory. */
  #append(sources: readonly ZipSource[]): StoredFile[] {
    return sources.map((source) => {
      this.#writer.add(source)
      const waiting = this.#parts.reduce((sum, { length }) => sum + length, 0)
      const length = source.size === 0 ? 0 : source.deflated.length
      return { path: source.path, size: source.size, crc: source.crc, at: this.#end + waiting - length, length }
    })
  }

  /** Writes what waits, and the directory behind it, at once. */
  #writeDirectory(): void {
    const waiting = joinBytes(this.#parts)
    this.#parts = []
    const { tail } = this.#writer.finish(null)
    try {
      this.#write(joinBytes([waiting, tail]), this.#end)
    } catch (error) {
      this.#isFull = true
      // What could be written of it makes room again for the directory that was there.
      try {
        ftruncateSync(this.#descriptor, this.#end)
        this.#write(this.#tail, this.#end)
      } catch {
        // Then its moments are read by their own headers.
      }
      throw error
    }
    this.#tail = tail
    this.#end += waiting.length
  }

  /** Writes what waits; for a file that is not read yet. */
  #writeWaiting(): void {
    const waiting = joinBytes(this.#parts)
    this.#parts = []
    this.#write(waiting, this.#end)
    this.#end += waiting.length
  }

  #write(bytes: Uint8Array, at: number): void {
    try {
      for (let done = 0; done < bytes.length;)
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done)
      ftruncateSync(this.#descriptor, at + bytes.length)
    } catch (error) {
      throw new WriteError((error as NodeJS.ErrnoException).code ?? 'EIO', this.#path)
    }
  }

  #rewrite(): void {
    const kept = this.#keptMoments()
    const old = this.#descriptor
    const before = { end: this.#end, writer: this.#writer, moments: this.#moments, tail: this.#tail }
    const others = this.#others
    const read = ({ path, size, crc, at, length }: StoredFile): ZipSource => {
      const deflated = new Uint8Array(length)
      for (let done = 0; done < length;) {
        const got = readSync(old, deflated, done, length - done, at + done)
        if (got === 0) throw new Error(`${this.#path} was cut off while it was written`)
        done += got
      }
      return { path, size, crc, deflated }
    }
    try {
      this.#begin()
      this.#moments = kept.map(({ files, ...moment }) => {
        const stored = this.#append(files.map(read))
        this.#writeWaiting()
        return { ...moment, files: stored }
      })
      this.#others = this.#append(others.map(read))
      this.#writeDirectory()
      fsyncSync(this.#descriptor)
      this.#takeName()
      closeSync(old)
    } catch (error) {
      // The file under the name is still the one before, and complete.
      if (this.#descriptor !== old) this.#discard()
      ;({ end: this.#end, writer: this.#writer, moments: this.#moments, tail: this.#tail } = before)
      this.#descriptor = old
      this.#others = others
      this.#isFull = true
      throw error
    }
  }

  #keptMoments(): StoredMoment[] {
    // What the user marked stays, as long as that is not all that is kept.
    const marked = this.#moments.filter(({ isPinned }) => isPinned).slice(1 - this.#keep)
    const pinned = new Set(marked.map(({ number }) => number))
    if (!this.#thins) {
      const latest = this.#moments.filter(({ number }) => !pinned.has(number)).slice(pinned.size - this.#keep)
      return [...marked, ...latest].sort((a, b) => a.number - b.number)
    }
    const newest = this.#moments.at(-1)?.number ?? 0
    let dense = this.#keep
    const kept = (): StoredMoment[] =>
      this.#moments.filter(({ number }) => pinned.has(number) || isKept(number, newest, dense))
    while (dense > 1 && kept().length > this.#keep) dense = Math.floor(dense * 0.9)
    const chosen = kept()
    // With very few wanted, the first and the latest ones.
    if (chosen.length <= this.#keep) return chosen
    const others = chosen.filter(({ number }) => !pinned.has(number))
    const room = this.#keep - marked.length
    const ends = room < 2 ? others.slice(others.length - room) : [others[0]!, ...others.slice(others.length - room + 1)]
    return [...marked, ...ends].sort((a, b) => a.number - b.number)
  }
}

const encode = (value: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value)}\n`)
