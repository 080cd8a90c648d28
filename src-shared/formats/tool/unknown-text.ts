import { recognisedIn, type Known } from './other-system.ts'

/** What to paste instead of anything that holds no mappings. */
export const PASTE = 'paste what "cat /proc/PID/maps" or "cat /proc/PID/smaps" prints, or "pmap -x PID"'

/** Texts in which there can be no list of mappings, by what they look like; the surest signs first. */
const LOOKS: readonly Known[] = [
  {
    heading:
      /^Traceback \(most recent call last\):|^[ \t]{1,12}File "[^"\n]{1,300}", line \d{1,7}|^[\w.]{1,200}(?:Error|Exception): /m,
    advice: 'a report of an exception'
  },
  {
    heading:
      /^[ \t]{0,20}#\d{1,3}:?[ \t]{1,8}(?:0x[0-9a-f]{4,16}|[\w:~]{1,200}[ \t]?\(|pc [0-9a-f]{4,16})|^[ \t]{1,12}at [\w.$<>/]{1,200}\s?\(|^goroutine \d{1,9} \[|^Thread \d{1,5}(?: \(|:|\b.{0,80}crashed)|^[ \t]{0,8}\d{1,3}:[ \t]{1,8}0x[0-9a-f]{6,16} - /im,
    advice: 'a stack trace: functions, not mappings'
  },
  {
    heading:
      /^[ \t]{0,12}(?:r(?:ax|ip|sp|bp)|e(?:ax|ip|sp)|x0|pc|lr)[ \t]{0,8}[=: ][ \t]{0,8}(?:0x)?[0-9a-f]{6,16}\b|\bRIP: 00\d\d:/im,
    advice: 'registers of a thread, not mappings'
  },
  {
    heading:
      /^[ \t]{0,12}(?:0x)?[0-9a-f]{4,16}:?[ \t]{1,4}(?:(?:[0-9a-f]{2} ?){8}|(?:[0-9a-f]{4} ){4}|(?:0x[0-9a-f]{8,16}[ \t]{1,4}){2})/im,
    advice: 'a dump of bytes, not the list of mappings they lie in'
  },
  {
    heading:
      /^[ \t]{0,12}(?:=> )?(?:0x)?[0-9a-f]{4,16}(?: <[^>\n]{1,200}>)?:[ \t]{1,8}(?:[0-9a-f]{2,8} ){0,12}[ \t]{0,20}(?:push|mov|lea|call|jmp|ret|sub|add|xor|nop|ldr|str|stp|bl)\b/im,
    advice: 'machine code, not mappings'
  },
  {
    heading:
      /^(?:#include [<"]|#!\/|package \w{1,40};?$|import [\w.{}* ,]{1,120}(?: from |;?$)|from [\w.]{1,80} import |use [\w:]{1,80};|(?:pub )?fn \w{1,60}\(|func \w{1,60}\(|def \w{1,60}\(|class \w{1,60}[ ({:]|int main\()/m,
    advice: 'source code'
  },
  {
    heading: /^(?:diff --git|commit [0-9a-f]{40}$|@@ -\d)/m,
    advice: 'a change of source code'
  },
  {
    // Letters of box drawing, whose bytes are read as those of Windows-1252 (the decoder's latin1).
    heading:
      /\u00e2[\u201d\u2022][^\n\u00e2]{0,80}0x[0-9a-f]{5,16}\b|^[ \t]{0,40}0x[0-9a-f]{5,16}[ \t]{1,8}\u00e2[\u201d\u2022]/im,
    advice: 'a drawing of an address space that does not show where each mapping begins and ends, and its permissions'
  },
  {
    heading:
      /^[ \t|*>-]{0,12}(?:0x)?[0-9a-f]{5,16}[ \t]{0,3}(?:-|–|\.\.|to|[ \t]|\|)[ \t|]{0,3}(?:0x)?[0-9a-f]{5,16}\b|\b0x[0-9a-f]{4,16} ?(?:-|\.\.|to) ?0x[0-9a-f]{4,16}\b/im,
    advice: 'ranges of addresses without their permissions and their process'
  },
  {
    heading: /^[ \t|*>-]{0,12}0x[0-9a-f]{6,16}\b|\b0x[0-9a-f]{6,16}[ \t]{0,12}$/im,
    advice: 'single addresses, of which it does not say how far something goes'
  },
  { heading: /^\s{0,80}<(?:!doctype|html|\?xml|svg)\b/i, advice: 'a page or a file of XML without mappings' },
  { heading: /^\s{0,80}(?:\{\s{0,40}"|\[\s{0,40}[{["])/, advice: 'JSON without mappings' },
  {
    // What a date begins is a line of a log.
    heading:
      /^(?!\d{1,4}[-.]\d{2}[-.]\d{2}\b)[\w.-]{1,60}[ \t]{1,20}(?:kB|KB|MB|%)?[ \t]{0,20}\d{1,15}\b.{0,60}$|\b\d{1,12} ?(?:kB|KB|KiB|MB|MiB|GB|GiB)\b/m,
    advice: 'sums, without the mappings they are made of'
  },
  {
    heading: /^\[? ?\d{1,4}[-/.:]\d{2}[-/.:]\d{2}|^(?:\[[ \d.]{5,16}\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)/m,
    advice: 'a log in which no mappings are listed'
  }
]

/** What a text of no known kind looks like, and what to paste instead. */
export function unknownText(head: Uint8Array): string {
  if (head.length === 0) return `no known format: it is empty; ${PASTE}`
  if (head.subarray(0, 4096).includes(0))
    return `no known format: it is no text, and no core file, minidump or archive; ${PASTE}`
  const look = recognisedIn(LOOKS, head) ?? 'a text without a list of mappings'
  return `no known format: it looks like ${look}; ${PASTE}`
}
