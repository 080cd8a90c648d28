/* Faults: touching memory that may not be touched is what some lessons are about. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include "subject.h"

static sigjmp_buf after_fault;
static volatile sig_atomic_t is_trying;
static volatile char sink;

/** A fault inside try_pages is the lesson's subject: it is reported. Anywhere else it ends the program as usual. */
static void on_fault(int signal_number)
{
    if (is_trying)
        siglongjmp(after_fault, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void catch_faults(void)
{
    signal(SIGSEGV, on_fault);
    signal(SIGBUS, on_fault);
}

/** Writes or reads one byte a page; gives the signal that stopped it, or 0. */
int try_pages(char *at, size_t count, int writes)
{
    int fault = sigsetjmp(after_fault, 1);
    if (fault == 0) {
        is_trying = 1;
        for (size_t i = 0; i < count; i++)
            if (writes)
                at[i * page] = 1;
            else
                sink = at[i * page];
    }
    is_trying = 0;
    return fault;
}

/* peek ADDRESS: reads one byte at any address, 0x… */
void do_peek(char **words)
{
    uintptr_t address = words[1] ? strtoull(words[1], NULL, 16) : 0;
    if (!afford(page))
        return fail("over the budget");
    int fault = try_pages((char *)address, 1, 0);
    if (fault)
        return say_fault(fault, "x = *(char *)0x%lx;", (unsigned long)address);
    say("{\"ok\":1,\"c\":\"x = *(char *)0x%lx;\"}", (unsigned long)address);
}
