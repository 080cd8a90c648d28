/* Stacks: threads, each with its own, and recursion that makes one grow. */
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "subject.h"

/** Threads that a subject may have started altogether. */
#define THREADS 64

static size_t threads;
static sem_t is_ready;
static volatile int sink;

static void *work(void *bytes)
{
    char *block = bytes ? malloc((size_t)(uintptr_t)bytes) : NULL;
    if (block)
        memset(block, 1, (size_t)(uintptr_t)bytes);
    sem_post(&is_ready);
    while (pause() == -1)
        continue;
    return block;
}

/* thread [COUNT] [BYTES that each of them mallocs] */
void do_thread(char **words)
{
    size_t count = words[1] ? number(words[1]) : 1, bytes = number(words[2]);
    if (count == 0)
        count = 1;
    if (count > 32 || bytes > ((size_t)1 << 40) || threads + count > THREADS || !afford(count * (bytes + 64 * 1024)))
        return fail("over the budget");
    threads += count;
    sem_init(&is_ready, 0, 0);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    /* The usual limit, so that the lesson's numbers don't depend on ulimit -s. */
    pthread_attr_setstacksize(&attributes, 8 << 20);
    for (size_t i = 0; i < count; i++) {
        pthread_t id;
        if (pthread_create(&id, &attributes, work, (void *)(uintptr_t)bytes))
            return fail("pthread_create");
        while (sem_wait(&is_ready))
            continue;
    }
    say("{\"ok\":1,\"c\":\"for (i = 0; i < %zu; i++) pthread_create(&id, NULL, work, NULL);\"}", count);
}

static int recurse(size_t depth)
{
    volatile char frame[1024];
    frame[0] = (char)depth;
    return depth == 0 ? frame[0] : recurse(depth - 1) + frame[0];
}

/* recurse DEPTH: about a KiB of stack each */
void do_recurse(char **words)
{
    size_t depth = number(words[1]);
    if (depth > 6 * 1024 || !afford(depth * 1100))
        return fail("over the budget");
    sink = recurse(depth);
    say_done("recurse(%zu);", depth);
}

/* below BYTES: writes one byte so far below the stack pointer */
void do_below(char **words)
{
    size_t bytes = number(words[1]);
    char here;
    if (!afford(page))
        return fail("over the budget");
    int fault = try_pages(&here - bytes, 1, page, 1);
    if (fault)
        return say_fault(fault, "*(&here - %zu) = 1;", bytes);
    say_done("*(&here - %zu) = 1;", bytes);
}
