/* Shared by the subject's files: each has one purpose, and subject.c's table lists whose command each is. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include <stddef.h>

/** Longest command, and longest line of C in an answer. */
#define LINE 512

/** Memory that a command named with a letter: areas[0] is a, areas[25] is z. `file` is what it maps, open; 0 for none. */
struct area { char *at; size_t bytes; int is_shared, file; };
extern struct area areas[26];
/** Bytes in a page of this machine. */
extern size_t page;

/* protocol.c: answers are one line of JSON, numbers may end in K, M, G, T or % */
void say(const char *format, ...);
void fail(const char *what);
void also(const char *name, long value);
void done(int name, const char *c, ...);
void say_done(const char *c, ...);
void say_fault(int signal_number, const char *c, ...);
size_t number(const char *text);
void obey_lines(void (*obey)(char *line));

/* limits.c: what keeps the machine safe */
void set_limits(size_t budget_bytes);
int afford(size_t bytes);
int afford_tables(size_t bytes);
void give_half(void);
void take_half(void);
size_t half_kb(void);
int allow_huge_pages(void);
void allow_more_data(long bytes);

/* faults.c */
void catch_faults(void);
int try_pages(char *at, size_t count, size_t step, int writes);
void do_peek(char **words);

/* mappings.c */
void do_map(int name, char **words);
void do_mapfile(int name, char **words);
void do_memfd(int name, char **words);
void do_trymap(int name, char **words);
void do_sparse(int name, char **words);
void do_touch(int name, char **words);
void do_read(int name, char **words);
void do_protect(int name, char **words);
void do_advise(int name, char **words);
void do_unmap(int name, char **words);

/* files.c */
extern const char *folder;
int open_nameless(int name);
int open_memory_file(size_t bytes);
void do_filebyte(int name, char **words);
void do_cached(int name, char **words);
void do_drop(int name, char **words);

/* heap.c */
void do_malloc(int name, char **words);
void do_free(int name, char **words);
void do_trim(char **words);

/* stacks.c */
void do_thread(char **words);
void do_recurse(char **words);
void do_below(char **words);

/* loading.c */
void do_dlopen(char **words);
void do_part(int name, char **words);
void do_dlclose(char **words);

/* observing.c */
void do_look(char **words);
void do_clearrefs(char **words);
void do_spy(int name, char **words);

/* processes.c */
int child_number(void);
void do_fork(char **words);
void do_spawn(char **words);
void be_child(void);
void do_child(const char *command);
void do_reap(char **words);

/* subject.c */
void obey(char *line);

#endif
