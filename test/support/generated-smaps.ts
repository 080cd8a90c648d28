import fc from 'fast-check'

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0')

/** Bytes of a name as a Latin-1 string: anything but newline, as the kernel allows. */
const nameBytes = fc
  .array(fc.integer({ min: 1, max: 255 }), { maxLength: 40 })
  .map((bytes) => String.fromCharCode(...bytes.map((byte) => (byte === 10 ? 32 : byte))))
const name = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '[heap]',
    '[stack]',
    '[vdso]',
    '/usr/lib/libc.so.6',
    '/memfd:a/b (deleted)',
    '/x\\012y',
    ' lead'
  ),
  fc.constantFrom('[anon:glibc: malloc]', 'anon_inode:[io_uring]', 'Rss: 4 kB', '/a\tb', 'socket:[77]'),
  nameBytes
)

const address = fc.oneof(
  fc.bigInt({ min: 0n, max: 1n << 20n }).map((page) => page << 12n),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
)

const header = fc
  .record({
    one: address,
    other: address,
    letters: fc.constantFrom('r--p', 'rw-p', 'r-xp', '---p', 'rw-s', 'rwxs', 'r---', '--xS'),
    offset: address,
    major: fc.constantFrom(0n, 8n, 0xfen, 0x103n),
    minor: fc.constantFrom(0n, 1n, 0x14n, 0x100000n),
    inode: fc.oneof(
      fc.constant(0n),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      fc.constantFrom(131n, 999_999_999_999_999n)
    ),
    name,
    blanks: fc.constantFrom(' ', '                   ', '\t', ''),
    isUpper: fc.boolean()
  })
  .map(({ one, other, letters, offset, major, minor, inode, name: text, blanks, isUpper }) => {
    const [start, end] = one < other ? [one, other] : [other, one]
    const written = `${hex(start, 8)}-${hex(end, 8)}`
    const range = isUpper ? written.toUpperCase() : written
    return `${range} ${letters} ${hex(offset, 8)} ${hex(major, 2)}:${hex(minor, 2)} ${inode}${text === '' ? blanks : ` ${blanks}${text}`}\n`
  })

/** How the kernel's blocks look in one file: which lines, in which order. */
const shape = fc
  .uniqueArray(
    fc.constantFrom(
      'Size',
      'KernelPageSize',
      'Rss',
      'Pss',
      'Pss_Dirty',
      'Private_Dirty',
      'Swap',
      'THPeligible',
      'ProtectionKey',
      'New-Field',
      'a'
    ),
    { minLength: 1 }
  )
  .map((names) => names.map((field) => ({ field, isKb: !/THP|Prot/.test(field) })))

const number = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 0, 4) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 99_999_999 }) },
  // Wider than the kernel's eight columns, and alike at their beginnings.
  { weight: 1, arbitrary: fc.constantFrom(4_294_967_295, 4_294_967_296, 21_474_836_480, 21_474_836_484) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 1n << 65n }) }
)

/** Which lines of a block are as expected: mostly all. */
const oddity = fc.option(fc.constantFrom('missing', 'tab', 'narrow', 'text', 'no-unit', 'twice', 'reversed'), {
  freq: 6
})
const extra = fc.option(
  fc.constantFrom('Name:           [anon:dalvik-main space]\n', 'Name: 12\n', 'Odd:\n', '\n', '????\n'),
  { freq: 8 }
)
const flags = fc.oneof(
  fc.constantFrom('VmFlags: rd wr mr mw me ac \n', 'VmFlags: rd mr \n', 'VmFlags:\trd sd\t\n'),
  fc.constantFrom('', 'VmFlags: \n')
)

export const generatedSmaps = shape.chain((lines) =>
  fc
    .array(
      fc.record({
        header,
        values: fc.array(number, { minLength: lines.length, maxLength: lines.length }),
        oddity,
        oddAt: fc.nat({ max: lines.length - 1 }),
        extra,
        flags
      }),
      { maxLength: 30 }
    )
    .map((blocks) =>
      blocks
        .map((block) => {
          const written = lines.map(({ field, isKb }, at) => {
            const value = String(block.values[at])
            const unit = isKb ? ' kB' : ''
            const plain = `${`${field}:`.padEnd(16)}${value.padStart(8)}${unit}\n`
            if (block.oddAt !== at) return plain
            if (block.oddity === 'missing') return ''
            if (block.oddity === 'tab') return `${field}:\t\t${value}${unit}\n`
            if (block.oddity === 'narrow') return `${field}: ${value}${unit}\n`
            if (block.oddity === 'text') return `${field}:        4 2${unit}\n`
            if (block.oddity === 'no-unit') return `${`${field}:`.padEnd(16)}${value.padStart(8)}\n`
            return block.oddity === 'twice' ? plain + plain : plain
          })
          if (block.oddity === 'reversed') written.reverse()
          return `${block.header}${written.join('')}${block.extra ?? ''}${block.flags}`
        })
        .join('')
    )
)

export const generatedMaps = fc.array(header, { maxLength: 60 }).map((lines) => lines.join(''))
