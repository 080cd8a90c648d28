// How far a download has come, as one line that rewrites itself on a terminal and as a few lines elsewhere.

const MIB = 2 ** 20
/** Milliseconds between two rewritings. */
const REST = 200
/** Percent between two lines of a log. */
const STEP = 10

/**
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} output
 * @returns {{ show(transferred: number, total: number | null): void, end(): void }} bytes so far and in all (null: not known)
 */
export function progressLine(output) {
  let last = -Infinity
  let lastStep = -1
  let isOpen = false
  const text = (transferred, total) =>
    total === null
      ? `  ${(transferred / MIB).toFixed(1)} MiB so far`
      : `  ${(transferred / MIB).toFixed(1)} of ${(total / MIB).toFixed(1)} MiB (${Math.floor((100 * transferred) / total)} %)`
  return {
    show(transferred, total) {
      if (output.isTTY) {
        const now = performance.now()
        if (now - last < REST && transferred !== total) return
        last = now
        isOpen = true
        output.write(`\r${text(transferred, total)}\u001b[K`)
        return
      }
      const step =
        total === null ? Math.floor(transferred / MIB / STEP) : Math.floor((100 * transferred) / total / STEP)
      if (step === lastStep) return
      lastStep = step
      output.write(`${text(transferred, total)}\n`)
    },
    end() {
      if (isOpen) output.write('\n')
      isOpen = false
    }
  }
}
