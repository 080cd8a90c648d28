/* A process with MEBIBYTES of touched anonymous memory in one mapping, then idle. Prints "ready"; ends with its input. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

int main(int count, char **arguments)
{
    size_t bytes = (size_t)(count > 1 ? atol(arguments[1]) : 256) << 20;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        return 1;
    madvise(at, bytes, MADV_NOHUGEPAGE);
    memset(at, 1, bytes);
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
