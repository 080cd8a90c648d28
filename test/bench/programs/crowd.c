/* COUNT idle child processes. Prints "ready"; they die with this one, which ends when standard input ends. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    long wanted = count > 1 ? atol(arguments[1]) : 1000;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (long i = 0; i < wanted; i++) {
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            return 1;
        }
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                pause();
        }
    }
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
