/** A text of each format of which there is no capture of this project's own. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'export.csv':
    'pid,start,end,perms,offset,device,inode,category,confidence,Rss,VmFlags,name\r\n' +
    '812,0x400000,0x401000,r-xp,0x0,fd:01,7,image,inferred,4,rd ex,"/bin/a, \'b\'"\r\n',
  'apport.crash':
    'ProblemType: Crash\nCoreDump: base64\n H4sICAAAAAAC/0NvcmVEdW1wAA==\n eNrtwTEBAAAAwqD1T20ND6AAAAAAAAAAAAAA\n' +
    'ExecutablePath: /usr/bin/gedit\nProcCmdline: gedit /tmp/x.txt\nProcMaps:\n' +
    ' 00400000-00401000 r-xp 00000000 fd:01 7  /usr/bin/gedit\n 00600000-00601000 rw-p 00000000 00:00 0 \n' +
    'ProcStatus:\n Name:\tgedit\n Pid:\t812\n VmRSS:\t  5000 kB\nUname: Linux 6.8.0-31-generic x86_64\n',
  'tizen.txt':
    'Process Name: demo\nPID: 42\n\nMaps Information\nef6c3000 ef6ce000 r-xp /usr/lib/liba.so\n' +
    'f8a5e000 f9138000 rw-p [heap]\nffb1b000 ffb3c000 rw-p [stack]\nEnd of Maps Information\n',
  'lregions.txt':
    '[ 0] 55d6c5e39000,      4096 bytes,   exe, 55d6c5e37000, rw- , /usr/bin/demo\n' +
    '[ 1] 55d6c7bf5000,    135168 bytes,  heap, 55d6c7bf5000, rw- , [heap]\n' +
    '[ 2] 7f0000000000,      4096 bytes,  misc, 7f0000000000, rw- , unassociated\n',
  'maps.diff':
    '--- before\n+++ after\n@@ -1,2 +1,3 @@\n 00400000-00401000 r-xp 00000000 fd:01 7 /usr/bin/demo\n' +
    '+7f0000000000-7f0000021000 rw-p 00000000 00:00 0 \n 7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]\n',
  'numa_maps.txt':
    '559f9e8d5000 default file=/usr/bin/cat mapped=2 active=0 N0=2 kernelpagesize_kB=4\n' +
    '559f9f0e8000 bind:0-1 heap anon=3 dirty=3 active=0 N0=1 N1=2 kernelpagesize_kB=4\n' +
    '7f0000000000 prefer (many):0 huge anon=2 dirty=2 N1=2 kernelpagesize_kB=2048\n' +
    '7ffc51a3d000 default stack anon=3 dirty=3 N1=3 kernelpagesize_kB=4\n',
  'crash.txt':
    'crash> foreach vm\nPID: 812      TASK: ffff8801b5f2a1c0  CPU: 3   COMMAND: "bash"\n' +
    '       MM               PGD          RSS    TOTAL_VM\nffff8802f5b5f480  ffff8802f54a1000  2140k    115500k\n' +
    '      VMA           START       END     FLAGS FILE\nffff8802f4dd8c30     400000     4d6000 8001875 /bin/bash\n' +
    'ffff8802f4dd8de0     6df000     6e4000 810007b \n',
  'radare.txt':
    '[0x00401000]> dm\n' +
    '0x0000000000400000 - 0x0000000000401000 - usr     4K s r-x /tmp/a.out /tmp/a.out ; map._tmp_a.out.r_x\n' +
    '0x00007ffff7fcb000 - 0x00007ffff7fcd000 - usr     8K s rw- unk0 unk0\n' +
    '0x00007ffffffde000 - 0x00007ffffffff000 * usr   132K s rw- [stack] [stack]\n',
  'radare-1.txt':
    'sys   4K 0x0000000000400000 - 0x0000000000401000 s r-x /tmp/a.out\n' +
    'sys 132K 0x00007ffffffde000 * 0x00007ffffffff000 s rw- [stack]\n',
  'android.showmap.txt':
    ' virtual                     shared   shared  private  private\n' +
    '    size      RSS      PSS    clean    dirty    clean    dirty    # object\n' +
    '    1024      512      300        0      100       12      400    2 /system/lib64/libart.so\n' +
    '      64       64       64        0        0        0       64    1 [heap]\n',
  'android.bugreport.txt':
    '== dumpstate: 2026-11-23 11:00:00\n' +
    '------ SMAPS OF INIT (/proc/1/smaps: 2026-11-23 11:00:00) ------\n' +
    '00400000-00401000 r-xp 00000000 fd:01 7  /init\nRss:                   4 kB\n' +
    '------ SHOW MAP 812: com.example.app (showmap -q 812) ------\n' +
    '    1024      512      300        0      100       12      400    2 /system/lib64/libart.so\n' +
    "------ 0.034s was the duration of 'SHOW MAP 812' ------\n",
  'android.tombstone.txt':
    'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<\nmemory map (1 entry):\n' +
    "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd)\n",
  'pwndbg.txt':
    '             Start                End Perm     Size Offset File\n' +
    '\x1b[35m    0x555555554000     0x555555555000 r--p     1000      0 /home/me/a.out\x1b[0m\n' +
    '    0x7ffffffde000     0x7ffffffff000 rw-p    21000      0 [stack]\n',
  'gef.txt':
    'Start              End                Offset             Perm Path\n' +
    '0x0000555555554000 0x0000555555555000 0x0000000000000000 r-- /home/me/a.out\n',
  'lldb.txt':
    '[0x0000555555554000-0x0000555555555000) r-- /home/me/a.out PT_LOAD[0]\n' +
    '[0x00007ffffffde000-0x00007ffffffff000) rw- [stack]\n',
  'sanitizer.txt':
    '==42==Process memory map follows:\n\t0x000000400000-0x00000041a000\t/tmp/a.out\n' +
    '\t0x7ffc8f1b2000-0x7ffc8f1d3000\t[stack]\n==42==End of process memory map.\n',
  'tail.txt':
    '==> /proc/12/maps <==\n00400000-00401000 r-xp 00000000 fd:01 7  /bin/a\n\n' +
    '==> /proc/13/maps <==\n00400000-00402000 r-xp 00000000 fd:01 8  /bin/b\n',
  'grep.txt': '/proc/12/maps:1:00400000-00401000 r-xp 00000000 fd:01 7  /bin/a\n',
  'busybox.txt':
    '812: sh\nAddress  Kbytes     PSS   Dirty    Swap  Mode  Mapping\n' +
    '0000000000400000     836     120       8       4 r-xp  /bin/busybox\n',
  'journal.txt':
    'Nov 23 11:00:00 host cat[812]: 00400000-00401000 r-xp 00000000 fd:01 7  /bin/a\n' +
    'Nov 23 11:00:00 host cat[812]: 00500000-00501000 rw-p 00000000 00:00 0 \n',
  'createdump.txt':
    '[createdump] 00007f6277c32000 - 00007f6277c33000 (000001) 0000000000370000 rwx-p- 27 /opt/liba.so\n' +
    '[createdump] 00007f6277c33000 - 00007f6277e0f000 (0001dc) 0000000000371000 r-x-p- 25 /opt/liba.so\n',
  'criu.txt':
    '(00.158062) 0x55ac6b25c000-0x55ac6b268000 (48K) prot 0x1 flags 0x2 fdflags 0 st 0x41 off 0 reg fp  shmid: 0x1\n' +
    '(00.158076) 0x55ac6c070000-0x55ac6c071000 (4K) prot 0 flags 0x22 fdflags 0 st 0x221 off 0 reg heap ap  shmid: 0\n',
  'qemu-user.txt':
    'page layout changed following binary load\nstart    end      size     prot\n00400000-0047c000 0007c000 r-x\n',
  'volatility.txt':
    'Pid      Start              End                Flags               Pgoff Major  Minor  Inode      File Path\n' +
    '       1 0x0000000000400000 0x0000000000409000 r-x                   0x0      8      1     167245 /sbin/init\n',
  'ttar.txt':
    '# Archive created by ttar -c -f proc.ttar proc\nDirectory: proc\nMode: 755\n# ttar - - - - - -\n' +
    'Path: proc/7/comm\nLines: 1\ninit\nMode: 644\n# ttar - - - - - -\n' +
    'Path: proc/7/cmdline\nLines: 1\n/sbin/initNULLBYTE-sNULLBYTEEOF\nMode: 644\n# ttar - - - - - -\n' +
    'Path: proc/7/maps\nLines: 1\n00400000-00401000 r-xp 00000000 fd:01 7 /sbin/init\nMode: 644\n',
  'readelf-n.txt':
    '    Page size: 4096\n                 Start                 End         Page Offset\n' +
    '    0x0000000000400000  0x0000000000401000  0x0000000000000000\n        /tmp/a.out\n',
  'page.html': '<html><body><pre>\n00400000-00401000 r-xp 00000000 fd:01 7  /bin/a&amp;b<br>\n</pre></body></html>\n',
  'maps.yaml':
    'pid: 42\ncomm: demo\nmaps:\n' +
    '  - start: 0x400000\n    end: 0x401000\n    perms: r-xp\n    rss_kb: 4\n    path: /usr/bin/demo\n' +
    '  - start: 0x7ffd00000000\n    end: 0x7ffd00021000\n    perms: rw-p\n    rss_kb: 8\n    path: "[stack]"\n',
  'maps.debug':
    'MemoryMap { address: (4194304, 4198400), perms: READ | EXECUTE | PRIVATE, offset: 0, dev: (8, 2), inode: 11, pathname: Path("/usr/bin/demo") }\n' +
    'MemoryMap { address: (140724603453440, 140724603588608), perms: READ | WRITE | PRIVATE, offset: 0, dev: (0, 0), inode: 0, pathname: Stack }\n',
  'maps.xml':
    '<process pid="42">\n<region start="0x400000" end="0x401000" perms="r-xp" path="/usr/bin/demo"/>\n' +
    '<region start="0x7ffd00000000" end="0x7ffd00021000" perms="rw-p" path="[stack]"/>\n</process>\n',
  'own-table.txt':
    'from | to | size | rights | what\n400000 | 401000 | 4 KiB | r-xp | /usr/bin/demo\n' +
    '7ffd00000000 | 7ffd00021000 | 132 KiB | rw-p | [stack]\n',
  'drgn.txt':
    '0x400000 0x401000 0x75 /usr/bin/demo\n0x7f0000000000 0x7f0000021000 0x73\n0x7ffd00000000 0x7ffd00021000 0x100173 [stack]\n',
  'drawing.txt':
    '+--------------------+ 0x7ffd00021000\n|  [stack]  rw-p     |\n+--------------------+ 0x7ffd00000000\n' +
    '|    (unmapped)      |\n+--------------------+ 0x00401000\n|  /usr/bin/demo r-xp |\n+--------------------+ 0x00400000\n'
}
