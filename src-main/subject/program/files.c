/* Files: made for a lesson, without a name; their contents, and their pages in the page cache. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "subject.h"

const char *folder = "/tmp";

/**
 * Opens a new file that has no name any more; -1 when it can't be made. Its folder, which others can't enter and so can't have
 * the name first, is there as long as that takes: a program that is killed leaves none.
 */
int open_nameless(int name)
{
    char own[LINE], path[2 * LINE];
    snprintf(own, sizeof own, "%s/vmatlas-lesson-XXXXXX", folder);
    if (mkdtemp(own) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/lesson-%d-%c.dat", own, (int)getpid(), 'a' + name);
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0)
        unlink(path);
    rmdir(own);
    return file;
}

/** A new file that lives in memory only and never had a name in a folder; -1 when it can't be made. */
int open_memory_file(size_t bytes)
{
    int file = memfd_create("lesson", MFD_CLOEXEC);
    if (file >= 0 && ftruncate(file, (off_t)bytes))
        return close(file), -1;
    return file;
}

/* filebyte NAME OFFSET: the byte that the file itself holds there */
void do_filebyte(int name, char **words)
{
    unsigned char byte;
    size_t at = number(words[2]);
    if (!areas[name].file || pread(areas[name].file, &byte, 1, (off_t)at) != 1)
        return fail("pread");
    also("value", byte);
    done(name, "pread(file, &x, 1, %zu);", at);
}

/** Pages of the file that are in the page cache, by mincore(2) on a mapping made for asking; -1 when it can't be found out. */
static long pages_cached(const struct area *p)
{
    static unsigned char in_core[16384];
    long count = 0;
    size_t pages = p->bytes / page;
    char *at = pages > sizeof in_core ? MAP_FAILED : mmap(NULL, p->bytes, PROT_READ, MAP_SHARED, p->file, 0);
    if (at == MAP_FAILED)
        return -1;
    if (mincore(at, p->bytes, in_core))
        count = -1;
    for (size_t i = 0; count >= 0 && i < pages; i++)
        count += in_core[i] & 1;
    munmap(at, p->bytes);
    return count;
}

static void say_cached(int name, const char *c)
{
    long count = pages_cached(&areas[name]);
    if (count < 0)
        return fail("mincore");
    also("cachedKb", count * (long)(page / 1024));
    done(name, c, 'a' + name);
}

/* cached NAME: how much of its file is in the page cache */
void do_cached(int name, char **words)
{
    (void)words;
    if (!areas[name].file)
        return fail("no file");
    say_cached(name, "mincore(%c, size, in_core);");
}

/* drop NAME: asks the kernel to take the file out of the page cache; mapped pages stay */
void do_drop(int name, char **words)
{
    (void)words;
    if (!areas[name].file)
        return fail("no file");
    if (fsync(areas[name].file) || posix_fadvise(areas[name].file, 0, 0, POSIX_FADV_DONTNEED))
        return fail("posix_fadvise");
    say_cached(name, "fsync(file); posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);");
}
