/* Observing: what looking at a process does to it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "subject.h"

/* look: reads its own smaps as most programs would, with the C library's buffers */
void do_look(char **words)
{
    char *line = NULL;
    size_t size = 0;
    long lines = 0;
    (void)words;
    if (!afford((size_t)64 << 10))
        return fail("over the budget");
    FILE *smaps = fopen("/proc/self/smaps", "re");
    if (smaps == NULL)
        return fail("fopen");
    while (getline(&line, &size, smaps) >= 0)
        lines++;
    fclose(smaps);
    free(line);
    also("lines", lines);
    say_done("f = fopen(\\\"/proc/self/smaps\\\", \\\"r\\\");  while (getline(&line, &size, f) >= 0) n++;");
}

/* clearrefs 1|4: asks the kernel to forget which pages were used (1), or to note which are written from now on (4) */
void do_clearrefs(char **words)
{
    const char *what = words[1] && words[1][0] == '4' ? "4" : "1";
    int file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return fail("open");
    ssize_t wrote = write(file, what, 1);
    close(file);
    if (wrote != 1)
        return fail("write");
    say_done("write(clear_refs, \\\"%s\\\", 1);", what);
}

/* spy NAME: reads what its child has at an area that maps a file, as a debugger does; `refused` is 1 when it may not */
void do_spy(int name, char **words)
{
    char path[64], byte;
    long got = 0;
    struct area *p = &areas[name];
    (void)words;
    if (child_number() <= 0)
        return fail("there is no child");
    /* Its pages are there and paid for; of other memory new ones could be made. */
    if (!p->file)
        return fail("no file");
    snprintf(path, sizeof path, "/proc/%d/mem", child_number());
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    also("refused", memory < 0);
    for (size_t at = 0; memory >= 0 && at < p->bytes; at += page)
        if (pread(memory, &byte, 1, (off_t)(uintptr_t)(p->at + at)) == 1)
            got++;
    if (memory >= 0)
        close(memory);
    errno = 0;
    also("gotKb", got * (long)(page / 1024));
    done(name, "for (i = 0; i < %zu; i += %zu) pread(memory, &x, 1, %c + i);", p->bytes, page, 'a' + name);
}
