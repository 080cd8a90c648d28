/* The heap: malloc and free. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"

#define BLOCKS 4096

/** What malloc gave, for the areas that were filled by it. */
static char *blocks[26][BLOCKS];
static size_t counts[26];

/* malloc NAME BYTES [COUNT] [touch] */
void do_malloc(int name, char **words)
{
    size_t bytes = number(words[2]), count = words[3] ? number(words[3]) : 1;
    int touch = words[4] != NULL;
    if (count == 0)
        count = 1;
    if (count > BLOCKS || counts[name] != 0 || bytes > ((size_t)1 << 40))
        return fail("over the budget");
    /* Malloc writes the first page even of an untouched block: it keeps the size there. */
    if (!afford((touch ? bytes + page : bytes < page ? bytes + 64 : page) * count))
        return fail("over the budget");
    for (size_t i = 0; i < count; i++) {
        char *block = malloc(bytes);
        if (block == NULL)
            return fail("malloc");
        if (touch)
            memset(block, 1, bytes);
        blocks[name][counts[name]++] = block;
    }
    areas[name] = (struct area){blocks[name][0], bytes * count, 0, 0};
    char n = (char)('a' + name);
    if (count == 1)
        return done(name, touch ? "%c = malloc(%zu); memset(%c, 1, %zu);" : "%c = malloc(%zu);", n, bytes, n, bytes);
    done(name, "for (i = 0; i < %zu; i++) %s%c[i] = malloc(%zu)%s;", count, touch ? "memset(" : "", n, bytes,
         touch ? ", 1, size)" : "");
}

/* free NAME all|odd */
void do_free(int name, char **words)
{
    int odd = words[2] && !strcmp(words[2], "odd"), step = odd ? 2 : 1;
    size_t count = counts[name];
    for (size_t i = (size_t)odd; i < count; i += (size_t)step) {
        free(blocks[name][i]);
        blocks[name][i] = NULL;
    }
    if (!odd)
        counts[name] = 0;
    if (count == 1)
        return done(name, "free(%c);", 'a' + name);
    done(name, "for (i = %d; i < %zu; i += %d) free(%c[i]);", odd, count, step, 'a' + name);
}

/* trim */
void do_trim(char **words)
{
    (void)words;
    malloc_trim(0);
    say("{\"ok\":1,\"c\":\"malloc_trim(0);\"}");
}
