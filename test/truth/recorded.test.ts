import { describe, expect, it } from 'vitest'
import { recordings } from './recordings.ts'
import { scoreOf, shares } from './score.ts'

/** Least that must be right of resident memory without a name, by the text alone and with what the program's files show. */
const LEAST_RIGHT: Readonly<Record<string, readonly [text: number, runtimes: number]>> = {
  'asan-clang-14': [0.11, 0.99],
  'asan-gcc-12': [0.99, 0.99],
  'bun-1.4': [0.99, 0.99],
  'chromium-browser': [0.99, 0.99],
  'chromium-gpu': [0.99, 0.99],
  'chromium-renderer': [0.99, 0.99],
  deno: [0.71, 0.71],
  'erlang-25': [0.99, 0.99],
  'go-1.19-cgo': [0.07, 0.07],
  'go-1.19': [0.98, 0.99],
  'go-1.26': [0, 0.99],
  'guile-3': [0.99, 0.99],
  'jemalloc-5': [0.99, 0.99],
  'look-alikes': [0.8, 0.8],
  luajit: [0.99, 0.99],
  'mariadb-10.11': [0.32, 0.32],
  'mimalloc-2': [0.99, 0.99],
  'mono-6': [0.98, 0.98],
  'musl-1.2-threads': [0, 0.94],
  'node-20-wasm': [0.99, 0.99],
  'node-26': [0.94, 0.94],
  'php-8.2-jit': [0.99, 0.99],
  'postgres-15-backend': [0, 0],
  'python-3.11-numpy': [0.46, 0.46],
  'qemu-system': [0.9, 0.9],
  'qemu-user': [0.77, 0.77],
  'redis-7': [0.99, 0.99],
  'ruby-3.1': [0.5, 0.5],
  'rust-1.95': [0.25, 0.25],
  sbcl: [0.97, 0.97],
  'tsan-gcc-12': [0.99, 0.99],
  'valgrind-3.19': [0.48, 0.48]
}
/** Most that may be wrong and labelled without "probably". */
const MOST_WRONG = 0.0005

describe('the labels of recorded programs', () => {
  it.each(recordings().map((recording) => [recording.id, recording] as const))('%s', (id, { capture, truth }) => {
    const [text, runtimes] = LEAST_RIGHT[id]!
    for (const [by, least] of [
      ['text', text],
      ['runtimes', runtimes]
    ] as const) {
      const score = scoreOf(capture(by), truth, 'rss')
      const all = score.right + score.wrong + score.unnamed
      expect(score.wrongByKernel).toBe(0)
      expect(score.wrongForSure / all, `${by}: ${[...score.mistakes.keys()].join('; ')}`).toBeLessThan(MOST_WRONG)
      expect(shares(score).right, by).toBeGreaterThanOrEqual(least)
    }
  })
})
