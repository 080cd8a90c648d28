/* Faults: touching memory that may not be touched is what some lessons are about. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include "subject.h"

static sigjmp_buf after_fault;
static volatile sig_atomic_t is_trying, why;

/** A fault inside try_pages is what the lesson is about: it is reported. Anywhere else it ends the program as usual. */
static void on_fault(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    why = info->si_code;
    if (is_trying)
        siglongjmp(after_fault, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void catch_faults(void)
{
    struct sigaction action = {0};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

/**
 * Writes or reads one byte every `step` bytes; gives the signal that stopped it, or 0. The answer then holds the page faults that
 * this took (getrusage(2): minor without, major with waiting for a disk); of reading the last byte and how many were not 0; and
 * of a signal its si_code (sigaction(2)): 1 where nothing is mapped, 2 where access is not allowed, 128 where the processor did
 * not even look.
 */
int try_pages(char *at, size_t count, size_t step, int writes)
{
    static struct rusage before, after;
    static volatile size_t nonzero;
    static volatile char value;
    nonzero = 0;
    /* Twice: so that its own first faults are over. */
    getrusage(RUSAGE_THREAD, &after);
    getrusage(RUSAGE_THREAD, &before);
    int fault = sigsetjmp(after_fault, 1);
    if (fault == 0) {
        is_trying = 1;
        for (size_t i = 0; i < count; i++)
            if (writes)
                at[i * step] = 1;
            else
                nonzero += (value = at[i * step]) != 0;
    }
    is_trying = 0;
    getrusage(RUSAGE_THREAD, &after);
    also("minor", after.ru_minflt - before.ru_minflt);
    also("major", after.ru_majflt - before.ru_majflt);
    if (fault)
        also("code", why);
    if (!writes && fault == 0) {
        also("value", (unsigned char)value);
        also("nonzero", (long)nonzero);
    }
    return fault;
}

/* peek ADDRESS: reads one byte at any address, 0x… */
void do_peek(char **words)
{
    uintptr_t address = words[1] ? strtoull(words[1], NULL, 16) : 0;
    if (!afford(page))
        return fail("over the budget");
    int fault = try_pages((char *)address, 1, page, 0);
    if (fault)
        return say_fault(fault, "x = *(char *)0x%lx;", (unsigned long)address);
    say_done("x = *(char *)0x%lx;", (unsigned long)address);
}
