import { describe, expect, it } from 'vitest'
import { foundationOf, foundationOfRow, isBetterFounded } from './better-founded.ts'
import { CONFIDENCES, EVIDENCE_DEPTHS, NO_LABELS } from './category.ts'

describe('a label is better founded', () => {
  it('exactly where more was looked at, and it is no less sure', () => {
    for (const [depth, deep] of EVIDENCE_DEPTHS.entries()) {
      for (const [other, otherDeep] of EVIDENCE_DEPTHS.entries()) {
        for (const [sure, how] of CONFIDENCES.entries()) {
          for (const [otherSure, otherHow] of CONFIDENCES.entries()) {
            expect(isBetterFounded(foundationOf(deep, how), foundationOf(otherDeep, otherHow))).toBe(
              depth > other && sure <= otherSure
            )
          }
        }
      }
    }
  })

  it('by the evidence of its row; without one, by maps and unknown', () => {
    const labels = {
      ...NO_LABELS,
      evidences: [{ key: 'x', values: {}, depth: 'inside' as const }],
      evidence: Uint16Array.of(0, 7),
      confidence: Uint8Array.of(1, 9)
    }
    expect(foundationOfRow(labels, 0)).toBe(foundationOf('inside', 'inferred'))
    expect(foundationOfRow(labels, 1)).toBe(foundationOf('maps', 'unknown'))
  })
})
