import type * as english from '../en/reading.ts'

/** 读取结果对自身的说明：失败、判断、备注、窗格状态。 */
export const failure: typeof english.failure = {
  gone: '进程已经结束：{target}。',
  denied: '没有读取 {target} 的权限。其所有者或管理员可以读取；请以更高的权限启动 vmatlas。',
  unsupported: '此主机无法完成：{target}。',
  truncated: '读取中断：{target}。',
  'bad-input': '无法理解：{target}。',
  'too-large': '太大，无法读取：{target}。',
  cancelled: '已取消：{target}。',
  disk: '无法写入：{target}。',
  lost: '与主机的连接已断开。vmatlas 正在尝试重新连接。',
  bug: '内部错误：{target}。请连同下面一行一起报告。'
}

export const verdict: typeof english.verdict = {
  still: '静止：读取期间它没有线程运行，因此它没有改变任何内容。',
  stable: '稳定：读取期间进程在运行；读取前后的映射相同。',
  changed: '读取期间有变化：{rows} 行可能互不一致。',
  truncated: {
    exited: '不完整：读取期间进程结束了。',
    exec: '不完整：读取期间进程换成了另一个程序（exec）。',
    short: '不完整：列表的末尾缺失。'
  },
  unchecked: '未检查：此来源没有说明是否属于同一时刻。',
  short: {
    still: '静止',
    stable: '稳定',
    changed: '读取期间有变化',
    truncated: '不完整',
    unchecked: '未检查'
  }
}

export const capture: typeof english.capture = {
  note: {
    'kernel-thread': '这是内核线程。它在内核中运行，没有自己的地址空间，因此没有映射。',
    zombie: '此进程已经结束；在父进程处理之前，只在进程表中留有一项。它已不再占有内存。',
    'first-thread-ended':
      '其第一个线程已经结束，而其他线程仍在运行：内存仍在使用，但内核在此编号下不显示任何映射。用其他线程的编号（/proc/PID/task）可以看到。',
    denied: '当前用户不能读取其映射：内核只允许普通程序的所有者，或具有 CAP_SYS_PTRACE 者读取。',
    'no-smaps': '只有映射列表，如同 maps。各映射有多少在内存中，不得而知。',
    'reading-postponed':
      '只读取了映射列表，这不会妨碍该进程。读取各映射在内存中的数量则会占住其内存映射锁：在此期间，它每次映射或解除映射内存都要等待。',
    'skipped-lines': '有些行无法理解，已略去。',
    'rows-left-out': '列表不完整：其中有些行被省略。所有合计只针对列出的映射。',
    'less-than-total': '列表不完整：列出的映射之和小于其下方的总计。所有合计只针对列出的映射。',
    'no-total': 'pmap 会在各行之后写出总计（-q 除外），而这里没有：可能缺少一些行。所有合计只针对列出的映射。',
    'open-end': '文本末尾没有换行：最后一个映射的名称可能更长。'
  }
}

export const panel: typeof english.panel = {
  idle: '尚未选择。',
  waiting: '正在读取…',
  stale: '自 {time} 起不再更新。',
  lastPicture: '这是最后的画面。',
  retry: '重试'
}
