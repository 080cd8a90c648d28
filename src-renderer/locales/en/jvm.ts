/** Texts of the view of a JVM. */
export const jvm = {
  label: 'JVM',
  warning:
    'The JVM can say itself what its memory is for. It is asked over its own socket, as jcmd does it: its Java threads stop for a moment while it writes its answers, longer the more threads it has. If its socket is not open yet, it is asked to open it by the signal SIGQUIT, which goes only to a JVM that waits for it; one that was started with its attach mechanism turned off prints its threads instead.',
  ask: 'Ask the JVM',
  askAgain: 'Ask the JVM again',
  notLive: 'Only the JVM of a process that runs now can be asked.',
  took: 'Asked at {time}; it answered within {took} ms.',
  known: 'By what its mappings are for',
  heapNow: 'What the heap is made of, by the JVM’s own structures (used / committed):',
  stacks: 'stack of {count} Java thread | stacks of {count} Java threads',
  size: 'Size',
  heap: 'Heap and metaspace, as the JVM reports',
  part: 'Part',
  used: 'Used',
  committed: 'Committed',
  reserved: 'Reserved',
  resident: 'Resident',
  counted: 'Native memory, as the JVM counts it',
  area: 'Area',
  total: 'Total',
  residentMeans:
    'Resident is what the kernel reports for the mappings that the JVM named; memory that it takes from malloc is not in it. ≈: some of them hold something else as well.',
  notCounted:
    'This JVM does not count its native memory. Started with -XX:NativeMemoryTracking=summary it does, which costs it 5 to 10 % of its speed; with =detail it also reports the addresses.',
  noRanges:
    'This JVM counts its native memory, but does not report the addresses. Started with -XX:NativeMemoryTracking=detail it does.',
  threads: '{count} thread | {count} threads',
  thread: 'Thread',
  tid: 'TID',
  runs: 'What it runs',
  runsJava: 'Java',
  runsItself: 'the JVM itself',
  notDone: 'not carried out',
  cut: 'There is more, which is not shown.'
}
