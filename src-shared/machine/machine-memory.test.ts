import { describe, expect, it } from 'vitest'
import { parseZram } from './machine-memory.ts'
import { parsePressure } from './pressure.ts'

const pressure = (text: string): ReturnType<typeof parsePressure> => parsePressure(new TextEncoder().encode(text))

describe('a zram device', () => {
  it('has what was written to it, what that is compressed, and what it takes', () => {
    // As Linux 6.1 prints mm_stat.
    const stat = ' 1075838976  412057600  424402944        0  431001600     2210        0       17        4\n'
    expect(parseZram('zram1', stat)).toEqual({
      name: 'zram1',
      originalBytes: 1075838976,
      compressedBytes: 412057600,
      usedBytes: 424402944
    })
    expect(parseZram('zram0', '1 2 3')).toMatchObject({ usedBytes: 3 })
  })

  it('is none where three numbers are not there', () => {
    for (const text of ['', '\n', '1', '1 2', '1 2 \n', 'a b c', '1 2 x', '-1 2 3']) {
      expect(parseZram('zram0', text), text).toBeNull()
    }
  })
})

describe('pressure', () => {
  const some = 'some avg10=1.25 avg60=2.50 avg300=3.75 total=123456\n'
  const full = 'full avg10=0.25 avg60=0.50 avg300=0.75 total=789\n'

  it('has the four numbers of each line', () => {
    expect(pressure(some + full)).toEqual({
      some: { avg10: 1.25, avg60: 2.5, avg300: 3.75, total: 123456 },
      full: { avg10: 0.25, avg60: 0.5, avg300: 0.75, total: 789 }
    })
  })

  it('is known of the line that is there', () => {
    expect(pressure(some)).toMatchObject({ some: { avg60: 2.5 }, full: null })
    expect(pressure(full)).toMatchObject({ some: null, full: { avg60: 0.5 } })
  })

  it('is not known of a line that lacks a number, and of a line of another name', () => {
    for (const name of ['avg10', 'avg60', 'avg300', 'total']) {
      expect(pressure(some.replace(`${name}=`, 'other=')), name).toBeNull()
      expect(pressure(some.replace(new RegExp(`${name}=\\S+`), `${name}=soon`)), name).toBeNull()
    }
    expect(pressure(`awe${some}`)).toBeNull()
    expect(pressure('someone avg10=1 avg60=1 avg300=1 total=1\n')).toBeNull()
  })
})
