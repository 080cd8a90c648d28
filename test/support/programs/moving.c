/*
 * A process whose memory changes in a known way, and which prints what it did: for everything that is about time.
 *
 * moving MODE MILLISECONDS KB STEPS: makes a step every MILLISECONDS, or with 0 one for every byte on its standard
 * input. It begins with a line "pid", and ends every step with a line "MS KB": the time (since 1970) and how much of its own
 * it has touched by now. After the last step it waits for its input to end.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static size_t step_bytes;
static long long kept_kb;

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static char *mapped(size_t bytes)
{
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return at;
}

static void keep(size_t bytes)
{
    kept_kb += bytes / 1024;
}

/* In blocks that glibc takes from the heap, not from mmap (below M_MMAP_THRESHOLD, 128 KiB). */
static void leak(int step, int steps)
{
    (void)step, (void)steps;
    const size_t block = 16 * 1024;
    for (size_t done = 0; done < step_bytes; done += block) {
        memset(malloc(block - 16), 1, block - 16);
        keep(block);
    }
}

/* Each new mapping lies right below the one before, and the kernel makes one of them. */
static void merge(int step, int steps)
{
    (void)step, (void)steps;
    memset(mapped(step_bytes), 1, step_bytes);
    keep(step_bytes);
}

static void saw(int step, int steps)
{
    (void)steps;
    static char *blocks[8];
    int at = step % 9;
    if (at < 8) {
        blocks[at] = mapped(step_bytes);
        memset(blocks[at], 1, step_bytes);
        keep(step_bytes);
        return;
    }
    for (int i = 0; i < 8; i++)
        munmap(blocks[i], step_bytes);
    kept_kb = 0;
}

static void stairs(int step, int steps)
{
    if (step % 5 == 4)
        for (int i = 0; i < 5; i++)
            merge(step, steps);
}

static void plateau(int step, int steps)
{
    if (step < steps / 2)
        merge(step, steps);
}

static void wander(int step, int steps)
{
    (void)steps;
    static char *at;
    const size_t bytes = 16 * step_bytes;
    if (at == NULL) {
        at = mapped(bytes);
        memset(at, 1, bytes);
        keep(bytes);
        return;
    }
    char *target = (char *)(0x600000000000 + (uintptr_t)(step % 7) * 0x100000000);
    at = mremap(at, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, target);
    if (at == MAP_FAILED) {
        perror("mremap");
        exit(1);
    }
}

/* Twenty mappings come and the twenty before go; their permissions differ by turns, so that they stay apart. */
static void churn(int step, int steps)
{
    (void)steps;
    static char *blocks[20];
    for (int i = 0; i < 20; i++) {
        if (blocks[i] != NULL)
            munmap(blocks[i], 8192);
        blocks[i] = mmap(NULL, 8192, PROT_READ | ((i + step) % 2 ? PROT_WRITE : PROT_EXEC), MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (blocks[i] != MAP_FAILED)
            *(volatile char *)blocks[i];
    }
}

static void *sleep_long(void *unused)
{
    pause();
    return unused;
}

static void threads(int step, int steps)
{
    (void)steps;
    static pthread_t last;
    if (step % 2 == 0)
        pthread_create(&last, NULL, sleep_long, NULL);
    else {
        pthread_cancel(last);
        pthread_join(last, NULL);
    }
}

/* Rights of one mapping change to and fro. */
static void permissions(int step, int steps)
{
    (void)steps;
    static char *at;
    if (at == NULL) {
        at = mapped(step_bytes);
        memset(at, 1, step_bytes);
        keep(step_bytes);
    }
    mprotect(at, step_bytes, step % 2 ? PROT_READ : PROT_READ | PROT_WRITE);
}

struct mode {
    const char *name;
    void (*step)(int step, int steps);
};

static const struct mode MODES[] = {
    { "leak", leak },     { "merge", merge }, { "saw", saw },         { "steps", stairs }, { "plateau", plateau },
    { "wander", wander }, { "churn", churn }, { "threads", threads }, { "permissions", permissions },
};

static void say(void)
{
    printf("%lld %lld\n", now_ms(), kept_kb);
    fflush(stdout);
}

static void run(void (*step)(int, int), int milliseconds, int steps)
{
    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (int i = 0; i < steps; i++) {
        char byte;
        if (milliseconds == 0 && read(0, &byte, 1) != 1)
            return;
        due.tv_nsec += (milliseconds % 1000) * 1000000L;
        due.tv_sec += milliseconds / 1000 + due.tv_nsec / 1000000000L;
        due.tv_nsec %= 1000000000L;
        if (milliseconds > 0)
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        step(i, steps);
        say();
    }
}

/* The child touches memory, prints a line and ends with the next byte; this process never asks how it ended. */
static int zombie(void)
{
    if (fork() == 0) {
        char byte;
        memset(mapped(8 * step_bytes), 1, 8 * step_bytes);
        keep(8 * step_bytes);
        printf("%d\n", (int)getpid());
        say();
        _exit(read(0, &byte, 1) == 1 ? 7 : 0);
    }
    sleep(3600);
    return 0;
}

int main(int count, char **arguments)
{
    if (count < 5)
        return 2;
    const char *mode = arguments[1];
    int milliseconds = atoi(arguments[2]), steps = atoi(arguments[4]);
    step_bytes = (size_t)atol(arguments[3]) * 1024;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* What was touched is what was asked for, not the 2 MiB around it. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    if (strcmp(mode, "zombie") == 0)
        return zombie();
    printf("%d\n", (int)getpid());
    say();
    char byte;
    if (strcmp(mode, "exec") == 0) {
        run(merge, milliseconds, steps / 2);
        execl("/proc/self/exe", "moving", "leak", arguments[2], arguments[3], arguments[4], (char *)NULL);
        return 1;
    }
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++)
        if (strcmp(mode, MODES[i].name) == 0) {
            run(MODES[i].step, milliseconds, steps);
            while (read(0, &byte, 1) > 0)
                ;
            return 0;
        }
    return 2;
}
