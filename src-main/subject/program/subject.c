/*
 * The subject: the small real program that vmatlas's lessons run and observe.
 *
 * It reads one command a line from standard input, carries it out with the one C call that the lesson shows, and answers
 * with one line of JSON. It uses nothing but libc and no stdio (whose buffers would appear in the map), so its address
 * space stays at about twenty mappings. It can't hurt the machine: what it touches is bounded by a budget given at the
 * start, it dies with its parent, leaves no core and is the first to go when memory runs out.
 *
 *   subject BUDGET_KB FOLDER      FOLDER is where mapped files are made (and removed at once)
 *
 * Numbers in commands are decimal with an optional K, M, G or T (1024 each). Places are named by one letter a … z.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE 512
#define BLOCKS 4096

static struct place { char *at; size_t bytes; } places[26];
static char *blocks[26][BLOCKS]; /* what malloc gave, for the places that were filled by it */
static size_t block_counts[26];
static size_t page, budget, used;
static const char *folder;
static int child_in = -1, child_out = -1;
static pid_t child;
static char reply[2 * LINE];
static volatile char sink;
static sigjmp_buf after_fault;
static volatile sig_atomic_t is_trying;
static sem_t thread_ready;

static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(reply, sizeof reply - 1, format, arguments);
    va_end(arguments);
    if (n < 0 || n > (int)sizeof reply - 2)
        n = (int)sizeof reply - 2;
    reply[n++] = '\n';
    for (int done = 0; done < n;) {
        ssize_t wrote = write(1, reply + done, (size_t)(n - done));
        if (wrote <= 0)
            _exit(1);
        done += (int)wrote;
    }
}

static void fail(const char *what) { say("{\"ok\":0,\"error\":\"%s\",\"errno\":%d}", what, errno); }

static size_t number(const char *text)
{
    if (text == NULL)
        return 0;
    char *end;
    size_t value = strtoull(text, &end, 10);
    const char *units = "KMGT", *unit = *end ? strchr(units, *end) : NULL;
    for (int i = unit ? (int)(unit - units) + 1 : 0; i > 0; i--)
        value *= 1024;
    return value;
}

/** Takes from the budget what is about to be touched; 0 when it would go over it. */
static int afford(size_t bytes)
{
    if (bytes > budget || used > budget - bytes)
        return 0;
    used += bytes;
    return 1;
}

static int protection(const char *text, const char **c)
{
    *c = "PROT_READ | PROT_WRITE";
    if (text == NULL || !strcmp(text, "rw"))
        return PROT_READ | PROT_WRITE;
    if (!strcmp(text, "r"))
        return *c = "PROT_READ", PROT_READ;
    if (!strcmp(text, "rx"))
        return *c = "PROT_READ | PROT_EXEC", PROT_READ | PROT_EXEC;
    return *c = "PROT_NONE", PROT_NONE;
}

static void done(int name, const char *c, ...)
{
    char code[LINE];
    va_list arguments;
    va_start(arguments, c);
    vsnprintf(code, sizeof code, c, arguments);
    va_end(arguments);
    struct place *p = &places[name];
    say("{\"ok\":1,\"c\":\"%s\",\"address\":\"0x%lx\",\"bytes\":%zu}", code, (unsigned long)p->at, p->bytes);
}

/* map NAME BYTES [rw|r|rx|none] [noreserve|shared] */
static void do_map(int name, size_t bytes, const char *access, const char *kind)
{
    const char *c;
    int rights = protection(access, &c), flags = MAP_PRIVATE | MAP_ANONYMOUS;
    const char *kinds = "MAP_PRIVATE | MAP_ANONYMOUS";
    if (kind && !strcmp(kind, "noreserve"))
        flags |= MAP_NORESERVE, kinds = "MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE";
    else if (kind && !strcmp(kind, "shared"))
        flags = MAP_SHARED | MAP_ANONYMOUS, kinds = "MAP_SHARED | MAP_ANONYMOUS";
    char *at = mmap(NULL, bytes, rights, flags, -1, 0);
    if (at == MAP_FAILED)
        return fail("mmap");
    places[name] = (struct place){at, bytes};
    done(name, "%c = mmap(NULL, %zu, %s, %s, -1, 0);", 'a' + name, bytes, c, kinds);
}

/* mapfile NAME BYTES private|shared: a new file full of the letter F, already unlinked */
static void do_mapfile(int name, size_t bytes, const char *kind)
{
    char path[LINE], fill[4096];
    if (!afford(bytes))
        return fail("over the budget");
    snprintf(path, sizeof path, "%s/lesson-%d-%c.dat", folder, (int)getpid(), 'a' + name);
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fail("open");
    unlink(path);
    memset(fill, 'F', sizeof fill);
    for (size_t n = 0; n < bytes; n += sizeof fill)
        if (write(file, fill, sizeof fill) != (ssize_t)sizeof fill)
            return close(file), fail("write");
    int shared = kind && !strcmp(kind, "shared");
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, shared ? MAP_SHARED : MAP_PRIVATE, file, 0);
    close(file);
    if (at == MAP_FAILED)
        return fail("mmap");
    places[name] = (struct place){at, bytes};
    done(name, "%c = mmap(NULL, %zu, PROT_READ | PROT_WRITE, %s, file, 0);", 'a' + name, bytes,
         shared ? "MAP_SHARED" : "MAP_PRIVATE");
}

/** A fault inside touch or read is the lesson's subject: it is reported. Anywhere else it ends the program as usual. */
static void on_fault(int signal_number)
{
    if (is_trying)
        siglongjmp(after_fault, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/** Touches or reads one byte a page; gives the signal that stopped it, or 0. */
static int try_pages(char *at, size_t count, int writes)
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

/** The part FROM … FROM+COUNT pages of a place; 0 when it is not inside. */
static int part(int name, size_t from, size_t count, char **at, size_t *bytes)
{
    struct place *p = &places[name];
    if (p->at == NULL || count == 0 || from > p->bytes / page || count > p->bytes / page - from)
        return 0;
    *at = p->at + from * page;
    *bytes = count * page;
    return 1;
}

/* touch|read|unmap NAME FROM COUNT · protect|advise NAME FROM COUNT HOW */
static void do_pages(const char *verb, int name, size_t from, size_t count, const char *how)
{
    char *at;
    size_t bytes;
    const char *c = "";
    char n = (char)('a' + name);
    if (!part(name, from, count, &at, &bytes))
        return fail("not inside that memory");
    int writes = !strcmp(verb, "touch");
    if (writes || !strcmp(verb, "read")) {
        if (writes && !afford(bytes))
            return fail("over the budget");
        int fault = try_pages(at, count, writes);
        const char *loop = writes ? "for (i = %zu; i < %zu; i++) %c[i * %zu] = 1;"
                                  : "for (i = %zu; i < %zu; i++) x = %c[i * %zu];";
        if (fault == 0)
            return done(name, loop, from, from + count, n, page);
        char code[LINE];
        snprintf(code, sizeof code, loop, from, from + count, n, page);
        return say("{\"ok\":1,\"c\":\"%s\",\"fault\":\"%s\"}", code, fault == SIGSEGV ? "SIGSEGV" : "SIGBUS");
    }
    if (!strcmp(verb, "protect")) {
        if (mprotect(at, bytes, protection(how, &c)))
            return fail("mprotect");
        return done(name, "mprotect(%c + %zu, %zu, %s);", n, from * page, bytes, c);
    }
    if (!strcmp(verb, "unmap")) {
        if (munmap(at, bytes))
            return fail("munmap");
        return done(name, "munmap(%c + %zu, %zu);", n, from * page, bytes);
    }
    static const struct { const char *word, *c; int advice; } advices[] = {
        {"dontneed", "MADV_DONTNEED", MADV_DONTNEED}, {"free", "MADV_FREE", MADV_FREE},
        {"hugepage", "MADV_HUGEPAGE", MADV_HUGEPAGE}, {"nohugepage", "MADV_NOHUGEPAGE", MADV_NOHUGEPAGE}};
    for (size_t i = 0; how && i < sizeof advices / sizeof *advices; i++)
        if (!strcmp(how, advices[i].word)) {
            if (madvise(at, bytes, advices[i].advice))
                return fail("madvise");
            return done(name, "madvise(%c + %zu, %zu, %s);", n, from * page, bytes, advices[i].c);
        }
    fail("no such advice");
}

/* malloc NAME BYTES [COUNT] [touch] */
static void do_malloc(int name, size_t bytes, size_t count, int touch)
{
    if (count == 0)
        count = 1;
    if (count > BLOCKS || block_counts[name] != 0 || (touch && !afford(bytes * count)) || bytes > ((size_t)1 << 40))
        return fail("over the budget");
    for (size_t i = 0; i < count; i++) {
        char *block = malloc(bytes);
        if (block == NULL)
            return fail("malloc");
        if (touch)
            memset(block, 1, bytes);
        blocks[name][block_counts[name]++] = block;
    }
    places[name] = (struct place){blocks[name][0], bytes * count};
    if (count == 1)
        return done(name, touch ? "%c = malloc(%zu); memset(%c, 1, %zu);" : "%c = malloc(%zu);", 'a' + name, bytes, 'a' + name, bytes);
    done(name, "for (i = 0; i < %zu; i++) %s%c[i] = malloc(%zu)%s;", count, touch ? "memset(" : "", 'a' + name, bytes,
         touch ? ", 1, size)" : "");
}

/* free NAME all|odd */
static void do_free(int name, const char *which)
{
    int odd = which && !strcmp(which, "odd");
    for (size_t i = odd ? 1 : 0; i < block_counts[name]; i += odd ? 2 : 1) {
        free(blocks[name][i]);
        blocks[name][i] = NULL;
    }
    size_t count = block_counts[name];
    if (!odd)
        block_counts[name] = 0;
    if (count == 1)
        return done(name, "free(%c);", 'a' + name);
    done(name, "for (i = %d; i < %zu; i += %d) free(%c[i]);", odd, count, odd ? 2 : 1, 'a' + name);
}

static void *thread(void *bytes)
{
    char *block = bytes ? malloc((size_t)(uintptr_t)bytes) : NULL;
    if (block)
        memset(block, 1, (size_t)(uintptr_t)bytes);
    sem_post(&thread_ready);
    while (pause() == -1)
        continue;
    return block;
}

/* thread [COUNT] [BYTES that each of them mallocs] */
static void do_thread(size_t count, size_t bytes)
{
    if (count == 0)
        count = 1;
    if (count > 32 || !afford(count * (bytes + 64 * 1024)))
        return fail("over the budget");
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    /* The usual limit, so that the lesson's numbers don't depend on ulimit -s. */
    pthread_attr_setstacksize(&attributes, 8 << 20);
    for (size_t i = 0; i < count; i++) {
        pthread_t id;
        if (pthread_create(&id, &attributes, thread, (void *)(uintptr_t)bytes))
            return fail("pthread_create");
        while (sem_wait(&thread_ready))
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

static void loop(void);

/* fork: a child that takes commands through `child COMMAND …` */
static void do_fork(void)
{
    int to[2], from[2];
    if (child > 0)
        return fail("there is a child already");
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
        return fail("pipe");
    pid_t parent = getpid();
    child = fork();
    if (child < 0)
        return fail("fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        dup2(to[0], 0);
        dup2(from[1], 1);
        /* Held open here, the end of the commands would never come. */
        close(to[1]);
        close(from[0]);
        child = -1;
        loop();
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    child_in = to[1];
    child_out = from[0];
    say("{\"ok\":1,\"c\":\"pid = fork();\",\"child\":%d}", (int)child);
}

/** Hands a command to the child and its answer back. */
static void do_child(const char *command)
{
    char text[LINE];
    if (child <= 0)
        return fail("there is no child");
    int n = snprintf(text, sizeof text, "%s\n", command);
    if (write(child_in, text, (size_t)n) != n)
        return fail("the child is gone");
    size_t got = 0;
    while (got < sizeof text - 1 && (got == 0 || text[got - 1] != '\n')) {
        ssize_t more = read(child_out, text + got, sizeof text - 1 - got);
        if (more <= 0)
            return fail("the child is gone");
        got += (size_t)more;
    }
    text[got - 1] = 0;
    say("%s", text);
}

static void do_reap(void)
{
    if (child <= 0)
        return fail("there is no child");
    close(child_in);
    close(child_out);
    waitpid(child, NULL, 0);
    child = 0;
    say("{\"ok\":1,\"c\":\"waitpid(pid, NULL, 0);\"}");
}

/* peek ADDRESS: reads one byte at any address, 0x… */
static void do_peek(const char *text)
{
    uintptr_t address = text ? strtoull(text, NULL, 16) : 0;
    int fault = try_pages((char *)address, 1, 0);
    if (fault == 0)
        return say("{\"ok\":1,\"c\":\"x = *(char *)0x%lx;\"}", (unsigned long)address);
    say("{\"ok\":1,\"c\":\"x = *(char *)0x%lx;\",\"fault\":\"%s\"}", (unsigned long)address,
        fault == SIGSEGV ? "SIGSEGV" : "SIGBUS");
}

static void obey(char *line)
{
    if (!strncmp(line, "child ", 6))
        return do_child(line + 6);
    char *words[6] = {0}, *rest = NULL;
    int n = 0;
    for (char *word = strtok_r(line, " ", &rest); word && n < 6; word = strtok_r(NULL, " ", &rest))
        words[n++] = word;
    if (n == 0)
        return fail("no command");
    const char *verb = words[0];
    if (!strcmp(verb, "hello"))
        return say("{\"ok\":1,\"c\":\"\",\"pid\":%d,\"page\":%zu,\"budgetKb\":%zu}", (int)getpid(), page, budget / 1024);
    if (!strcmp(verb, "fork"))
        return do_fork();
    if (!strcmp(verb, "reap"))
        return do_reap();
    if (!strcmp(verb, "trim"))
        return malloc_trim(0), say("{\"ok\":1,\"c\":\"malloc_trim(0);\"}");
    if (!strcmp(verb, "thread"))
        return do_thread(number(words[1]), number(words[2]));
    if (!strcmp(verb, "recurse")) {
        size_t depth = number(words[1]);
        if (depth > 6 * 1024 || !afford(depth * 1100))
            return fail("over the budget");
        sink = (char)recurse(depth);
        return say("{\"ok\":1,\"c\":\"recurse(%zu);\"}", depth);
    }
    if (!strcmp(verb, "peek"))
        return do_peek(words[1]);
    int name = words[1] && words[1][0] >= 'a' && words[1][0] <= 'z' && !words[1][1] ? words[1][0] - 'a' : -1;
    if (name < 0)
        return fail("no such command");
    if (!strcmp(verb, "map"))
        return do_map(name, number(words[2]), words[3], words[4]);
    if (!strcmp(verb, "mapfile"))
        return do_mapfile(name, number(words[2]), words[3]);
    if (!strcmp(verb, "malloc"))
        return do_malloc(name, number(words[2]), number(words[3]), words[4] != NULL);
    if (!strcmp(verb, "free"))
        return do_free(name, words[2]);
    do_pages(verb, name, number(words[2]), number(words[3]), words[4]);
}

/** One command a line until the input ends. Lines that are too long are refused whole. */
static void loop(void)
{
    char line[LINE];
    size_t length = 0;
    char c;
    while (read(0, &c, 1) == 1) {
        if (c != '\n') {
            if (length < sizeof line - 1)
                line[length] = c;
            length++;
            continue;
        }
        int fits = length < sizeof line - 1;
        line[fits ? length : 0] = 0;
        length = 0;
        if (!fits)
            fail("the command is too long");
        else if (!strcmp(line, "exit"))
            return;
        else
            obey(line);
    }
}

int main(int count, char **arguments)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(SIGPIPE, SIG_IGN);
    signal(SIGSEGV, on_fault);
    signal(SIGBUS, on_fault);
    sem_init(&thread_ready, 0, 0);
    /* Pages of one size everywhere: the lessons count them. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    int first = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (first >= 0) {
        /* Not being allowed to say so changes nothing else. */
        if (write(first, "1000", 4) < 0)
            errno = 0;
        close(first);
    }
    page = (size_t)sysconf(_SC_PAGESIZE);
    budget = count > 1 ? number(arguments[1]) * 1024 : 0;
    folder = count > 2 ? arguments[2] : "/tmp";
    loop();
    return 0;
}
