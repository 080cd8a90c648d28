/*
 * Maps 1000 pages with guards of unmapped memory on both sides, uses them in a known way, and prints the first address.
 * One argument more: forks, so that what was written is shared with the child until one of them writes.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096ul
#define GUARD_INSTALL 102

int main(int count, char **arguments)
{
    (void)arguments;
    char *all = mmap(NULL, 1002 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char *at = mmap(all + PAGE, 1000 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    madvise(at, 1000 * PAGE, MADV_NOHUGEPAGE);
    volatile char sink;
    for (int page = 0; page < 200; page += 2)
        at[page * PAGE] = 1;
    for (int page = 200; page < 400; page += 17)
        at[page * PAGE] = 1;
    for (int page = 400; page < 450; page++)
        sink = at[page * PAGE];
    for (int page = 500; page < 600; page++)
        at[page * PAGE] = 1;
    madvise(at + 500 * PAGE, 50 * PAGE, MADV_DONTNEED);
    int hasGuard = madvise(at + 700 * PAGE, 5 * PAGE, GUARD_INSTALL) == 0;
    at[999 * PAGE] = 1;
    (void)sink;
    if (count > 1 && fork() == 0) {
        pause();
        return 0;
    }
    if (count > 1)
        at[999 * PAGE] = 2;
    printf("%p %d\n", (void *)at, hasGuard);
    fflush(stdout);
    pause();
    return 0;
}
