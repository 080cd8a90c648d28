/** A wanted part of a file: bytes from its beginning, and how many. */
export interface FileRange {
  readonly from: number
  readonly length: number
}

/**
 * Reads a file by parts, without knowing how that is done: asks for ranges, each answered with the bytes that are there, fewer
 * where the file ends before. Hosts answer at once, a page later.
 */
export type FileReading<Result> = Generator<FileRange, Result, Uint8Array>

/** Carries out a reading where parts are there at once. */
export function readParts<Result>(reading: FileReading<Result>, read: (range: FileRange) => Uint8Array): Result {
  let step = reading.next()
  while (step.done !== true) step = reading.next(read(step.value))
  return step.value
}

/** Carries out a reading where parts come later. */
export async function awaitParts<Result>(
  reading: FileReading<Result>,
  read: (range: FileRange) => Promise<Uint8Array>
): Promise<Result> {
  let step = reading.next()
  while (step.done !== true) step = reading.next(await read(step.value))
  return step.value
}
