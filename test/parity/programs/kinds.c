/*
 * Processes of many kinds for comparing vmatlas's pmap with procps's: kinds KIND FOLDER makes the mappings of that kind,
 * prints "ready" and waits. FOLDER is where files are made.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <unistd.h>

static const char *folder;
static long page;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/** Maps a new file of that name, two pages, one of them written. */
static void map_file(const char *name, int keep)
{
    char path[8192];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ftruncate(file, 2 * page))
        fail(path);
    char *at = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        fail("mmap");
    at[0] = 1;
    mmap(NULL, page, PROT_READ, MAP_SHARED, file, page);
    close(file);
    if (!keep)
        unlink(path);
}

static char *map_anonymous(size_t bytes, int rights, int flags)
{
    char *at = mmap(NULL, bytes, rights, flags | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        fail("mmap");
    return at;
}

static void map_long_name(int length)
{
    char name[256], path[8192] = "";
    size_t part = length < 200 ? 20 : 200;
    memset(name, 'n', part);
    name[part] = 0;
    while ((int)strlen(path) < length) {
        char full[16400];
        strcat(path, name);
        snprintf(full, sizeof full, "mkdir -p '%s/%s'", folder, path);
        if (system(full))
            fail("mkdir");
        strcat(path, "/");
    }
    strcat(path, "file");
    map_file(path, 1);
}

static void *wait_forever(void *nothing)
{
    void *kept = malloc(1000);
    while (pause() == -1)
        continue;
    return kept ? kept : nothing;
}

int main(int count, char **arguments)
{
    const char *kind = count > 1 ? arguments[1] : "";
    folder = count > 2 ? arguments[2] : "/tmp";
    page = sysconf(_SC_PAGESIZE);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!strcmp(kind, "names")) {
        const char *names[] = {"with space", " lead and trail ", "new\nline", "back\\slash", "back\\012digits", "tab\tx",
                               "esc\033[31mred\177", "[heap]", "[ anon ]", "not (deleted)", "quote'\"", "semi;colon", "a-b:c"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            map_file(names[i], 1);
    } else if (!strcmp(kind, "utf8")) {
        map_file("\303\274n\303\257c\303\270d\303\251-\346\227\245\346\234\254", 1);
        map_file("bad\377\376utf", 1);
        map_file("half\303", 1);
    } else if (!strcmp(kind, "deleted")) {
        map_file("gone", 0);
        map_file("gone (deleted)", 0);
    } else if (!strcmp(kind, "memfd")) {
        const char *names[] = {"foo", "a/b", "a/b/", "", "with space", "SYSV00000001"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            int file = memfd_create(names[i], 0);
            if (file < 0 || ftruncate(file, 3 * page))
                fail("memfd");
            char *at = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            at[0] = 1;
        }
    } else if (!strcmp(kind, "sysv")) {
        int id = shmget(IPC_PRIVATE, 5 * page, IPC_CREAT | 0600);
        if (id < 0)
            fail("shmget");
        char *at = shmat(id, NULL, 0);
        shmctl(id, IPC_RMID, NULL);
        at[page] = 1;
    } else if (!strcmp(kind, "shared")) {
        map_anonymous(4 * page, PROT_READ | PROT_WRITE, MAP_SHARED)[0] = 1;
        map_anonymous(4 * page, PROT_READ, MAP_SHARED);
    } else if (!strcmp(kind, "reserved")) {
        map_anonymous((size_t)20 << 40, PROT_NONE, MAP_PRIVATE | MAP_NORESERVE);
        map_anonymous((size_t)3 << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE)[0] = 1;
    } else if (!strcmp(kind, "permissions")) {
        for (int rights = 0; rights < 8; rights++) {
            map_anonymous(page * (rights + 1), rights, MAP_PRIVATE);
            map_anonymous(page * (rights + 1), rights, MAP_SHARED);
        }
    } else if (!strcmp(kind, "many")) {
        for (int i = 0; i < 3000; i++)
            map_anonymous(page, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE, MAP_PRIVATE);
    } else if (!strcmp(kind, "resident")) {
        char *at = map_anonymous(96 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE);
        memset(at, 1, 96 << 20);
    } else if (!strcmp(kind, "longname")) {
        map_long_name(40);
    } else if (!strcmp(kind, "verylongname")) {
        map_long_name(1200);
    } else if (!strcmp(kind, "threads")) {
        for (int i = 0; i < 4; i++) {
            pthread_t id;
            pthread_create(&id, NULL, wait_forever, NULL);
        }
        usleep(50000);
    } else if (!strcmp(kind, "heap")) {
        for (int i = 0; i < 100; i++)
            memset(malloc(10000), 1, 10000);
    } else if (!strcmp(kind, "lowaddress")) {
        if (mmap((void *)0x10000, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
            fail("mmap");
    } else if (!strcmp(kind, "emptyargs")) {
        if (count > 3)
            goto ready;
        /* It reads its input, which stays open, before it comes to the files that do not exist. */
        char *empty[] = {"", "-", "a b ", "", NULL};
        puts("ready");
        fflush(stdout);
        execv("/bin/cat", empty);
    }
ready:
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
