import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { helpCards, type HelpCard } from './help-cards.ts'

interface Amounts {
  readonly pages: number
  readonly rss: number
  readonly fields?: Readonly<Record<string, number>>
  readonly name?: string
}

/** A capture of one mapping of this many pages of 4 KiB, with these amounts in kB. */
function cardsOf({ pages, rss, fields = {}, name = '' }: Amounts): readonly HelpCard[] {
  const end = (0x10000000 + pages * 4096).toString(16)
  const lines = Object.entries({ Size: pages * 4, Rss: rss, ...fields }).map(([field, kb]) => `${field}: ${kb} kB\n`)
  return helpCards(captureOfText(`10000000-${end} rw-p 00000000 00:00 0 ${name}\n${lines.join('')}VmFlags: rd wr\n`))
}
const card = (amounts: Amounts, key: string): HelpCard | undefined => cardsOf(amounts).find((each) => each.key === key)

describe('help cards', () => {
  it('say that size is not memory when it is more than four times what is resident', () => {
    expect(card({ pages: 100, rss: 99 }, 'size')?.amounts).toEqual({ size: 400, resident: 99 })
    expect(card({ pages: 100, rss: 100 }, 'size')).toBeUndefined()
    expect(card({ pages: 100, rss: 400 }, 'size')).toBeUndefined()
  })

  it('say that a stack is reserved, not used, at the same measure', () => {
    expect(card({ pages: 100, rss: 99, name: '[stack]' }, 'stack')?.amounts).toEqual({ size: 400, resident: 99 })
    expect(card({ pages: 100, rss: 100, name: '[stack]' }, 'stack')).toBeUndefined()
  })

  it.each([
    ['swap', { Swap: 4 }, { swap: 4 }],
    ['huge', { Private_Hugetlb: 2048, Shared_Hugetlb: 4096 }, { huge: 6144 }],
    ['rssSum', { Shared_Clean: 4, Shared_Dirty: 8 }, { shared: 12 }]
  ] as const)('speak of %s when there is some of it', (key, fields, amounts) => {
    expect(card({ pages: 100, rss: 400, fields }, key)?.amounts).toEqual(amounts)
    expect(card({ pages: 100, rss: 400 }, key)).toBeUndefined()
  })

  it('speak of a process’s own pages when not all are', () => {
    expect(card({ pages: 100, rss: 400, fields: { Private_Clean: 100, Private_Dirty: 299 } }, 'own')?.amounts).toEqual({
      own: 399
    })
    expect(card({ pages: 100, rss: 400, fields: { Private_Clean: 100, Private_Dirty: 300 } }, 'own')).toBeUndefined()
  })

  it('are six at most, and of maps alone only what maps reports', () => {
    const all = { Swap: 4, Shared_Clean: 4, Private_Hugetlb: 2048, Private_Dirty: 40, Anonymous: 40 }
    expect(cardsOf({ pages: 100, rss: 99, fields: all }).length).toBeLessThanOrEqual(6)
    const maps = helpCards(captureOfText('10000000-10001000 rw-p 00000000 00:00 0 \n'))
    expect(maps.map(({ key }) => key)).toEqual(['merged'])
    expect(helpCards(captureOfText(''))).toEqual([])
  })
})

it('cards contain only what their numbers prove', () => {
  const brk = '10000000-10010000 rw-p 00000000 00:00 0 [heap]\nRss: 64 kB\nShared_Dirty: 0 kB\nPrivate_Dirty: 60 kB\n'
  const file =
    '20000000-20010000 rw-p 00000000 fe:00 9 /tmp/data\nRss: 64 kB\nShared_Dirty: 0 kB\nPrivate_Dirty: 64 kB\nAnonymous: 0 kB\n'
  const cards = helpCards(captureOfText(brk + file))
  expect(cards.find(({ key }) => key === 'dirty')?.amounts).toEqual({ dirty: 60 })
  // Without the fields that it is made of, USS is not known, not 0.
  const rss = helpCards(captureOfText('10000000-10010000 rw-p 00000000 00:00 0 [heap]\nRss: 64 kB\n'))
  expect(rss.map(({ key }) => key)).not.toContain('own')
})
