/*
 * The linker sends the start code's call of __libc_start_main here (--wrap), and this calls its oldest version. `init` is what
 * start code of before 2.34 passed; newer start code passes none, and the C library then runs constructors itself or has none.
 */
#include "old-libc.h"
#include <stddef.h>

typedef int (*main_function)(int, char **, char **);
typedef void (*plain_function)(void);

int old_start_main(main_function, int, char **, plain_function, plain_function, plain_function, void *);

int __wrap___libc_start_main(main_function program, int count, char **words, plain_function init, plain_function fini,
                             plain_function unload, void *stack_end)
{
    return old_start_main(program, count, words, init, fini, unload, stack_end);
}
