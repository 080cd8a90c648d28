/*
 * A process with COUNT mappings that maps, touches and unmaps one more page as fast as it can. Prints "ready", then for
 * each line it reads the number of such rounds since the last line.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    long wanted = count > 1 ? atol(arguments[1]) : 20000, page = sysconf(_SC_PAGESIZE);
    unsigned long rounds = 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (long i = 0; i < wanted; i++)
        if (mmap(NULL, page, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
            return 1;
    puts("ready");
    fflush(stdout);
    struct pollfd input = {0, POLLIN, 0};
    for (;;) {
        for (int i = 0; i < 64; i++, rounds++) {
            char *at = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (at == MAP_FAILED)
                return 1;
            *at = 1;
            munmap(at, page);
        }
        if (poll(&input, 1, 0) > 0) {
            char c;
            if (read(0, &c, 1) != 1)
                return 0;
            if (c == '\n') {
                printf("%lu\n", rounds);
                fflush(stdout);
                rounds = 0;
            }
        }
    }
}
