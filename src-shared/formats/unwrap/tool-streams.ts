const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** `~"      0x555555554000     0x555555555000     0x1000        0x0  r--p   /usr/bin/demo\n"` (GDB manual, "GDB/MI Stream Records"). */
const RECORD = /^[~@&]"((?:[^"\\]|\\.)*)"\r?$/
const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' }

const plain = (text: string): string => text.replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter)

/** What gdb writes to a program that steers it (`--interpreter=mi`, editors' consoles), as it prints it for people. */
export function withoutStreamRecords(bytes: Uint8Array, headLength: number): Uint8Array {
  const head = latin.decode(bytes.subarray(0, headLength)).split('\n')
  if (head.filter((line) => RECORD.test(line)).length < 2) return bytes
  const lines = decoder.decode(bytes).split('\n')
  const text = lines.map((line) => {
    const said = RECORD.exec(line)?.[1]
    return said === undefined ? line : plain(said).replace(/\n$/, '')
  })
  return encoder.encode(text.join('\n'))
}
