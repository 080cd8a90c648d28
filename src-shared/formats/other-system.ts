const latin = new TextDecoder('latin1')

/** Lists of mappings that other systems print, and that look like nothing of Linux. */
const OTHERS: readonly { readonly heading: RegExp; readonly told: string }[] = [
  {
    heading: /^[ \t]*PID +START +END +PRT +RES\b/m,
    told: 'it is the output of procstat -v of FreeBSD, which is not supported; vmatlas shows mappings of Linux'
  },
  {
    heading: /^(?:==== )?(?:Non-w|W)ritable regions for process \d+|^REGION TYPE\s+START - END/m,
    told: 'it is the output of vmmap of macOS, which is not supported; vmatlas shows mappings of Linux'
  },
  {
    heading: /^Base Address\s+Type\s+Size\s+Committed/m,
    told: 'it is the output of VMMap of Windows, which is not supported; vmatlas shows mappings of Linux'
  }
]

/** Which other system's list this is, in words; null when it is none that is known. */
export function otherSystem(head: Uint8Array): string | null {
  const text = latin.decode(head)
  return OTHERS.find(({ heading }) => heading.test(text))?.told ?? null
}
