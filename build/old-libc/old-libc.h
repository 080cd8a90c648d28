/*
 * Included before everything else: binds to the oldest versions of the C library's functions, so that a program compiled on
 * a new system starts on an old one (glibc 2.28: Debian 10, RHEL 8). glibc keeps old versions for ever; what it moved in 2.34
 * (threads into libc.so.6) and 2.38 (C23's strtoull) only has new defaults.
 */
/* As each file asks for itself: features.h, read here first, is not read again. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <features.h>
#if defined(__GLIBC__) && (defined(__x86_64__) || defined(__aarch64__))
#ifdef __x86_64__
#define FIRST_VERSION "GLIBC_2.2.5"
#else
#define FIRST_VERSION "GLIBC_2.17"
#endif
#define OLDEST(now, then) __asm__(".symver " now "," then "@" FIRST_VERSION)
OLDEST("pthread_create", "pthread_create");
OLDEST("pthread_join", "pthread_join");
OLDEST("pthread_detach", "pthread_detach");
OLDEST("pthread_attr_setstacksize", "pthread_attr_setstacksize");
OLDEST("dlopen", "dlopen");
OLDEST("dlsym", "dlsym");
OLDEST("dlclose", "dlclose");
OLDEST("sem_init", "sem_init");
OLDEST("sem_post", "sem_post");
OLDEST("sem_wait", "sem_wait");
OLDEST("__isoc23_strtoull", "strtoull");
OLDEST("__isoc23_strtoul", "strtoul");
OLDEST("__isoc23_strtol", "strtol");
OLDEST("old_start_main", "__libc_start_main");
#endif
