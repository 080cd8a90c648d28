import type { jvm as english } from '../en/jvm.ts'

/** JVM 视图的文字。 */
export const jvm: typeof english = {
  label: 'JVM',
  warning:
    'JVM 自己可以说明其内存的用途。询问方式与 jcmd 相同，通过它自己的套接字进行：写出回答时其 Java 线程会短暂停顿，线程越多停顿越长。如果套接字尚未打开，则用 SIGQUIT 信号请它打开；该信号只发给正在等待它的 JVM。启动时关闭了附加机制的 JVM 会改为打印其线程。',
  ask: '询问 JVM',
  askAgain: '再次询问 JVM',
  notLive: '只能询问正在运行的进程的 JVM。',
  took: '询问于 {time}；在 {took} 毫秒内得到回答。',
  known: '按映射的用途',
  heapNow: '据 JVM 自己的结构，堆的组成（已用 / 已提交）：',
  stacks: '{count} 个 Java 线程的栈',
  size: '大小',
  heap: 'JVM 所说的堆与元空间',
  part: '部分',
  used: '已用',
  committed: '已提交',
  reserved: '已预留',
  resident: '常驻',
  counted: 'JVM 自己统计的本机内存',
  area: '区域',
  total: '合计',
  residentMeans: '“常驻”是内核对 JVM 所指映射给出的数值，不含它从 malloc 取得的内存。≈：其中有些映射还含有别的内容。',
  notCounted:
    '此 JVM 没有统计其本机内存。以 -XX:NativeMemoryTracking=summary 启动才会统计，速度会因此降低 5 % 至 10 %；使用 =detail 还会给出地址。',
  noRanges: '此 JVM 统计其本机内存，但不给出地址。以 -XX:NativeMemoryTracking=detail 启动才会给出。',
  threads: '{count} 个线程',
  thread: '线程',
  tid: 'TID',
  runs: '运行的内容',
  runsJava: 'Java',
  runsItself: 'JVM 自身',
  notDone: '未执行',
  cut: '后面还有内容，未显示。'
}
