/* Loading: the small library beside this program, and its parts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "subject.h"

#define LIBRARY "libpart.so"

static void *library;

/* dlopen: loads the library that lies beside this program */
void do_dlopen(char **words)
{
    char path[LINE];
    (void)words;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - sizeof LIBRARY - 1);
    char *slash = length > 0 ? memrchr(path, '/', (size_t)length) : NULL;
    if (slash == NULL)
        return fail("readlink");
    strcpy(slash + 1, LIBRARY);
    if (library)
        return fail("it is open already");
    /* Its tables, zeros and what the loader needs to know of it. */
    if (!afford((size_t)2 << 20))
        return fail("over the budget");
    library = dlopen(path, RTLD_NOW);
    if (library == NULL)
        return fail("dlopen");
    say_done("library = dlopen(LIBRARY, RTLD_NOW);");
}

/** Where the first segment ends and the next one begins: between them lie addresses that the library has and does not use. */
struct hole { uintptr_t inside, start, end; };

static int find_hole(struct dl_phdr_info *info, size_t size, void *found)
{
    struct hole *hole = found;
    uintptr_t ends = 0;
    int is_it = 0;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
        if (header->p_type != PT_LOAD)
            continue;
        is_it |= hole->inside >= start && hole->inside < end;
        if (ends && (start & -page) > ((ends + page - 1) & -page) && !hole->start)
            hole->start = (ends + page - 1) & -page, hole->end = start & -page;
        ends = end;
    }
    if (!is_it)
        hole->start = hole->end = 0;
    return is_it;
}

/* part NAME table|zeros|hole: names the library's constant pointers, its zeros (.bss), or what lies between its segments */
void do_part(int name, char **words)
{
    const char *what = words[2] ? words[2] : "";
    uintptr_t start = (uintptr_t)(library ? dlsym(library, strcmp(what, "hole") ? what : "table") : NULL);
    size_t *bytes = library && start ? dlsym(library, strcmp(what, "zeros") ? "table_bytes" : "zeros_bytes") : NULL;
    if (bytes == NULL)
        return fail("no such part");
    uintptr_t end = start + *bytes;
    if (!strcmp(what, "hole")) {
        struct hole hole = {start, 0, 0};
        dl_iterate_phdr(find_hole, &hole);
        if (!hole.start)
            return fail("it has no hole");
        start = hole.start, end = hole.end;
    }
    start &= -page;
    areas[name] = (struct area){(char *)start, (end - start + page - 1) & -page, 0, 0};
    done(name, "%c = %s;", 'a' + name, what);
}

/* dlclose */
void do_dlclose(char **words)
{
    (void)words;
    if (library == NULL || dlclose(library))
        return fail("dlclose");
    library = NULL;
    say_done("dlclose(library);");
}
