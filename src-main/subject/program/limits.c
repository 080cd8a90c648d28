/* The limits: nothing that a lesson does can hurt the machine. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "subject.h"

/** What may be mapped writable beyond the budget: stacks of threads and the like, of which little is touched. */
#define SPARE ((size_t)256 << 20)

/** What ulimit -s is on most systems, bytes. */
#define USUAL_STACK ((size_t)8 << 20)

static size_t budget, used;
/** RLIMIT_DATA, bytes. */
static size_t most_data;

/** Takes from the budget what is about to be touched; 0 when it would go over it. */
int afford(size_t bytes)
{
    if (bytes > budget || used > budget - bytes)
        return 0;
    used += bytes;
    return 1;
}

/** The same for pages that are only read: the page of zeros costs nothing, but each takes its eight bytes in a page table. */
int afford_tables(size_t bytes) { return afford(bytes / page * 8); }

/*
 * A child and its parent share one budget: what is left is halved at the fork, and neither half comes back, because what the
 * child touched of memory that both share outlives it.
 */
static size_t half(void) { return (budget - used) / 2; }

/** In the parent: half of what is left is the child's. */
void give_half(void) { used += half(); }

/** The half that a freshly started child is given, in kB of 1024 bytes. */
size_t half_kb(void) { return half() / 1024; }

/** In the child: the other half is all that it has. */
void take_half(void) { budget = used + half(); }

/** Dies with its parent, leaves no core, is the first to go when memory runs out; the kernel sees to it that it stays small. */
void set_limits(size_t budget_bytes)
{
    budget = budget_bytes;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    /* Counts what is private and writable, so a reservation without access may still be huge (Linux 4.7 and newer). */
    most_data = budget + SPARE;
    setrlimit(RLIMIT_DATA, &(struct rlimit){most_data, RLIM_INFINITY});
    /* The usual limit, so that the lesson's numbers don't depend on ulimit -s. */
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) == 0 && (stack.rlim_max == RLIM_INFINITY || stack.rlim_max >= USUAL_STACK)) {
        stack.rlim_cur = USUAL_STACK;
        setrlimit(RLIMIT_STACK, &stack);
    }
    signal(SIGPIPE, SIG_IGN);
    /* Pages of one size everywhere: the lessons count them. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    int first = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (first < 0)
        return;
    /* Not being allowed to set it changes nothing else. */
    if (write(first, "1000", 4) < 0)
        errno = 0;
    close(first);
}

/**
 * Moves RLIMIT_DATA: for addresses that are asked for and not touched, where the lesson is about what the kernel refuses. What is
 * touched of them is paid for like everything.
 */
void allow_more_data(long bytes)
{
    most_data += (size_t)bytes;
    setrlimit(RLIMIT_DATA, &(struct rlimit){most_data, RLIM_INFINITY});
}

/** From here on memory that asks for huge pages gets them; 0 when the kernel agrees. */
int allow_huge_pages(void) { return prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0); }
