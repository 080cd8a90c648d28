import { describe, expect, it } from 'vitest'
import { parsePids, parseRequest, type PmapOptions } from './options.ts'
import { parsePidArgument } from './pid-argument.ts'
import { parseRcFile, RC_TEMPLATE } from './rc-file.ts'

const request = (...words: string[]): ReturnType<typeof parseRequest>['request'] => parseRequest(words, false).request
const options = (...words: string[]): PmapOptions => {
  const read = request(...words)
  if (read.kind !== 'show') throw new Error(JSON.stringify(read))
  return read.options
}
const error = (...words: string[]): unknown => {
  const read = request(...words)
  return read.kind === 'error' ? read.lines : read
}

describe("pmap's command line", () => {
  it('chooses the format', () => {
    const format = (...words: string[]): string => options(...words, '1').format
    expect(format()).toBe('default')
    expect([format('-x'), format('-d'), format('-X'), format('-XX'), format('-X', '-X')]).toEqual([
      'x',
      'd',
      'X',
      'XX',
      'XX'
    ])
    expect([format('--extended'), format('--device'), format('-c'), format('--read-rc')]).toEqual([
      'x',
      'd',
      'rc',
      'rc'
    ])
    expect(options('-C', 'file', '1')).toMatchObject({ format: 'rc', rcFile: 'file' })
  })

  it('has nothing switched on by itself', () => {
    expect(options('1', '2')).toEqual({
      format: 'default',
      rcFile: null,
      isQuiet: false,
      isFullPath: false,
      usesKernelNames: false,
      range: null,
      pidWords: ['1', '2'],
      from: null,
      moment: null
    })
    expect(options('-qpk', '1')).toMatchObject({ isQuiet: true, isFullPath: true, usesKernelNames: true })
    expect(options('--from', 'f', '--moment', '3')).toMatchObject({ from: 'f', moment: 3, pidWords: [] })
    expect(options('-A', '1000,2000', '1').range).not.toBeNull()
  })

  it('refuses what does not go together, in the words of pmap', () => {
    expect(error('-x', '-d', '1')).toEqual(['options -c, -C, -d, -n, -N, -x, -X are mutually exclusive'])
    expect(error('-n', '-q')).toEqual(['options -p, -q are mutually exclusive with -n, -N'])
    expect(error('-N', 'file', '-p')).toEqual(['options -p, -q are mutually exclusive with -n, -N'])
    expect(error('-n', '1')).toEqual(['too many arguments'])
    expect(error('-x')).toEqual(['argument missing'])
    expect(error('-A', 'nonsense', '1')).toEqual(["failed to parse argument: 'nonsense'"])
    expect(error('--moment', '0', '1')).toEqual(["--moment takes a number from 1 on, not '0'"])
    expect(error('--moment', '1x', '1')).toEqual(["--moment takes a number from 1 on, not '1x'"])
    expect(error('--moment', 'x1', '1')).toEqual(["--moment takes a number from 1 on, not 'x1'"])
  })

  it('shows the usage for an unknown option and for nothing at all, not for the rest', () => {
    expect(request()).toEqual({ kind: 'error', lines: [], withUsage: true })
    expect(request('-Z')).toEqual({ kind: 'error', lines: ["invalid option -- 'Z'"], withUsage: true })
    expect(request('-x')).toMatchObject({ withUsage: false })
  })

  it('answers help and version before everything that is behind them', () => {
    expect(request('-h', '-Z')).toEqual({ kind: 'help' })
    expect(request('-V', '-x', '-d')).toEqual({ kind: 'version' })
  })

  it('writes a configuration file, to the usual path or another one', () => {
    expect(request('-n')).toEqual({ kind: 'create-rc', file: null })
    expect(request('-N', 'file')).toEqual({ kind: 'create-rc', file: 'file' })
  })

  it('warns of -r and goes on', () => {
    const { request: read, warnings } = parseRequest(['-r', '1'], false)
    expect(warnings).toEqual(['option -r is ignored as SunOS compatibility'])
    expect(read.kind).toBe('show')
  })
})

describe('a process of the command line', () => {
  it.each<[string, number | 'skip' | null]>([
    ['1', 1],
    ['42', 42],
    ['0x2a', 42],
    ['0X2A', 42],
    ['052', 42],
    ['/proc/42', 42],
    ['/proc/self', 'skip'],
    ['2147483647', 0x7fffffff],
    ['2147483648', null],
    ['0', null],
    ['00', null],
    ['08', null],
    ['42x', null],
    ['x42', null],
    ['0x', null],
    ['1 2', null],
    ['-1', null],
    ['', null],
    ['/proc/42/maps', null],
    ['x/proc/42', null]
  ])('%j is %s', (word, pid) => expect(parsePidArgument(word)).toBe(pid))

  it('without a number is left out, and one that is none refuses all', () => {
    expect(parsePids(['1', '/proc/self', '2'])).toEqual([1, 2])
    expect(parsePids(['1', 'x'])).toBeNull()
    expect(parsePids([])).toEqual([])
  })
})

describe('a configuration file', () => {
  const rc = (text: string): unknown[] => {
    const { columns, showPathToggles, warnings } = parseRcFile(text)
    return [[...columns], showPathToggles, warnings]
  }

  it('lists columns, and whether paths are shown', () => {
    expect(rc('[Fields Display]\nRss\n  Perm\n\n#Pss\n[Mapping]\nShowPath\n')).toEqual([['Rss', 'Perm'], 1, []])
    expect(rc('[Mapping]\nShowPath\nShowPath\nOther\n')).toEqual([[], 2, []])
    expect(rc('')).toEqual([[], 0, []])
    expect(rc(RC_TEMPLATE)).toEqual([[], 0, []])
  })

  it('takes comments behind an entry and behind a section, nothing else', () => {
    expect(rc('[Fields Display] # here\nRss # resident\n')).toEqual([['Rss'], 0, []])
    expect(rc('[Fields Display]\nRss Pss\n')).toEqual([['Rss'], 0, ['syntax error found in the config - line 2']])
    expect(rc('[Fields Display] Rss\n')).toEqual([['Rss'], 0, ['syntax error found in the config - line 1']])
    expect(rc('[Fields Display]\nRss \t\n')).toEqual([['Rss'], 0, []])
  })

  it('warns of entries without a section, sections without an end or that nobody knows', () => {
    expect(rc('Rss\n')).toEqual([[], 0, ['syntax error found in the config - line 1']])
    expect(rc('[Fields\nRss\n')).toEqual([
      [],
      0,
      ['syntax error found in the config - line 1', 'syntax error found in the config - line 2']
    ])
    expect(rc('[Other]\nRss x y\n[Fields Display]\nPss')).toEqual([
      ['Pss'],
      0,
      ['unsupported section found in the config - line 1']
    ])
  })

  it('cuts long lines and names, and what is behind a NUL', () => {
    const long = `#${'x'.repeat(1023)}`
    expect(rc(`${long}\n[Fields Display]\nRss\n`)).toEqual([['Rss'], 0, ['config line too long - line 1']])
    expect(rc(`${long.slice(1)}\n[Fields Display]\nRss\n`)[2]).toEqual(['syntax error found in the config - line 1'])
    expect(rc(`[Fields Display]\n${'n'.repeat(40)}\n`)[0]).toEqual(['n'.repeat(31)])
    expect(rc('[Fields Display]\nRss\0Pss\nPerm\n')).toEqual([['Rss', 'Perm'], 0, []])
  })
})
