/*
 * Maps memory, brings it into the state that its argument names, and prints the first address and the number of pages.
 *
 *   states free|huge|locked|out|file FILE     ends when it is killed
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

#define PAGE 4096ul
#define HUGE (2ul << 20)

static char *anonymous(size_t bytes)
{
    /* Nothing beside it merges with it. */
    char *all = mmap(NULL, bytes + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mmap(all + PAGE, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

static void touch(char *at, size_t pages)
{
    for (size_t page = 0; page < pages; page++)
        at[page * PAGE] = 1;
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    size_t pages = 64;
    char *at;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (strcmp(what, "huge") == 0) {
        /* Two huge pages, then one small page by itself. */
        char *all = mmap(NULL, 5 * HUGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        at = (char *)(((uintptr_t)all + 2 * HUGE - 1) / HUGE * HUGE);
        mprotect(at, 3 * HUGE, PROT_READ | PROT_WRITE);
        pages = 3 * HUGE / PAGE;
        madvise(at, 3 * HUGE, MADV_HUGEPAGE);
        at[0] = at[HUGE] = 1;
    } else if (strcmp(what, "file") == 0) {
        /* Eight pages are written into a private copy; of what is only read, the kernel may map neighbours too. */
        int file = open(arguments[2], O_RDWR | O_CREAT, 0600);
        char page[PAGE];
        memset(page, 7, sizeof page);
        for (size_t i = 0; i < pages; i++)
            if (write(file, page, sizeof page) != sizeof page)
                return 1;
        at = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
        touch(at + 8 * PAGE, 8);
        volatile char sink = at[40 * PAGE];
        (void)sink;
    } else {
        at = anonymous(pages * PAGE);
        madvise(at, pages * PAGE, MADV_NOHUGEPAGE);
        if (strcmp(what, "locked") == 0) {
            if (mlock(at, 8 * PAGE))
                return 1;
        } else {
            touch(at, pages);
            madvise(at + 16 * PAGE, 16 * PAGE, strcmp(what, "free") == 0 ? MADV_FREE : MADV_PAGEOUT);
        }
    }
    printf("%p %zu\n", (void *)at, pages);
    fflush(stdout);
    pause();
    return 0;
}
