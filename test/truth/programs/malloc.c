/* Memory of glibc's malloc and of threads, and memory that only looks like it. Prints where each begins and ends, and what it is:
 * "T start end category name". Then waits until its standard input ends. */
#define _GNU_SOURCE
#include <pthread.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MIB (1UL << 20)
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;
static char zero[3 << 20];

static void report(const void *start, size_t bytes, const char *category, const char *name)
{
    pthread_mutex_lock(&lock);
    printf("T %lx %lx %s %s\n", (unsigned long)start, (unsigned long)start + bytes, category, name);
    pthread_mutex_unlock(&lock);
}

static void *map(void *at, size_t bytes, int rights, int flags)
{
    void *found = mmap(at, bytes, rights, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    if (found == MAP_FAILED) { perror("mmap"); exit(1); }
    return found;
}

static void *worker(void *arg)
{
    pthread_attr_t attr;
    void *stack;
    size_t bytes;
    pthread_getattr_np(pthread_self(), &attr);
    pthread_attr_getstack(&attr, &stack, &bytes);
    report(stack, bytes, "stack", "stack of a thread");
    volatile char deep[100000];
    memset((void *)deep, 1, sizeof deep);
    /* Small blocks: an arena of its own. */
    char *last = NULL;
    for (int i = 0; i < 20000; i++) { last = malloc(200); memset(last, 1, 200); }
    uintptr_t heap = (uintptr_t)last & ~(64 * MIB - 1);
    report((void *)heap, (uintptr_t)last - heap, "arena", "arena of a thread");
    pthread_barrier_wait(&barrier);
    pause();
    return arg;
}

static void blocks(void)
{
    /* Neighbours, which the kernel joins; the last ones in the middle of others. */
    for (int i = 0; i < 12; i++) {
        size_t bytes = (i % 3 + 1) * MIB;
        char *block = malloc(bytes);
        memset(block, 1, bytes);
        report(block - 16, malloc_usable_size(block) + 16, "heap", "large block of malloc");
    }
}

/* What looks like an arena, a stack or a block of malloc and is none. */
static void look_alikes(void)
{
    char *reserved = map(NULL, 192 * MIB, PROT_NONE, MAP_NORESERVE);
    char *arena = (char *)(((uintptr_t)reserved + 64 * MIB - 1) & ~(64 * MIB - 1));
    mprotect(arena, 4 * MIB, PROT_READ | PROT_WRITE);
    memset(arena, 1, 4 * MIB);
    report(arena, 4 * MIB, "anonymous", "looks like an arena");
    /* No access on both sides: the kernel would join it with what is mapped next. */
    char *stack = map(NULL, 8 * MIB + 8192, PROT_NONE, 0);
    mprotect(stack + 4096, 8 * MIB, PROT_READ | PROT_WRITE);
    memset(stack + 4096 + 7 * MIB, 1, MIB);
    report(stack + 4096, 8 * MIB, "anonymous", "looks like a stack");
    /* A header whose block would reach beyond its memory. */
    char *guarded = map(NULL, MIB + 8192, PROT_NONE, 0);
    char *block = guarded + 4096;
    mprotect(block, MIB, PROT_READ | PROT_WRITE);
    memset(block, 1, MIB);
    uint64_t header[2] = { 0, (4 * MIB) | 2 };
    memcpy(block + 65536, header, sizeof header);
    report(block, MIB, "anonymous", "looks like a block of malloc");
    /* A header whose block would be all of it. */
    char *whole = (char *)map(NULL, 5 * MIB + 8192, PROT_NONE, 0) + 4096;
    mprotect(whole, 5 * MIB, PROT_READ | PROT_WRITE);
    memset(whole, 1, 5 * MIB);
    header[1] = (5 * MIB) | 2;
    memcpy(whole, header, sizeof header);
    report(whole, 5 * MIB, "anonymous", "has the header of a block of malloc");
}

int main(void)
{
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    memset(zero, 1, sizeof zero);
    uintptr_t first = ((uintptr_t)zero + 4095) & ~4095UL, last = ((uintptr_t)zero + sizeof zero) & ~4095UL;
    report((void *)first, last - first, "image", "zero-initialised data");
    pthread_barrier_init(&barrier, NULL, 5);
    for (int i = 0; i < 4; i++) { pthread_t thread; pthread_create(&thread, NULL, worker, NULL); }
    pthread_barrier_wait(&barrier);
    blocks();
    look_alikes();
    pthread_mutex_lock(&lock);
    printf("READY\n");
    fflush(stdout);
    char line[16];
    while (fgets(line, sizeof line, stdin) != NULL) {}
    return 0;
}
