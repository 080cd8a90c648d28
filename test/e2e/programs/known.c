/*
 * A process with known memory, for comparing the screen with pmap: a private file mapping with one page written, a shared
 * anonymous mapping, a touched anonymous mapping, a 1 TiB reservation never touched, a mapping without access. It prints
 * its pid and the addresses, then stops itself; it ends when continued.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static char *must(char *at)
{
    if (at == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return at;
}

int main(int count, char **arguments)
{
    const size_t page = 4096;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int file = open(count > 1 ? arguments[1] : "/tmp/known.dat", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ftruncate(file, 16 * page))
        return 1;
    char *mapped = must(mmap(NULL, 16 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0));
    mapped[0] = 1;
    char *shared = must(mmap(NULL, 32 * page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    memset(shared, 1, 8 * page);
    char *touched = must(mmap(NULL, 4096 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    madvise(touched, 4096 * page, MADV_NOHUGEPAGE);
    memset(touched, 1, 1024 * page);
    char *huge = must(mmap(NULL, (size_t)1 << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    char *closed = must(mmap(NULL, 512 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    printf("%d %p %p %p %p %p\n", (int)getpid(), (void *)mapped, (void *)shared, (void *)touched, (void *)huge, (void *)closed);
    fflush(stdout);
    raise(SIGSTOP);
    return 0;
}
