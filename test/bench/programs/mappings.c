/*
 * A process with COUNT mappings that the kernel can't merge, then idle. Half are private mappings of a file (some with a
 * long path), half anonymous, 1 to 8 pages each; every second one is touched.
 *
 *   mappings COUNT FOLDER     prints "ready" when done; ends when standard input ends
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    long wanted = count > 1 ? atol(arguments[1]) : 1000;
    const char *folder = count > 2 ? arguments[2] : "/tmp";
    long page = sysconf(_SC_PAGESIZE);
    char path[2][512];
    int files[2];

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(path[0], sizeof path[0], "%s/bench-short-%d", folder, (int)getpid());
    snprintf(path[1], sizeof path[1], "%s/bench-%0*d-%d", folder, 100, 7, (int)getpid());
    for (int i = 0; i < 2; i++) {
        files[i] = open(path[i], O_RDWR | O_CREAT | O_TRUNC, 0600);
        if (files[i] < 0 || ftruncate(files[i], 64 * page)) {
            perror("file");
            return 1;
        }
    }
    for (long i = 0; i < wanted; i++) {
        size_t pages = 1 + (size_t)i % 8;
        /* Neighbours differ in rights, so none merge. */
        int rights = i % 2 ? PROT_READ : PROT_READ | PROT_WRITE;
        int isFile = (i / 2) % 2;
        char *at = isFile ? mmap(NULL, pages * page, rights, MAP_PRIVATE, files[(i / 4) % 2], (i % 50) * page)
                          : mmap(NULL, pages * page, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED) {
            perror("mmap");
            return 1;
        }
        if (i % 4 < 2 && (rights & PROT_WRITE) && (!isFile || pages < 8))
            for (size_t p = 0; p < pages; p++)
                at[p * page] = 1;
    }
    unlink(path[0]);
    unlink(path[1]);
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
